"""What everybody would do at prices: each person's best set of duties when a place costs what its post is priced at.

Exact in overlaps, rest and hours within each week and over the whole period, and left open over the turn of two weeks
and in running days. What it finds is therefore never worse than what the person may really do, which is what a proof
needs. All people are looked at together: for each duty, in the order in which duties end, one step on arrays.
"""

import math
from dataclasses import dataclass

import numpy as np

from volunteers.rosters.solver.compiled import NO_LIMIT, Compiled, Floats
from volunteers.rosters.solver.times import Bools, Ints

MOST_UNITS = 128  # finer lengths are rounded down, which only leaves more possible
NONE = -1


@dataclass(frozen=True)
class Step:
    """A duty with those who could be on it, and where each one's values stand before it."""

    duty: int
    units: int
    people: Ints
    entries: Ints
    before: Ints  # the entry of their duty that ended last before it
    rested: Ints  # the entry of their last duty that ended long enough before it, or of the beginning of the week
    posts: Ints
    able: Bools  # people x posts
    independent: Bools
    minor: Bools | None  # where it matters


@dataclass(frozen=True)
class Tariff:
    """What a place of each post is worth to whoever takes it, and what it costs more for some."""

    worth: Floats
    independent: Floats
    minor: Floats


@dataclass(frozen=True)
class Answer:
    """What everybody would get, and which posts they would take: pairs of a person and a post."""

    value: Floats
    people: Ints
    posts: Ints


