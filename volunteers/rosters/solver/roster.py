"""A roster in the making: who is where, and whether one more place would keep every rule of the person's own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.problem import Assignment
from volunteers.rosters.solver.solution import Score
from volunteers.rosters.solver.team import ADULTS
from volunteers.rosters.solver.times import run_around

Pick = tuple[int, int]  # a volunteer and a post, by number


class Roster:
    """New places by person and by duty, beside those that were taken before.

    ``fits`` looks at the person's own rules alone; ``runs`` at those of the duty.
    """

    def __init__(self, compiled: Compiled, picks: Iterable[Pick] = ()) -> None:
        self.compiled = compiled
        self.of: list[dict[int, int]] = [{} for _ in compiled.volunteers]  # duty -> post
        self.on: list[dict[int, int]] = [{} for _ in compiled.duties]  # volunteer -> post
        self.left = [int(count) for count in compiled.open]
        self.minutes = [0] * len(compiled.volunteers)
        self.weight = 0
        for v, p in picks:
            self.add(v, p)

    def add(self, v: int, p: int) -> None:
        """Put someone in a place."""
        d = self.compiled.posts[p][0]
        self.of[v][d] = p
        self.on[d][v] = p
        self.left[p] -= 1
        self.weight += int(self.compiled.weight[d])
        self.minutes[v] += int(self.compiled.days.length[d])

    def remove(self, v: int, d: int) -> int:
        """Take someone off a duty; the post they had."""
        p = self.of[v].pop(d)
        del self.on[d][v]
        self.left[p] += 1
        self.weight -= int(self.compiled.weight[d])
        self.minutes[v] -= int(self.compiled.days.length[d])
        return p

    def fits(self, v: int, d: int) -> bool:
        """Whether a person whom ``allowed`` lets on this duty could do it beside their others."""
        compiled, days = self.compiled, self.compiled.days
        if not self.of[v] and not compiled.kept[v]:
            return True  # ``allowed`` has looked at everything
        others = self.of[v]
        if d in others or any(compiled.clash(d, e) for e in others):
            return False
        length, week = int(days.length[d]), int(days.week[d])
        if self.minutes[v] + length > compiled.room[v]:
            return False
        in_week = sum(int(days.length[e]) for e in others if days.week[e] == week)
        if in_week + length > compiled.week_left(v, week):
            return False
        worked = {int(days.first_day[e]) for e in (*others, *compiled.kept[v])}
        return run_around(worked, int(days.first_day[d])) <= compiled.most_days

    def runs(self, d: int) -> bool:
        """Whether a duty with somebody new on it has all it needs to run."""
        return may_run(self.compiled, d, self.on[d])

    def holds(self) -> bool:
        """Whether the whole of it keeps every rule."""
        again = Roster(self.compiled)
        for v, p in self.picks():
            d = self.compiled.posts[p][0]
            if not self.compiled.allowed[v, p] or again.left[p] < 1 or not again.fits(v, d):
                return False
            again.add(v, p)
        return all(again.runs(d) for d in range(len(self.compiled.duties)))

    def picks(self) -> list[Pick]:
        """Every new place, by volunteer and duty."""
        return [(v, p) for v, places in enumerate(self.of) for _, p in sorted(places.items())]

    def score(self) -> Score:
        """How good it is."""
        compiled = self.compiled
        short = sum(max(0.0, gap - given) for gap, given in zip(compiled.gap.tolist(), self.minutes, strict=True))
        way = sum(float(compiled.kilometres[v, d]) for v, places in enumerate(self.of) for d in places)
        return Score(self.weight, round(short / 60, 6), round(way, 6))

    def assignments(self) -> tuple[Assignment, ...]:
        """The new places by name, in the order of the duties."""
        compiled = self.compiled
        return tuple(
            Assignment(compiled.duties[d].id, compiled.posts[p][1].id, compiled.volunteers[v].id)
            for d, people in enumerate(self.on)
            for p, v in sorted((p, v) for v, p in people.items())
        )


def may_run(compiled: Compiled, d: int, new: Collection[int]) -> bool:
    """Whether a duty may run with these new people beside those who are on it already; with nobody new it may."""
    if not new:
        return True
    duty, people = compiled.duties[d], [*new, *compiled.kept_by_duty[d]]
    if len(people) < duty.minimum_to_run:
        return False
    if duty.needs_independent and not any(compiled.independent[v] for v in people):
        return False
    if duty.adult_ratio is None:
        return True
    minors = sum(compiled.is_minor(v, d) for v in people)
    adults = len(people) - minors
    return not minors or (adults >= ADULTS and adults * duty.adult_ratio >= minors)


def clusters(compiled: Compiled, duties: Sequence[int]) -> list[list[int]]:
    """The largest sets of duties of which nobody can do more than one: each clash is in one of them."""
    days, rest = compiled.days, compiled.rest
    ends: dict[int, int] = {}
    found: list[list[int]] = []
    present: list[int] = []
    grown = False
    for d in sorted(duties, key=lambda one: (int(days.start[one]), one)):
        start = int(days.start[d])
        leaving = [e for e in present if ends[e] <= start]
        if leaving and grown:
            found.append(present)
            grown = False
        present = [e for e in present if ends[e] > start]
        present = [*present, d]
        ends[d] = int(days.end[d]) + rest
        grown = True
    if present:
        found.append(present)
    return [one for one in found if len(one) > 1]


def by_week(compiled: Compiled, duties: Iterable[int]) -> dict[int, list[int]]:
    """Duties by the week they count in."""
    found: dict[int, list[int]] = defaultdict(list)
    for d in duties:
        found[int(compiled.days.week[d])].append(d)
    return dict(found)
