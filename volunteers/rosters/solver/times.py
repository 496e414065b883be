"""Moments as whole minutes and days as numbers, many at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from volunteers import clock
from volunteers.rosters.solver.problem import Duty, Spell

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Spans = Sequence[tuple[int, int]]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Days:
    """When each duty is, as numbers: minutes since 1970, and days as Python counts them."""

    start: Ints
    end: Ints
    length: Ints
    first_day: Ints  # the London day it starts on
    last_day: Ints  # the last London day it touches: ending at midnight touches no further day
    week: Ints  # the Monday of the week it counts in

    def of(self, numbers: Ints) -> "Days":
        """Those of some duties."""
        parts = (self.start, self.end, self.length, self.first_day, self.last_day, self.week)
        return Days(*(part[numbers] for part in parts))


def days_of(duties: Sequence[Duty]) -> Days:
    """When duties are."""
    start = np.array([minutes(one.start) for one in duties], dtype=np.int64)
    end = np.array([minutes(one.end) for one in duties], dtype=np.int64)
    first = np.array([clock.on(one.start).toordinal() for one in duties], dtype=np.int64)
    last = np.array([last_day(one.end).toordinal() for one in duties], dtype=np.int64)
    return Days(start, end, end - start, first, last, first - (first - 1) % 7)


def minutes(at: datetime) -> int:
    """Minutes since 1970."""
    return int((at - EPOCH).total_seconds() // 60)


def monday(at: datetime) -> int:
    """The Monday of the London week of a moment, as Python counts days."""
    day = clock.on(at).toordinal()
    return day - (day - 1) % 7


def last_day(end: datetime) -> date:
    """The last London day something touches that ends at this moment."""
    local = clock.in_london(end)
    at_midnight = local.hour == local.minute == 0
    return date.fromordinal(local.date().toordinal() - 1) if at_midnight else local.date()


def joined(spells: Iterable[Spell]) -> Spans:
    """Spells as minutes, in order; those that touch or overlap are one."""
    return merged((minutes(one.start), minutes(one.end)) for one in spells)


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order; those that touch or overlap are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def within(spans: Spans, starts: Ints, ends: Ints) -> Bools:
    """Which of some times lie wholly within one of the spans, which are ``merged``."""
    if not spans:
        return np.zeros(len(starts), dtype=bool)
    first, last = np.array(spans).T
    index = np.searchsorted(first, starts, side="right") - 1
    found: Bools = (index >= 0) & (last[index] >= ends)
    return found


def meets(spans: Spans, starts: Ints, ends: Ints) -> Bools:
    """Which of some times overlap one of the spans, which are ``merged``; touching is no overlap."""
    if not spans:
        return np.zeros(len(starts), dtype=bool)
    first, last = np.array(spans).T
    index = np.searchsorted(last, starts, side="right")  # the first span that ends after the start
    found: Bools = (index < len(first)) & (first[np.minimum(index, len(first) - 1)] < ends)
    return found


def run_around(worked: Collection[int], day: int) -> int:
    """How many running days there would be around a day, were it worked too."""
    first = last = day
    while first - 1 in worked:
        first -= 1
    while last + 1 in worked:
        last += 1
    return last - first + 1
