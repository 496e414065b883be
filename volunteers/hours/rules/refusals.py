"""What stands in the way of claiming, changing, adjusting and certifying hours."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from volunteers.errors import Refusal

LONGEST = timedelta(hours=24)
ANOTHER = "another supervisor or coordinator"
OWN = Refusal("own_hours", "Nobody certifies, adjusts or sends back their own hours.", ANOTHER)
ENTERED_BY_YOU = Refusal("entered_by_you", "You entered these hours, so someone else has to certify them.", ANOTHER)
GONE = Refusal("gone", "These hours were withdrawn or sent back meanwhile.")
CERTIFIED = Refusal("certified", "These hours are certified, so they cannot be changed here.", "your coordinator")
BOOKED = Refusal("booked", "These hours come from booking on and off a duty. A supervisor can adjust them.")


def refusals_to_claim(
    *, starts_at: datetime, ends_at: datetime, now: datetime, clash: str | None, serves: bool = True, what: str = "-"
) -> list[Refusal]:
    """What stops hours being claimed. ``clash`` names what the person did at that time already."""
    return list(_of_claim(starts_at, ends_at, now, clash, serves, what))


def _of_claim(
    starts_at: datetime, ends_at: datetime, now: datetime, clash: str | None, serves: bool, what: str
) -> Iterator[Refusal]:
    if not what.strip():
        yield Refusal("what_needed", "Say what you did.")
    if ends_at <= starts_at:
        yield Refusal("ends_before", "The time it ended must be after the time it began.")
    elif ends_at > now:
        yield Refusal("in_the_future", "Hours are claimed once they are worked. This time is in the future.")
    elif ends_at - starts_at > LONGEST:
        yield Refusal("too_long", "That is more than 24 hours. Check the times, or claim each day by itself.")
    if not serves:
        yield Refusal("not_serving", "Nobody claims hours for a day on which they did not serve in that role.")
    if clash is not None:
        yield Refusal("overlaps", f"These hours overlap with {clash}. The same time counts once only.")


def refusals_to_change(*, is_void: bool, certified: int) -> list[Refusal]:
    """What stops a volunteer saying whose time it was: it is certified, or nothing any more."""
    return [GONE] if is_void else [CERTIFIED] if certified else []


def refusals_to_end(*, is_void: bool, certified: int, is_booked: bool) -> list[Refusal]:
    """What stops a claim being withdrawn or sent back."""
    return [BOOKED] if is_booked else refusals_to_change(is_void=is_void, certified=certified)


def refusals_to_adjust(*, counted: int, by_minutes: int, reason: str, is_void: bool, is_own: bool) -> list[Refusal]:
    """What stops minutes being added to, or taken off, what counts."""
    if is_own:
        return [OWN]
    return [GONE] if is_void else list(_of_adjustment(counted, by_minutes, reason))


def _of_adjustment(counted: int, by_minutes: int, reason: str) -> Iterator[Refusal]:
    if not by_minutes:
        yield Refusal("no_change", "That is what counts already. Enter another number of hours.")
    if counted + by_minutes < 0:
        yield Refusal("below_nothing", "That takes off more than there is.")
    if counted + by_minutes > LONGEST.total_seconds() // 60:
        yield Refusal("too_long", "That would be more than 24 hours at one time.")
    if not reason.strip():
        yield Refusal("reason_needed", "Say why the hours are adjusted. The volunteer reads it.")


def refusals_to_certify(*, own: Iterable[str], entered: Iterable[str], gone: int) -> list[Refusal]:
    """What stops hours being certified: those of oneself, or that one entered; each by what was done."""
    found = [Refusal(OWN.code, f"{OWN.message} ({what})", OWN.who) for what in own]
    found += [Refusal(ENTERED_BY_YOU.code, f"{ENTERED_BY_YOU.message} ({what})", ANOTHER) for what in entered]
    return [*found, *([GONE] if gone else [])]
