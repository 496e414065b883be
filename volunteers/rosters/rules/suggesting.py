"""Whom to suggest for a place: who may take it, the fairest and nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Hours and days are counted over this many days.
LOOKED_AT_DAYS = 90
# Three days without a duty, or two miles less to go, weigh as much as one hour less on duty.
DAYS_OF_AN_HOUR = 3
MILES_OF_AN_HOUR = 2
# For someone whose way is not known: neither near nor far.
UNKNOWN_MILES = 10.0


@dataclass(frozen=True)
class Helper:
    """Someone who may take a place, and what says whether it is their turn.

    ``minutes`` were on duty in the last 90 days. ``miles`` is from their unit to the duty's: 0 for their own, None
    where it is not known. ``is_usual`` is None for who never said when they can.
    """

    volunteer_id: int
    name: str
    minutes: int = 0
    last_on: date | None = None
    miles: float | None = None
    is_usual: bool | None = None


def in_turn(helpers: Iterable[Helper], *, today: date) -> list[Helper]:
    """Those within their usual times, or who never said, before the others; among them the lightest burden first.

    The same people give the same order: who is equal stands by name.
    """
    return sorted(
        helpers,
        key=lambda one: (one.is_usual is False, burden(one, today=today), one.name.lower(), one.volunteer_id),
    )


def burden(helper: Helper, *, today: date) -> float:
    """Hours on duty lately, less for each day since the last one, more for each mile to go."""
    rested = LOOKED_AT_DAYS if helper.last_on is None else (today - helper.last_on).days
    miles = UNKNOWN_MILES if helper.miles is None else helper.miles
    hours = helper.minutes / 60
    return hours - min(max(rested, 0), LOOKED_AT_DAYS) / DAYS_OF_AN_HOUR + miles / MILES_OF_AN_HOUR
