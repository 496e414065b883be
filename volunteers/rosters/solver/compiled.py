"""A problem as arrays of whole minutes: who may take which post at all, and how much of all each person has left.

Everything that does not depend on who else is rostered is decided here, once.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from volunteers import clock
from volunteers.rosters.solver.problem import WEIGHTS, Duty, Post, Problem, Volunteer
from volunteers.rosters.solver.team import ADULT, ADULTS, INDEPENDENT
from volunteers.rosters.solver.times import (
    Bools,
    Ints,
    days_of,
    joined,
    meets,
    merged,
    minutes,
    monday,
    run_around,
    within,
)

Floats = npt.NDArray[np.float64]
NO_LIMIT = 10**9
EARTH_KM = 6371.0088
SLACK = 1e-6  # limits are hours as decimals; a third of an hour is still twenty minutes


class Compiled:
    """The arrays. Volunteers, duties and posts are numbered as they come; posts run through all duties.

    ``open`` are the places of a post that nobody has yet, ``allowed[v, p]`` whether a person could ever take it,
    ``room[v]`` the minutes they may still be given, ``gap[v]`` those until their commitment is reached, ``kept[v]`` the
    duties they are on already, ``kilometres[v, d]`` the way to a duty. ``could[p]`` is how many could take a post, and
    ``most`` the weight of every place that somebody could take were they not wanted elsewhere: no roster has more.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.volunteers, self.duties = problem.volunteers, problem.duties
        self.number = {one.id: index for index, one in enumerate(problem.volunteers)}
        self.number_of_duty = {one.id: index for index, one in enumerate(problem.duties)}
        self.posts: list[tuple[int, Post]] = [(d, post) for d, duty in enumerate(self.duties) for post in duty.posts]
        self.post_number = {(self.duties[d].id, post.id): p for p, (d, post) in enumerate(self.posts)}
        self.post_duty: Ints = np.array([d for d, _ in self.posts], dtype=np.int64)
        self.posts_of: list[list[int]] = [[] for _ in self.duties]
        for p, (d, _) in enumerate(self.posts):
            self.posts_of[d].append(p)
        self.days = days_of(self.duties)
        self.weight: Ints = np.array([WEIGHTS[one.priority] for one in self.duties], dtype=np.int64)
        self.rest = math.ceil(problem.rules.rest_hours * 60 - SLACK)
        self.week_minutes = math.floor(problem.rules.max_hours_per_week * 60 + SLACK)
        self.most_days = problem.rules.max_consecutive_days
        self._keep_assigned()
        self._judge_hours()
        self.kilometres = _kilometres(self.volunteers, self.duties)
        self.independent: Bools = np.array([one.grade == INDEPENDENT for one in self.volunteers], dtype=bool)
        self.minors: dict[int, Bools] = {
            d: self._minors(d) for d, duty in enumerate(self.duties) if duty.adult_ratio is not None
        }
        self.allowed = self._allowed()
        for d in range(len(self.duties)):
            if not self._could_run(d):
                self.allowed[:, self.posts_of[d]] = False
        self.could: Ints = self.allowed.sum(axis=0)
        self.most = int((self.weight[self.post_duty] * np.minimum(self.open, self.could)).sum())

    def _could_run(self, d: int) -> bool:
        """Whether a duty could run, were everybody free who could be there. Adults come first: the rest follow them."""
        duty, posts, there = self.duties[d], self.posts_of[d], self.kept_by_duty[d]
        able = self.allowed[:, posts]
        if duty.needs_independent and not (self.independent[able.any(axis=1)].any() or self.independent[there].any()):
            return False
        if duty.adult_ratio is not None:
            minor = self.minors[d]
            adults = int(able[~minor].any(axis=1).sum()) + int((~minor[there]).sum())
            if adults < ADULTS:
                able[minor] = False
                self.allowed[:, posts] = able
        at_once = np.minimum(self.open[posts], able.sum(axis=0)).sum()
        return bool(min(at_once, able.any(axis=1).sum()) + len(there) >= duty.minimum_to_run)

    def is_minor(self, v: int, d: int) -> bool:
        """Whether a person is under 18 on the first day of a duty that looks at age."""
        minors = self.minors.get(d)
        return minors is not None and bool(minors[v])

    def _minors(self, d: int) -> Bools:
        """Who is under 18 on the first day of a duty."""
        day = date.fromordinal(int(self.days.first_day[d]))
        born = (one.birth_date for one in self.volunteers)
        return np.array([one is not None and clock.years_between(one, day) < ADULT for one in born], dtype=bool)

    def clash(self, one: int, other: int) -> bool:
        """Whether nobody can do both duties: they overlap, or leave too little rest between them."""
        days = self.days
        return bool(
            days.start[one] < days.end[other] + self.rest and days.start[other] < days.end[one] + self.rest
        )  # fmt: skip

    def week_left(self, v: int, week: int) -> int:
        """The minutes a person may still be given in a week."""
        return self.week_minutes - self._used[v].get(week, 0)

    def _keep_assigned(self) -> None:
        """Places that are taken stay so; a person on a post that is not theirs to take is there all the same."""
        self.kept: list[list[int]] = [[] for _ in self.volunteers]
        self.kept_by_duty: list[list[int]] = [[] for _ in self.duties]
        taken = [0] * len(self.posts)
        for one in self.problem.assigned:
            v, d = self.number[one.volunteer], self.number_of_duty[one.duty]
            taken[self.post_number[one.duty, one.post]] += 1
            self.kept[v].append(d)
            self.kept_by_duty[d].append(v)
        self.open: Ints = np.array([max(0, post.count - taken[p]) for p, (_, post) in enumerate(self.posts)])

    def _judge_hours(self) -> None:
        length, week = self.days.length, self.days.week
        self._used: list[dict[int, int]] = [defaultdict(int) for _ in self.volunteers]
        self.room: Ints = np.full(len(self.volunteers), NO_LIMIT, dtype=np.int64)
        self.gap: Floats = np.zeros(len(self.volunteers))
        for v, one in enumerate(self.volunteers):
            for spell in one.busy:
                self._used[v][monday(spell.start)] += minutes(spell.end) - minutes(spell.start)
            kept = sum(int(length[d]) for d in self.kept[v])
            for d in self.kept[v]:
                self._used[v][int(week[d])] += int(length[d])
            if one.max_hours is not None:
                self.room[v] = max(0, math.floor((one.max_hours - one.already_hours) * 60 + SLACK) - kept)
            self.gap[v] = max(0.0, (one.commitment_hours - one.already_hours) * 60 - kept)

    def _allowed(self) -> Bools:
        """Grade, qualifications, clearance, availability, day job, what they are on already, and length alone."""
        found = np.zeros((len(self.volunteers), len(self.posts)), dtype=bool)
        if not self.posts or not self.volunteers:
            return found
        kinds: dict[tuple[frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
        for p, (_, post) in enumerate(self.posts):
            kinds[frozenset(post.needs), frozenset(post.grades)].append(p)
        indices = {kind: np.array(posts) for kind, posts in kinds.items()}
        barred = defaultdict(list)
        for volunteer, duty in self.problem.barred:
            barred[volunteer].append(self.number_of_duty[duty])
        for v, one in enumerate(self.volunteers):
            could = self._could(v, one)
            could[barred[one.id]] = False
            if not could.any():
                continue
            for (needs, grades), posts in indices.items():
                if one.grade in grades:
                    found[v, posts] = (could & self._holds(one, needs))[self.post_duty[posts]]
        return found & (self.open > 0)

    def _could(self, v: int, one: Volunteer) -> Bools:
        """The duties at which someone could be at all."""
        days = self.days
        could: Bools = days.length <= self.room[v]
        if one.cleared_from is None or self.most_days < 1:
            return np.zeros_like(could)
        if self.kept[v]:
            worked = {int(days.first_day[d]) for d in self.kept[v]}
            could &= np.array([run_around(worked, day) <= self.most_days for day in days.first_day.tolist()])
        could &= days.first_day >= one.cleared_from.toordinal()
        if one.cleared_until is not None:
            could &= days.last_day <= one.cleared_until.toordinal()
        could &= within(joined(one.available), days.start, days.end)
        between = self.rest if self.problem.rules.rest_applies_to_busy else 0
        could &= ~meets(joined(one.busy), days.start - between, days.end + between)
        for week in np.unique(days.week[could]):
            could &= (days.week != week) | (days.length <= self.week_left(v, int(week)))
        for d in self.kept[v]:
            could &= (days.start >= days.end[d] + self.rest) | (days.end + self.rest <= days.start[d])
        return could

    def _holds(self, one: Volunteer, needs: Iterable[str]) -> Bools:
        """The duties on all days of which someone holds every code. Two spells of holding join only where they meet."""
        days = self.days
        holds = np.ones(len(self.duties), dtype=bool)
        for code in needs:
            spans = [
                (held.first_on.toordinal(), held.last_on.toordinal() + 1 if held.last_on else NO_LIMIT)
                for held in one.qualifications
                if held.code == code
            ]
            valid = np.zeros(len(self.duties), dtype=bool)
            for first, after in merged(spans):
                valid |= (days.first_day >= first) & (days.last_day < after)
            holds &= valid
        return holds


def _kilometres(volunteers: Sequence[Volunteer], duties: Sequence[Duty]) -> Floats:
    """Great-circle kilometres from every person to every duty; 0 where either has no place."""
    there = np.array([one.place or (np.nan, np.nan) for one in volunteers], dtype=float).reshape(-1, 2)
    here = np.array([one.place or (np.nan, np.nan) for one in duties], dtype=float).reshape(-1, 2)
    there, here = np.radians(there), np.radians(here)
    part = (
        np.sin((here[None, :, 0] - there[:, None, 0]) / 2) ** 2
        + np.cos(there[:, None, 0]) * np.cos(here[None, :, 0]) * np.sin((here[None, :, 1] - there[:, None, 1]) / 2) ** 2
    )
    way: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(part, 0, 1)))
    return np.nan_to_num(way, nan=0.0)
