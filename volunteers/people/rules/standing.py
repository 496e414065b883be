"""What a volunteer holds, and whether it holds on the dates that matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.people.rules.serving import StatusSpan

# Long enough to book a medical or a training day before the old one lapses.
SOON = timedelta(days=60)


class HoldingState(StrEnum):
    """How a holding stands on a date."""

    GOOD = "good"
    LAPSES_SOON = "lapses_soon"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    NONE = "none"


@dataclass(frozen=True)
class Holding:
    """A clearance or a qualification, good from a date to a date, both included, or without end."""

    code: str
    from_on: date
    until_on: date | None

    def holds_throughout(self, first: date, last: date) -> bool:
        """Whether it is good on every date from ``first`` to ``last``, both included."""
        return self.from_on <= first and (self.until_on is None or last <= self.until_on)


def hold_throughout(code: str, holdings: Iterable[Holding], first: date, last: date) -> bool:
    """Whether the holdings of that code cover every date between them: one renewed in time follows the one before."""
    wanted_from = first
    for holding in sorted((one for one in holdings if one.code == code), key=lambda one: one.from_on):
        if holding.holds_throughout(wanted_from, last):
            return True
        if holding.until_on is not None and holding.from_on <= wanted_from <= holding.until_on:
            wanted_from = holding.until_on + timedelta(days=1)
    return False


def state_of(holding: Holding, on: date) -> HoldingState:
    """How a holding stands on a date."""
    if holding.from_on > on:
        return HoldingState.NOT_YET
    if holding.until_on is None:
        return HoldingState.GOOD
    if holding.until_on < on:
        return HoldingState.LAPSED
    return HoldingState.LAPSES_SOON if holding.until_on - on <= SOON else HoldingState.GOOD


@dataclass(frozen=True)
class Standing:
    """A volunteer in one strand: when they serve (a last date is not included), their grades, what they hold.

    ``statuses`` are the times in which they serve in another way than usual, in order. ``area`` is that of their latest
    service in the strand; None when they never served in it. ``postings`` are the units they serve in, in order, each
    from a date until the next; None for no unit.
    """

    volunteer_id: int
    name: str
    birth_date: date
    strand: str
    area: str | None
    serves: tuple[tuple[date, date | None], ...] = ()
    grades: tuple[tuple[date, str], ...] = ()
    clearances: tuple[Holding, ...] = ()
    qualifications: tuple[Holding, ...] = ()
    statuses: tuple[StatusSpan, ...] = ()
    postings: tuple[tuple[date, int | None], ...] = ()

    def serves_throughout(self, first: date, last: date) -> bool:
        """Whether one period of service holds every date from ``first`` to ``last``, both included."""
        return any(start <= first and (end is None or last < end) for start, end in self.serves)

    def grade_on(self, day: date) -> str | None:
        """The grade (patrol status, for a Special) on a date; None before the first one begins."""
        begun = [grade for from_on, grade in self.grades if from_on <= day]
        return begun[-1] if begun else None

    def unit_on(self, day: date) -> int | None:
        """The unit they are posted to on a date; None for none, and before the first posting begins."""
        begun = [unit_id for from_on, unit_id in self.postings if from_on <= day]
        return begun[-1] if begun else None

    def is_cleared_throughout(self, code: str, first: date, last: date) -> bool:
        """Whether the clearance is good on every one of those dates."""
        return hold_throughout(code, self.clearances, first, last)

    def is_qualified_throughout(self, code: str, first: date, last: date) -> bool:
        """Whether the qualification is good on every one of those dates."""
        return hold_throughout(code, self.qualifications, first, last)
