"""The whole problem as one linear model, as one would write it down: what plain CP-SAT and plain HiGHS are given.

A variable for everyone who could take a place, one for every duty that runs, one for every day someone works; limits
as sums; duties that clash as sets of which one may be taken (duties are spells, so a set for each beginning is enough).
Problems made here have no places taken and nobody barred, so neither has the model.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.rosters.solver.case import Case
from tests.rosters.solver.checker import WEIGHTS

Terms = list[tuple[int, int]]  # variables and what they count
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
METRES = 1000


@dataclass(frozen=True)
class Row:
    """``least <= the sum <= most``; None is no limit."""

    terms: Terms
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Choice:
    """One person in one post: a variable."""

    volunteer: str
    duty: str
    post: str


class Whole:
    """The model: variables are numbered, ``most`` is the largest value of each (all but the shortfalls are 0 or 1)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        if problem.get("assigned") or problem.get("barred"):
            raise ValueError("the plain models know no places taken before")
        self.case = Case(problem)
        self.start = {name: minutes(when.start) for name, when in self.case.when.items()}
        self.end = {name: minutes(when.end) for name, when in self.case.when.items()}
        self.most: list[int] = []
        self.rows: list[Row] = []
        self.choices: list[Choice] = []
        self.of_person: dict[str, list[int]] = defaultdict(list)
        self.of_duty: dict[str, list[int]] = defaultdict(list)
        self._choose()
        self._limit_duties()
        self.shortfalls: list[int] = []
        for volunteer, mine in self.of_person.items():
            self._one_at_a_time(mine)
            self._limit_hours(volunteer, mine)
            self._limit_days(mine)

    def weight(self) -> Terms:
        """To be the most."""
        return [(x, WEIGHTS[self.case.duties[one.duty]["priority"]]) for x, one in enumerate(self.choices)]

    def shortfall(self) -> Terms:
        """Minutes, to be the least; short of those of people who could take nothing."""
        return [(variable, 1) for variable in self.shortfalls]

    def way(self) -> Terms:
        """Metres, to be the least."""
        return [
            (x, round(METRES * self.case.kilometres(one.volunteer, one.duty))) for x, one in enumerate(self.choices)
        ]

    def _variable(self, most: int = 1) -> int:
        self.most.append(most)
        return len(self.most) - 1

    def _choose(self) -> None:
        for volunteer, person in self.case.volunteers.items():
            known: dict[tuple[object, ...], bool] = {}  # of each set of days: many duties have the same
            for duty in self._within_reach(volunteer, known):
                for post in self.case.duties[duty]["posts"]:
                    needs = post.get("needs", [])
                    key = (*self.case.days[duty], *needs)
                    if person["grade"] not in post["grades"]:
                        continue
                    if key not in known:
                        known[key] = self.case.holds_all(volunteer, duty, needs)
                    if known[key]:
                        x = self._variable()
                        self.choices.append(Choice(volunteer, duty, post["id"]))
                        self.of_person[volunteer].append(x)
                        self.of_duty[duty].append(x)

    def _within_reach(self, volunteer: str, known: dict[tuple[object, ...], bool]) -> Iterator[str]:
        """Duties at which someone is free, cleared and not at work."""
        grade = self.case.volunteers[volunteer]["grade"]
        spells = [(minutes(one.start), minutes(one.end)) for one in self.case.free[volunteer]]
        starts = [start for start, _ in spells]
        for duty, start in self.start.items():
            spell = bisect_right(starts, start) - 1
            if spell < 0 or self.end[duty] > spells[spell][1]:
                continue
            if all(grade not in post["grades"] for post in self.case.duties[duty]["posts"]):
                continue
            key = ("cleared", *self.case.days[duty])
            if key not in known:
                known[key] = self.case.is_cleared(volunteer, duty)
            if known[key] and not self.case.is_at_work(volunteer, duty):
                yield duty

    def _limit_duties(self) -> None:
        for duty, here in self.of_duty.items():
            facts, people = self.case.duties[duty], self.case.volunteers
            runs = self._variable()
            for post in facts["posts"]:
                terms = [(x, 1) for x in here if self.choices[x].post == post["id"]]
                self.rows.append(Row([*terms, (runs, -post["count"])], None, 0))
            self.rows.append(Row([*((x, 1) for x in here), (runs, -facts.get("minimum_to_run", 1))], 0, None))
            if facts.get("needs_independent", False):
                alone = [(x, 1) for x in here if people[self.choices[x].volunteer]["grade"] == "qualified"]
                self.rows.append(Row([*alone, (runs, -1)], 0, None))
            if (ratio := facts.get("adult_ratio")) is not None:
                self._limit_ratio(duty, here, ratio)

    def _limit_ratio(self, duty: str, here: list[int], ratio: int) -> None:
        minors = {x for x in here if self.case.is_minor(self.choices[x].volunteer, duty)}
        adults, some = [x for x in here if x not in minors], self._variable()
        self.rows += [Row([(x, 1), (some, -1)], None, 0) for x in sorted(minors)]
        self.rows.append(Row([*((x, 1) for x in adults), (some, -2)], 0, None))
        self.rows.append(Row([*((x, ratio) for x in adults), *((x, -1) for x in sorted(minors))], 0, None))

    def _one_at_a_time(self, mine: list[int]) -> None:
        """Of the duties under way, or rested from, at the beginning of any of them, one may be taken."""
        rest = round(self.case.rest * 60)
        ordered = sorted(mine, key=lambda x: self.start[self.choices[x].duty])
        present: list[int] = []
        for position, x in enumerate(ordered):
            begins = self.start[self.choices[x].duty]
            present = [one for one in present if self.end[self.choices[one].duty] + rest > begins]
            present.append(x)
            follows = ordered[position + 1] if position + 1 < len(ordered) else None
            is_largest = follows is None or any(
                self.end[self.choices[one].duty] + rest <= self.start[self.choices[follows].duty] for one in present
            )
            if is_largest and len(present) > 1:
                self.rows.append(Row([(one, 1) for one in present], None, 1))

    def _limit_hours(self, volunteer: str, mine: list[int]) -> None:
        person = self.case.volunteers[volunteer]
        all_hours = [(x, self._length(x)) for x in mine]
        already = person.get("already_hours", 0)
        if (limit := person.get("max_hours")) is not None:
            self.rows.append(Row(all_hours, None, max(0, round((limit - already) * 60))))
        weeks = defaultdict(list)
        for x, length in all_hours:
            weeks[self.case.week[self.choices[x].duty]].append((x, length))
        for week, terms in weeks.items():
            left = round((self.case.week_hours - self.case.job_hours(volunteer, week)) * 60)
            self.rows.append(Row(terms, None, max(0, left)))
        missing = round((person.get("commitment_hours", 0) - already) * 60)
        if missing > 0:
            short = self._variable(missing)
            self.shortfalls.append(short)
            self.rows.append(Row([*all_hours, (short, 1)], missing, None))

    def _limit_days(self, mine: list[int]) -> None:
        by_day: dict[date, dict[str, Terms]] = defaultdict(lambda: defaultdict(list))
        for x in mine:
            duty = self.choices[x].duty
            by_day[self.case.days[duty][0]][duty].append((x, 1))
        works: dict[date, int] = {}
        for first in sorted(by_day):
            window = [first + timedelta(days=step) for step in range(self.case.most_days + 1)]
            if not all(day in by_day for day in window):
                continue
            for day in window:
                if day not in works:
                    works[day] = self._variable()
                    self.rows += [Row([*terms, (works[day], -1)], None, 0) for terms in by_day[day].values()]
            self.rows.append(Row([(works[day], 1) for day in window], None, self.case.most_days))

    def _length(self, x: int) -> int:
        duty = self.choices[x].duty
        return self.end[duty] - self.start[duty]


def minutes(at: datetime) -> int:
    """Minutes since 1970."""
    return int((at - EPOCH).total_seconds() // 60)
