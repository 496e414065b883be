"""Declining someone: what is said, the pause before it is said, and until when they may appeal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from volunteers.errors import Refusal
from volunteers.strands.rules.reasons import Reason

LONGEST_FEEDBACK = 2_000
NO_REASON = Refusal("reason_needed", "Choose why they are declined.")
# What those who declined by an older form, or by a job, are taken to have chosen.
OTHER = "other"


class DeclineOutcome(StrEnum):
    """What became of it."""

    TOLD = "told"
    TAKEN_BACK = "taken_back"
    MOOT = "moot"  # the application ended by itself meanwhile: its applicant withdrew


@dataclass(frozen=True)
class Declining:
    """Why someone is declined, as it was chosen and worded, and what they are told beside it."""

    code: str
    reason: str
    feedback: str = ""

    def as_stored(self) -> dict[str, str]:
        """As it waits for a second person; the reason itself is kept with what was proposed."""
        return {"reason_code": self.code, "feedback": self.feedback}

    @classmethod
    def read(cls, details: Mapping[str, Any], reason: str | None) -> "Declining":
        return cls(str(details.get("reason_code") or OTHER), reason or "", str(details.get("feedback") or ""))


@dataclass(frozen=True)
class HeldDecline:
    """A decline that the applicant has not been told of yet. Times are moments."""

    id: int
    reason: str
    feedback: str
    decided_by: str
    decided_at: datetime
    goes_out_at: datetime

    @property
    def refusal(self) -> Refusal:
        """Why nothing else is done to the application before then."""
        words = f"{self.decided_by} declined this applicant, who has not been told yet. Take that back first."
        return Refusal("declined", words, "Any coordinator of this application")


@dataclass(frozen=True)
class ToldDecline:
    """What a declined applicant reads."""

    reason: str
    feedback: str
    told_at: datetime
    appeal_until: date


def refusals_to_decline(code: str | None, feedback: str, reasons: Sequence[Reason]) -> list[Refusal]:
    """What is missing of a decline; the reason has to be one of those offered now."""
    chosen = next((each for each in reasons if each.code == code), None)
    if chosen is None:
        return [NO_REASON]
    if chosen.note_needed and not feedback.strip():
        return [Refusal("feedback_needed", f"Say more: they are told no other reason than “{chosen.words}”.")]
    return []


def declining(code: str, feedback: str, reasons: Sequence[Reason]) -> Declining:
    """What was chosen, worded as it is now; there are no refusals."""
    return Declining(code, next(each.words for each in reasons if each.code == code), feedback.strip())


def goes_out(decided_at: datetime, pause_minutes: int) -> datetime:
    """When the applicant is told."""
    return decided_at + timedelta(minutes=pause_minutes)


def appeals_until(told_on: date, days: int) -> date:
    """The last day to appeal; the day they are told is not counted."""
    return told_on + timedelta(days=days)


def pause_in_words(minutes: int) -> str:
    """When they are told, as people say it: an hour after it is decided, or at once."""
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return "at once"
    length = f"{minutes} minutes" if rest else {1: "an hour"}.get(hours, f"{hours} hours")
    return f"{length} after it is decided"
