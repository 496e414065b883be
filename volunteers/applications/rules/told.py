"""What the applicant was sent, in their words, and what is asked of them now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from volunteers.strands.rules import CheckDefinition

# Messages to others about the application, such as referees, are not the applicant's to read of here.
TOLD = {
    "application_submitted": "We have your application",
    "application_moved": "There is news about your application",
    "application_closed": "There is news about your application",
    "application_withdrawn": "We stopped your application, as you asked",
    "cleared_for_duty": "You can start",
    "guardian_answered": "Your parent or guardian has answered",
    "referees_wanted": "We asked you who can give you a reference",
    "referee_unreachable": "We could not reach someone you named",
    "reference_overdue": "Someone you named has not answered yet",
    "appointment_invited": "We asked you to choose a time",
    "appointment_booked": "Your appointment is booked",
    "appointment_changed": "Your appointment has changed",
    "appointment_cancelled": "Your appointment is cancelled",
    "appointment_place_free": "A place came free for you",
    "appointment_reminder": "We reminded you of your appointment",
    "appointment_nudge": "We asked you again to choose a time",
}
STATES = {
    "pending": "on its way",
    "claimed": "on its way",
    "sent": "sent",
    "expired": "not sent in time",
    "given_up": "could not be delivered: check your e-mail address",
    "by_hand": "by telephone or letter",
    "delivered": "sent",
    "returned": "came back to us: check your e-mail address",
    "stopped": "not sent",
    "seen_to": "told in another way",
}


@dataclass(frozen=True)
class Told:
    """One message to the applicant: what it says in a few words, when it was written, and whether it went out."""

    kind: str
    at: datetime
    state: str
    id: int = 0

    @property
    def words(self) -> str:
        return TOLD[self.kind]

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def has_failed(self) -> bool:
        return self.state in ("expired", "given_up", "returned")


def told_of(messages: Iterable[tuple[str, datetime, str, int]]) -> list[Told]:
    """The messages that are the applicant's own, in the order given."""
    return [Told(kind, at, state, number) for kind, at, state, number in messages if kind in TOLD]


@dataclass(frozen=True)
class ToDo:
    """Something that is asked of the applicant now; ``page`` is the view that takes it, of one ``code`` if given."""

    words: str
    page: str
    code: str | None = None


def todos_of(
    *, asks_more: bool, wants_referees: bool, lacks: Iterable[str], signs: Iterable[CheckDefinition] = ()
) -> list[ToDo]:
    """What is asked of the applicant now, the most pressing first.

    ``lacks`` are documents still missing, ``signs`` the checks that are passed by signing and wait for that.
    """
    missing = list(lacks)
    return [
        *([ToDo("Answer the next questions", "applications.more")] if asks_more else []),
        *([ToDo("Tell us who can give you a reference", "applications.referees")] if wants_referees else []),
        *(ToDo(f"Read and sign: {check.name}", "onboarding.agreement", check.code) for check in signs),
        *([ToDo(f"Send us your documents: {', '.join(missing)}", "applications.documents")] if missing else []),
    ]
