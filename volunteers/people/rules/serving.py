"""How a volunteer serves on a date: active, on leave, restricted or suspended; and why service ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EndReason(StrEnum):
    """Why service ended, as the figures count it; a Special who joins the regular service has progressed, not left."""

    RESIGNED = "resigned"
    PROGRESSED = "progressed_to_regular_service"
    RETIRED = "retired"
    MOVED_AWAY = "moved_away"
    TURNED_18 = "turned_18"
    NO_LONGER_ELIGIBLE = "no_longer_eligible"
    REQUIRED_TO_LEAVE = "required_to_leave"
    DIED = "died"
    RECORD_CLEANSED = "record_cleansed"

    @property
    def label(self) -> str:
        return END_WORDS[self]

    @property
    def is_gain(self) -> bool:
        """Whether policing has not lost them."""
        return self is EndReason.PROGRESSED


END_WORDS = {
    EndReason.RESIGNED: "Left of their own wish",
    EndReason.PROGRESSED: "Progressed to the regular service",
    EndReason.RETIRED: "Retired from volunteering",
    EndReason.MOVED_AWAY: "Moved away",
    EndReason.TURNED_18: "Turned 18",
    EndReason.NO_LONGER_ELIGIBLE: "No longer eligible",
    EndReason.REQUIRED_TO_LEAVE: "Required to leave",
    EndReason.DIED: "Died",
    EndReason.RECORD_CLEANSED: "Taken off when records were put in order",
}


class StatusKind(StrEnum):
    """How someone serves in a strand."""

    ACTIVE = "active"
    LEAVE = "leave"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        return {"active": "Active", "leave": "On leave", "restricted": "Restricted", "suspended": "Suspended"}[self]

    @property
    def tone(self) -> str:
        """The colour only repeats the words."""
        return {"active": "good", "leave": "waiting", "restricted": "fair", "suspended": "poor"}[self]

    @property
    def stops_every_duty(self) -> bool:
        return self in {StatusKind.LEAVE, StatusKind.SUSPENDED}


@dataclass(frozen=True)
class StatusSpan:
    """How someone serves between two days, both included, or without end; ``limits`` is what they may not do."""

    status: StatusKind
    from_on: date
    until_on: date | None
    limits: str = ""

    def touches(self, first: date, last: date | None) -> bool:
        """Whether a day of it lies between two days, both included; without a last day, on or after the first."""
        return (last is None or self.from_on <= last) and (self.until_on is None or first <= self.until_on)


def status_on(spans: Iterable[StatusSpan], day: date) -> StatusSpan | None:
    """What holds on a date; None when they serve as usual."""
    found = next((span for span in spans if span.touches(day, day)), None)
    return None if found is None or found.status is StatusKind.ACTIVE else found
