"""Measures made of stored ones, each by the formula its definition says. None where that says nothing."""

from collections.abc import Sequence
from datetime import date

MINUTES_IN_AN_HOUR = 60


def net_change(joiners: int, leavers: int) -> int:
    """Joiners less leavers."""
    return joiners - leavers


def hours_per_head(minutes: int, heads: Sequence[int]) -> float | None:
    """Hours over the headcount at the ends of the months they were worked in, by month; one decimal."""
    people = sum(heads)
    return round(minutes / MINUTES_IN_AN_HOUR / people * len(heads), 1) if people else None


def officer_equivalent(minutes: int, hours_a_year: int | None) -> float | None:
    """A year's operational hours in officers; one decimal."""
    return round(minutes / MINUTES_IN_AN_HOUR / hours_a_year, 1) if hours_a_year else None


def share(some: int, all_of_them: int) -> float | None:
    """A percentage with one decimal: retention of those with an anniversary, conversion of those who applied."""
    return round(100 * some / all_of_them, 1) if all_of_them else None


def divisor_at(divisors: Sequence[tuple[date, int]], on: date) -> int | None:
    """The hours a year of one officer that hold on a day, of those by the day each holds from."""
    held = [(since, hours) for since, hours in divisors if since <= on]
    return max(held)[1] if held else None