class Prices:
    """Asks for some of the people, given by number."""

    def __init__(self, compiled: Compiled, people: Ints) -> None:
        self.compiled, self.people = compiled, people
        self.unit = _unit(compiled)
        self.weeks = sorted({int(week) for week in compiled.days.week})
        self.most = np.minimum(compiled.room[people] // self.unit, NO_LIMIT // self.unit)
        self.budgets = self._budgets()
        self.limited = self.most < self.budgets.sum(axis=1)  # of the others the weeks alone say how much
        finite = self.most[self.limited]
        self.width = int(self.budgets.max(initial=0)) + 1
        self.total_width = int(finite.max(initial=0)) + 1
        self._lay_out()

    def _budgets(self) -> Ints:
        """The units each person may do in each week."""
        left = np.array([[self.compiled.week_left(int(v), week) for week in self.weeks] for v in self.people])
        longest = _longest(self.compiled) // self.unit
        budgets: Ints = np.clip(np.minimum(left // self.unit, self.most[:, None]), 0, longest)
        return budgets

    def _lay_out(self) -> None:
        """The steps, week by week; each person's week begins with an entry of its own, worth nothing."""
        compiled, days = self.compiled, self.compiled.days
        self.steps: list[list[Step]] = []
        self.first = np.arange(len(self.people) * len(self.weeks)).reshape(len(self.weeks), len(self.people))
        count = self.first.size
        for number, week in enumerate(self.weeks):
            duties = np.flatnonzero(days.week == week)
            duties = duties[np.lexsort((days.start[duties], days.end[duties]))]
            last = self.first[number].copy()
            ended = np.full((len(duties), len(self.people)), NONE, dtype=np.int64)
            steps = []
            for place, d in enumerate(duties.tolist()):
                posts = np.array(compiled.posts_of[d], dtype=np.int64)
                able = compiled.allowed[np.ix_(self.people, posts)]
                people = np.flatnonzero(able.any(axis=1))
                if place:
                    ended[place] = ended[place - 1]
                if not len(people):
                    continue
                long_ago = int(np.searchsorted(days.end[duties], days.start[d] - compiled.rest, side="right")) - 1
                rested = ended[long_ago, people] if long_ago >= 0 else np.full(len(people), NONE)
                rested = np.where(rested == NONE, self.first[number, people], rested)
                entries = np.arange(count, count + len(people))
                count += len(people)
                units = int(days.length[d]) // self.unit
                who = self.people[people]
                minor = compiled.minors[d][who] if d in compiled.minors else None
                steps.append(
                    Step(
                        d, units, people, entries, last[people], rested, posts, able[people],
                        compiled.independent[who], minor,
                    )
                )  # fmt: skip
                last[people] = entries
                ended[place, people] = entries
            self.steps.append(steps)
        self.count = count

    def ask(self, tariff: Tariff) -> Answer:
        """What everybody does at a tariff."""
        values = np.zeros((self.count, self.width))
        row = np.arange(self.count)
        chosen: list[list[tuple[Ints, Ints]]] = []
        lasts = []
        for number, steps in enumerate(self.steps):
            last = self.first[number].copy()
            taken = [self._step(step, tariff, values, row) for step in steps]
            for step in steps:
                last[step.people] = step.entries
            lasts.append(row[last])
            chosen.append(taken)
        best = [np.maximum.accumulate(values[ends], axis=1) for ends in lasts]
        value, given = self._share(best)
        people, posts = self._trace(values, row, lasts, given, chosen)
        return Answer(value, people, posts)

    def _step(self, step: Step, tariff: Tariff, values: Floats, row: Ints) -> tuple[Ints, Ints]:
        """One duty: whoever gains by it has new values; whoever does not keeps those before."""
        offers = np.where(step.able, tariff.worth[step.posts], -np.inf)
        if tariff.independent[step.posts].any():
            offers = offers - step.independent[:, None] * tariff.independent[step.posts]
        if step.minor is not None:
            offers = offers - step.minor[:, None] * tariff.minor[step.posts]
        pick = offers.argmax(axis=1)
        gain = offers[np.arange(len(pick)), pick]
        row[step.entries] = row[step.before]
        wants = np.flatnonzero(gain > 0)
        if len(wants) and step.units < self.width:
            entries = step.entries[wants]
            before = values[row[step.before[wants]]]
            rested = values[row[step.rested[wants]]]
            after = before.copy()
            ahead = rested[:, : self.width - step.units] + gain[wants, None]
            np.maximum(after[:, step.units :], ahead, out=after[:, step.units :])
            values[entries] = after
            row[entries] = entries
        return step.entries, step.posts[pick]

    def _share(self, best: list[Floats]) -> tuple[Floats, Ints]:
        """The hours of the period shared out among the weeks: what that is worth, and the units of each week."""
        count = len(self.people)
        capped = [
            values[np.arange(count)[:, None], np.minimum(np.arange(self.width), self.budgets[:, number, None])]
            for number, values in enumerate(best)
        ]
        given = self.budgets.copy()
        value = np.sum([values[:, -1] for values in capped], axis=0)
        some = np.flatnonzero(self.limited)
        if len(some):
            value[some], given[some] = self._share_limited([values[some] for values in capped], self.most[some])
        return value, given

    def _share_limited(self, best: list[Floats], most: Ints) -> tuple[Floats, Ints]:
        totals = [np.zeros((len(most), self.total_width))]
        for values in best:
            after = totals[-1] + values[:, 0, None]  # what is shorter than a unit costs none
            for some in range(1, min(self.width, self.total_width)):
                ahead = totals[-1][:, : self.total_width - some] + values[:, some, None]
                np.maximum(after[:, some:], ahead, out=after[:, some:])
            totals.append(after)
        left, everyone = most.copy(), np.arange(len(most))
        value = totals[-1][everyone, left]
        given = np.zeros((len(most), len(best)), dtype=np.int64)
        for number in range(len(best) - 1, -1, -1):
            units = np.arange(self.width)[None, :]
            earlier = totals[number][everyone[:, None], np.maximum(left[:, None] - units, 0)]
            sums = np.where(units <= left[:, None], earlier + best[number], -np.inf)
            given[:, number] = sums.argmax(axis=1)
            left = left - given[:, number]
        return value, given

    def _trace(
        self, values: Floats, row: Ints, lasts: list[Ints], given: Ints, chosen: list[list[tuple[Ints, Ints]]]
    ) -> tuple[Ints, Ints]:
        """Which duties make up the values, from the last to the first."""
        people, posts = [], []
        for number, steps in enumerate(self.steps):
            at, left = lasts[number].copy(), given[:, number].copy()
            for step, (entries, picks) in zip(reversed(steps), reversed(chosen[number]), strict=True):
                here = np.flatnonzero(at[step.people] == entries)
                if not len(here):
                    continue
                who = step.people[here]
                before = row[step.before[here]]
                took = values[entries[here], left[who]] > values[before, left[who]] + 1e-9
                at[who] = np.where(took, row[step.rested[here]], before)
                left[who] -= np.where(took, step.units, 0)
                people.append(self.people[who[took]])
                posts.append(picks[here[took]])
        none = np.zeros(0, dtype=np.int64)
        return np.concatenate([none, *people]), np.concatenate([none, *posts])


def _longest(compiled: Compiled) -> int:
    """The most minutes that can begin in one week: its last duty may end in the next, and one in October is longer."""
    return 7 * 24 * 60 + 60 + int(compiled.days.length.max(initial=0))


def _unit(compiled: Compiled) -> int:
    """The minutes of one step of hours: what all lengths share, or more where that would be too fine."""
    shared = math.gcd(*(int(length) for length in compiled.days.length)) if len(compiled.duties) else 1
    longest = max(1, min(compiled.week_minutes, _longest(compiled)))
    return max(shared, math.ceil(longest / MOST_UNITS))
