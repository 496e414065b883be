"""Whether duties would have all they need to run, were one more person on each of them and nobody else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from volunteers import clock
from volunteers.rosters.solver.problem import Assignment, Duty, Problem, Volunteer
from volunteers.rosters.solver.times import Bools

INDEPENDENT = "qualified"
ADULT = 18
ADULTS = 2  # beside anyone under 18, whatever the ratio
YEAR, MONTH = 10_000, 100  # a date as one number, so that 18 years are always the same difference


class Lacks(NamedTuple):
    """Which duties would lack what."""

    is_short: Bools
    lacks_independent: Bools
    lacks_adults: Bools


class Teams:
    """Who is on each of some duties, in numbers."""

    def __init__(self, problem: Problem, places: Iterable[Assignment], duties: Sequence[Duty]) -> None:
        by_id = {one.id: one for one in problem.volunteers}
        on: dict[str, set[str]] = defaultdict(set)
        for place in places:
            on[place.duty].add(place.volunteer)
        people = [[by_id[name] for name in on[duty.id]] for duty in duties]
        starts = [clock.on(duty.start) for duty in duties]
        self.first_day = np.array([_number(day) for day in starts], dtype=np.int64)
        self.people = np.array([len(each) for each in people], dtype=np.int64)
        self.has_independent = np.array([any(one.grade == INDEPENDENT for one in each) for each in people], dtype=bool)
        self.minors = np.array(
            [sum(_is_minor(one, day) for one in each) for each, day in zip(people, starts, strict=True)], dtype=np.int64
        )
        self.least = np.array([duty.minimum_to_run for duty in duties], dtype=np.int64)
        self.needs_independent = np.array([duty.needs_independent for duty in duties], dtype=bool)
        self.ratio = np.array([duty.adult_ratio or 0 for duty in duties], dtype=np.int64)

    def with_one_more(self, one: Volunteer, is_on: Bools) -> Lacks:
        """What each duty would lack with this person beside those on it; ``is_on`` says on which they are already."""
        people, minors = self.people + ~is_on, self.minors + (~is_on & self._are_minor(one))
        adults = people - minors
        too_few = (adults < ADULTS) | (adults * self.ratio < minors)
        return Lacks(
            is_short=people < self.least,
            lacks_independent=self.needs_independent & ~self.has_independent & (one.grade != INDEPENDENT),
            lacks_adults=(self.ratio > 0) & (minors > 0) & too_few,
        )

    def _are_minor(self, one: Volunteer) -> Bools:
        """On which duties' first days someone is under 18."""
        if one.birth_date is None:
            return np.zeros(len(self.people), dtype=bool)
        return self.first_day - _number(one.birth_date) < ADULT * YEAR


def _is_minor(one: Volunteer, day: date) -> bool:
    return one.birth_date is not None and _number(day) - _number(one.birth_date) < ADULT * YEAR


def _number(day: date) -> int:
    return day.year * YEAR + day.month * MONTH + day.day
