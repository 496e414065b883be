"""How far a message has come, in words for staff and for whoever it is to."""

from volunteers.notifications.rules.reaching import why_not

TRIED_AT_MOST = {1: "once", 2: "twice"}
PLAIN = {
    "claimed": "Being sent now.",
    "sent": "Sent.",
    "delivered": "It reached the telephone.",
    "expired": "Not sent: it was old news before it could go out.",
    "by_hand": "Not sent, for they have no e-mail: tell them by telephone or letter.",
    "stopped": "Not sent: what it tells of was taken back first.",
    "held": "It waits for the e-mail that gathers the day’s news, as they chose.",
    "gathered": "Told in the e-mail that gathers the day’s news, as they chose.",
    "texted": "Told by text message instead, as they chose.",
    "unwanted": "Not sent: they chose not to be told of such things.",
}
FOR_RECEIVER = {
    "pending": "On its way to you.",
    "claimed": "On its way to you.",
    "sent": "We sent it to you.",
    "delivered": "We sent it to you.",
    "expired": "We did not send it: it was old news.",
    "stopped": "We did not send it.",
    "by_hand": "We tell you this by telephone or letter.",
    "seen_to": "We told you this in another way.",
    "held": "It comes in the e-mail that gathers your day’s news.",
    "gathered": "It came in the e-mail that gathered your day’s news.",
    "texted": "We sent you a text message instead, as you chose.",
    "unwanted": "We did not send it, as you chose.",
}
TONES = {
    "sent": "good",
    "delivered": "good",
    "given_up": "poor",
    "returned": "poor",
    "by_hand": "waiting",
    "held": "waiting",
}


def in_words(state: str, *, attempts: int, failure: str | None, is_quiet: bool = False) -> str:
    """For staff: what became of it, how often it was tried, and why it did not arrive."""
    if state == "pending" and is_quiet and not attempts:
        return "It waits until the quiet hours they chose are over."
    if state == "pending":
        return f"Waiting: tried {times(attempts)}, and tried again soon." if attempts else "Waiting to be sent."
    if state == "given_up":
        return f"Given up after it was tried {times(attempts)}. {why_not(failure)}".strip()
    if state == "returned":
        return f"It came back. {why_not(failure)}".strip()
    if state == "seen_to":
        return f"It did not arrive, so they were told in another way: {(failure or '').strip()}"
    return PLAIN.get(state, state.replace("_", " ").capitalize() + ".")


def for_receiver(state: str, *, is_quiet: bool = False) -> str:
    """For whoever it is to."""
    if state == "pending" and is_quiet:
        return "It waits until your quiet hours are over."
    return FOR_RECEIVER.get(state, "It did not reach you. Check that we have the right address for you.")


def times(number: int) -> str:
    """Once, twice, 3 times."""
    return TRIED_AT_MOST.get(number, f"{number} times")
