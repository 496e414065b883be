"""A bare series: what was counted in one area, and when; and the dates that would follow."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

MONTHS = 12


@dataclass(frozen=True)
class Series:
    """The points of one area in order of date; ``None`` where the number is not known."""

    area: str
    points: tuple[tuple[date, float | None], ...]

    def known(self) -> tuple[tuple[date, float], ...]:
        """The points with a number."""
        return tuple((on, count) for on, count in self.points if count is not None)


def years_of(on: date) -> float:
    """A date as a number of years in which all months are equally long, so that ends of months are evenly spaced."""
    return on.year + (on.month - 1 + on.day / monthrange(on.year, on.month)[1]) / MONTHS


def coming_dates(dates: Sequence[date], horizon: int) -> tuple[date, ...]:
    """The dates that follow, at the middle gap of those given; what lay at ends of months stays there.

    One date alone has no gap: half a year is taken, as the Home Office counts.
    """
    last = dates[-1]
    if all(_is_month_end(on) for on in dates):
        months = _middle_months(dates)
        return tuple(_month_end(last, months * step) for step in range(1, horizon + 1))
    if len({on.day for on in dates}) == 1:
        months = _middle_months(dates)
        return tuple(_same_day(last, months * step) for step in range(1, horizon + 1))
    days = median_low([(later - earlier).days for earlier, later in pairwise(dates)])
    return tuple(last + timedelta(days=days * step) for step in range(1, horizon + 1))


def _middle_months(dates: Sequence[date]) -> int:
    gaps = [(later.year - earlier.year) * MONTHS + later.month - earlier.month for earlier, later in pairwise(dates)]
    return median_low(gaps) if gaps else MONTHS // 2


def _is_month_end(on: date) -> bool:
    return on.day == monthrange(on.year, on.month)[1]


def _month_end(on: date, months: int) -> date:
    return _same_day(on.replace(day=1), months, day=31)


def _same_day(on: date, months: int, *, day: int | None = None) -> date:
    year, month = divmod(on.year * MONTHS + on.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day or on.day, monthrange(year, month + 1)[1]))
