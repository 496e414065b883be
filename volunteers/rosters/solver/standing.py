"""What keeps people from duties, whatever the post, while all places are as they are: one person at a time, all duties
at once."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from enum import IntFlag, auto

import numpy as np

from volunteers.rosters.solver.problem import Assignment, Problem, Volunteer
from volunteers.rosters.solver.team import Teams
from volunteers.rosters.solver.times import Bools, Ints, days_of, joined, meets, minutes, monday, run_around, within

SLACK = 1e-6  # minutes: limits are hours as decimals, and a third of an hour is still twenty minutes
FOR_EVER = 10**7  # a day after all days


class Stops(IntFlag):
    """What may keep someone from a place, in the order it is told. A reason's code is the name in small letters."""

    GRADE = auto()
    QUALIFICATION = auto()
    NOT_CLEARED = auto()
    BARRED = auto()
    NO_ONE_AVAILABLE = auto()
    BUSY = auto()
    ON_THIS_DUTY = auto()
    ELSEWHERE = auto()
    REST = auto()
    MAX_HOURS = auto()
    WEEK_HOURS = auto()
    CONSECUTIVE_DAYS = auto()
    MINIMUM_TO_RUN = auto()
    INDEPENDENT_NEEDED = auto()
    ADULT_RATIO = auto()


class Standing:
    """Where everybody stands towards the duties asked about, which are numbers of duties in the problem.

    ``places`` are all that are taken, new ones and those from before. A duty that someone is on already counts once
    for them, whichever other post of it is looked at.
    """

    def __init__(self, problem: Problem, places: Collection[Assignment], asked: Ints) -> None:
        self.rules, self.asked = problem.rules, asked
        self.every = days_of(problem.duties)
        self.days = self.every.of(asked)
        self.rest = math.ceil(problem.rules.rest_hours * 60 - SLACK)
        number = {one.id: index for index, one in enumerate(problem.duties)}
        self.on: dict[str, set[int]] = defaultdict(set)
        for place in places:
            self.on[place.volunteer].add(number[place.duty])
        self.barred: dict[str, list[int]] = defaultdict(list)
        for volunteer, duty in problem.barred:
            self.barred[volunteer].append(number[duty])
        self.teams = Teams(problem, places, [problem.duties[index] for index in asked.tolist()])
        self.weeks, self.week_of = np.unique(self.days.week, return_inverse=True)
        self.first_days, self.first_day_of = np.unique(self.days.first_day, return_inverse=True)

    def of(self, one: Volunteer) -> Ints:
        """For each duty asked about, everything but what a post asks that keeps someone from it, as ``Stops``."""
        theirs = np.array(sorted(self.on.get(one.id, ())), dtype=np.int64)
        is_on = np.isin(self.asked, theirs)
        team = self.teams.with_one_more(one, is_on)
        return (
            self._whatever_else(one)
            | is_on * Stops.ON_THIS_DUTY
            | self._between(theirs)
            | self._hours(one, theirs, is_on)
            | self._days_running(theirs)
            | team.is_short * Stops.MINIMUM_TO_RUN
            | team.lacks_independent * Stops.INDEPENDENT_NEEDED
            | team.lacks_adults * Stops.ADULT_RATIO
        )

    def _whatever_else(self, one: Volunteer) -> Ints:
        """What would stop them on an empty roster too."""
        days = self.days
        between = self.rest if self.rules.rest_applies_to_busy else 0
        return (
            ~self._is_cleared(one) * Stops.NOT_CLEARED
            | np.isin(self.asked, self.barred.get(one.id, [])) * Stops.BARRED
            | ~within(joined(one.available), days.start, days.end) * Stops.NO_ONE_AVAILABLE
            | meets(joined(one.busy), days.start - between, days.end + between) * Stops.BUSY
        )

    def _is_cleared(self, one: Volunteer) -> Bools:
        if one.cleared_from is None:
            return np.zeros(len(self.asked), dtype=bool)
        return within(
            [(one.cleared_from.toordinal(), day_after(one.cleared_until))], self.days.first_day, self.days.last_day + 1
        )

    def _between(self, theirs: Ints) -> Ints:
        """Another of their duties lies over this one, or too near to it."""
        days, start, end = self.days, self.every.start[theirs, None], self.every.end[theirs, None]
        other = theirs[:, None] != self.asked
        over = other & (start < days.end) & (days.start < end)
        near = other & ~over & (start < days.end + self.rest) & (days.start < end + self.rest)
        found: Ints = over.any(axis=0) * Stops.ELSEWHERE | near.any(axis=0) * Stops.REST
        return found

    def _hours(self, one: Volunteer, theirs: Ints, is_on: Bools) -> Ints:
        lengths, added = self.every.length[theirs], np.where(is_on, 0, self.days.length)
        left = math.inf if one.max_hours is None else (one.max_hours - one.already_hours) * 60
        used: Counter[int] = Counter()
        for week, length in zip(self.every.week[theirs].tolist(), lengths.tolist(), strict=True):
            used[week] += length
        for spell in one.busy:
            used[monday(spell.start)] += minutes(spell.end) - minutes(spell.start)
        in_week = np.array([used[week] for week in self.weeks.tolist()])[self.week_of]
        over = lengths.sum() + added > left + SLACK
        over_in_week = in_week + added > self.rules.max_hours_per_week * 60 + SLACK
        found: Ints = over * Stops.MAX_HOURS | over_in_week * Stops.WEEK_HOURS
        return found

    def _days_running(self, theirs: Ints) -> Ints:
        worked = set(self.every.first_day[theirs].tolist())
        runs = np.array([run_around(worked, day) for day in self.first_days.tolist()])
        found: Ints = (runs > self.rules.max_consecutive_days)[self.first_day_of] * Stops.CONSECUTIVE_DAYS
        return found


def day_after(last: date | None) -> int:
    """The day after something ends, as a number; None is without an end."""
    return FOR_EVER if last is None else last.toordinal() + 1
