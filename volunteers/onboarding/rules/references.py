"""What the references of an application amount to: each is read and judged, and the check proposes its result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.onboarding.rules.checks import CheckEntry, CheckState
from volunteers.onboarding.rules.waiting import REFERENCES


class Score(StrEnum):
    """What someone who read a reference makes of it."""

    STRONG = "strong"
    SATISFACTORY = "satisfactory"
    CONCERN = "concern"

    @property
    def label(self) -> str:
        return {"strong": "Strong", "satisfactory": "Satisfactory", "concern": "A concern"}[self]

    @property
    def tone(self) -> str:
        """How it is coloured; the colour only repeats the words."""
        return {"strong": "good", "satisfactory": "good", "concern": "poor"}[self]


@dataclass(frozen=True)
class Judgement:
    """What was made of one reference, by whom and when."""

    referee_id: int
    score: Score
    reason: str | None
    judged_by: str
    judged_at: datetime
    version: int


class Leaning(StrEnum):
    """What the references, as far as they were judged, speak for."""

    ACCEPT = "accept"
    DECIDE = "decide"
    WAIT = "wait"


@dataclass(frozen=True)
class Proposal:
    """The result that the check of the references proposes, with the words that say why."""

    leaning: Leaning
    words: str

    @property
    def is_pass(self) -> bool:
        return self.leaning is Leaning.ACCEPT

    @property
    def is_decision(self) -> bool:
        return self.leaning is Leaning.DECIDE


def proposal_of(wanted: int, given: Sequence[int], judgements: Sequence[Judgement]) -> Proposal:
    """What is proposed where so many references are wanted; ``given`` are the referees who gave one.

    A concern is for a person to decide. Otherwise it is a pass, once each one wanted is in and was found satisfactory
    or better.
    """
    own = [each for each in judgements if each.referee_id in given]
    concerns = [each.reason or "no reason given" for each in own if each.score is Score.CONCERN]
    if concerns:
        return Proposal(Leaning.DECIDE, f"Decide: a reference raises a concern ({'; '.join(concerns)}).")
    if len(given) < wanted:
        return Proposal(Leaning.WAIT, f"{len(given)} of {wanted} references are in.")
    unread = len(given) - len(own)
    if unread:
        return Proposal(
            Leaning.WAIT, f"All are in. Read {'it' if unread == 1 else 'them'} and say what you make of it."
        )
    return Proposal(Leaning.ACCEPT, "All are in, and each is satisfactory or better: the check can be passed.")


def refusals_of_references(entry: CheckEntry, code: str, *, are_all_in: bool) -> list[Refusal]:
    """Why the check of the references cannot be passed while one that is needed is missing; a reason opens the way."""
    if code != REFERENCES or entry.state is not CheckState.PASSED or are_all_in or entry.reason:
        return []
    words = "References: not every reference that is needed is in. Enter why the check is passed all the same."
    return [Refusal("reference_missing", words)]


def refusals_to_judge(score: Score, reason: str | None, *, was_opened: bool) -> list[Refusal]:
    """Why a reference cannot be judged like this: it was not read, or a concern has no reason."""
    found = []
    if not was_opened:
        found.append(Refusal("not_opened", "Open the reference and read it before you say what you make of it."))
    if score is Score.CONCERN and not reason:
        found.append(Refusal("reason_needed", "Enter what the concern is."))
    return found
