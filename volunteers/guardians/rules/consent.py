"""Whether a young person has the consent of a parent or guardian, from what was answered and who was rung.

An answer by link counts only once a coordinator has rung the guardian on a number found in another way: whoever has
the link could have given it. A mark of “do not disclose” beats any answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from volunteers.guardians.rules.wordings import Purpose


class CallOutcome(StrEnum):
    """What a coordinator's call came to."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        return {
            "confirmed": "Yes: they are the guardian and they agree",
            "denied": "No: they are not the guardian, or they do not agree",
            "no_answer": "We did not reach them",
        }[self]


@dataclass(frozen=True)
class Given:
    """One answer to one purpose: yes or no, when, and which version of the words."""

    purpose: Purpose
    is_yes: bool
    wording: int
    at: datetime


@dataclass(frozen=True)
class Call:
    """A call to the guardian: what it came to, when, and who rang with which number."""

    outcome: CallOutcome
    at: datetime
    by: str
    number_source: str
    note: str = ""


class ConsentState(StrEnum):
    """How far consent to take part has come."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """In words, as staff read it."""
        return {
            "not_asked": "Not asked yet",
            "asked": "Asked, no answer yet",
            "to_confirm": "Given, not confirmed by a call",
            "confirmed": "Given, confirmed by a call",
            "refused": "Refused",
            "withdrawn": "Withdrawn",
            "nobody": "Nobody to ask",
        }[self]

    @property
    def for_young_person(self) -> str:
        """In words, as the young person reads it."""
        return {
            "not_asked": "We have not been able to write to them yet. Send the link.",
            "asked": "We have written to them, and wait for their answer.",
            "to_confirm": "They agree. Someone from the cadet team will ring them.",
            "confirmed": "They agree that you take part.",
            "refused": "They do not agree, so nothing goes on for now. The cadet team will talk with you.",
            "withdrawn": "They no longer agree, so nothing goes on for now. The cadet team will talk with you.",
            "nobody": "We need another parent or guardian. Name someone else.",
        }[self]


@dataclass(frozen=True)
class Consent:
    """Where consent to take part stands, since when. It stands only once it is given and confirmed by a call."""

    state: ConsentState
    since: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.state is ConsentState.CONFIRMED

    @property
    def is_no(self) -> bool:
        """Whether it was refused or taken back, so that someone has to decide."""
        return self.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN)

    @property
    def awaits_call(self) -> bool:
        return self.state is ConsentState.TO_CONFIRM

    @property
    def is_with_coordinator(self) -> bool:
        """Whether the coordinator has to act: ring, find someone else to ask, or decide."""
        return self.awaits_call or self.is_no or self.state is ConsentState.NOBODY


def latest(answers: Sequence[Given], purpose: Purpose) -> Given | None:
    """The answer that counts for a purpose: the last one."""
    return max((each for each in answers if each.purpose is purpose), key=lambda each: each.at, default=None)


def consent_by(asked_at: datetime | None, answers: Sequence[Given], calls: Sequence[Call]) -> Consent:
    """The consent of one guardian to taking part."""
    last = latest(answers, Purpose.TAKE_PART)
    if last is None:
        return Consent(ConsentState.ASKED, asked_at) if asked_at else Consent(ConsentState.NOT_ASKED)
    if not last.is_yes:
        said_yes_before = any(each.is_yes and each.purpose is Purpose.TAKE_PART for each in answers)
        return Consent(ConsentState.WITHDRAWN if said_yes_before else ConsentState.REFUSED, last.at)
    call = _decisive([each for each in calls if each.at >= last.at])
    if call is None:
        return Consent(ConsentState.TO_CONFIRM, last.at)
    state = ConsentState.CONFIRMED if call.outcome is CallOutcome.CONFIRMED else ConsentState.REFUSED
    return Consent(state, call.at)


def consent_of_all(counted: Sequence[Consent]) -> Consent:
    """The consent of those who may be told: a no by any of them weighs more than a yes, and one who agreed is enough.

    With nobody left who may be told there is no consent.
    """
    order = (
        ConsentState.WITHDRAWN,
        ConsentState.REFUSED,
        ConsentState.CONFIRMED,
        ConsentState.TO_CONFIRM,
        ConsentState.ASKED,
        ConsentState.NOT_ASKED,
    )
    return min(counted, key=lambda each: order.index(each.state), default=Consent(ConsentState.NOBODY))


def is_known(calls: Sequence[Call]) -> bool:
    """Whether a call has shown that this person is the guardian, and none since has shown the contrary."""
    call = _decisive(calls)
    return call is not None and call.outcome is CallOutcome.CONFIRMED


def _decisive(calls: Sequence[Call]) -> Call | None:
    reached = [each for each in calls if each.outcome is not CallOutcome.NO_ANSWER]
    return max(reached, key=lambda each: each.at, default=None)
