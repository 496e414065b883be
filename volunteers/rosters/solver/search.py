"""Making a roster better piece by piece: some people or duties are set free, solved exactly, and put back if better.

Large-neighbourhood search (Shaw 1998) on exact pieces small enough to be solved in a moment.
"""

import random
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from volunteers.rosters.solver.model import start_from
from volunteers.rosters.solver.pieces import ALL_THREE, build, free
from volunteers.rosters.solver.roster import Pick, Roster
from volunteers.rosters.solver.times import Bools

Found = tuple[list[int], list[int]]  # the people and the duties that are set free
Level = tuple[int, float, float]
LEAST = 0.3  # so that every kind is tried now and then
SOMETHING = 0.05  # what is better by hours or kilometres alone, as weight


@dataclass
class Kind:
    """A way to choose a piece, how large a piece is just now, and how well it has done lately."""

    choose: Callable[["Search", int], Found | None]
    size: int
    least: int
    most: int
    gain: float = 10.0  # weight a second


@dataclass
class Search:
    """A roster and the ways to better it."""

    roster: Roster
    seed: int = 1
    longest: float = 1.5  # seconds for one piece
    polish: bool = False  # whether nothing can be heavier, so that only hours and kilometres are left
    kinds: list[Kind] = field(default_factory=list)
    only: Bools | None = None  # the pairs that are worth a look, once they are known

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311, nothing secret
        self.kinds = [
            Kind(_around_an_empty_place, 16, 8, 200),
            Kind(_some_people, 20, 8, 200),
            Kind(_duties_near_in_time, 12, 4, 200),
            Kind(_duties_near_in_place, 12, 4, 200),
        ]

    def step(self, until: float) -> bool:
        """Try one piece; whether the roster became better by it."""
        kind = self.random.choices(self.kinds, [max(LEAST, one.gain) for one in self.kinds])[0]
        begun = time.monotonic()
        chosen = kind.choose(self, kind.size)
        if chosen is None:
            kind.gain = LEAST
            return False
        heavier, better, proved = self.solve(*chosen, seconds=min(self.longest, until - begun))
        spent = time.monotonic() - begun
        kind.gain = 0.8 * kind.gain + 0.2 * ((heavier + better * SOMETHING) / max(spent, 0.02))
        if not proved:
            kind.size = max(kind.least, int(kind.size * 0.8))
        elif spent < self.longest / 4:
            kind.size = min(kind.most, kind.size + 1 + kind.size // 10)
        return better

    def solve(self, volunteers: Collection[int], duties: Collection[int], *, seconds: float) -> tuple[int, bool, bool]:
        """Solve a piece exactly and keep what is better: by what weight, whether at all, and was the end reached."""
        roster = self.roster
        before = free(roster, volunteers, duties)
        only = None if self.polish else self.only
        if only is not None:
            for v, p in before:
                only[v, p] = True
        piece = build(roster, volunteers, duties, only=only)
        if not piece.columns or seconds <= 0:
            put_back(roster, before)
            return 0, False, True
        gap = 1e-4 if self.polish else ALL_THREE.weight / 2  # half a place of the least weight
        solver = piece.model.solver(time_limit=seconds, mip_rel_gap=0.0, mip_abs_gap=gap)
        start_from(solver, piece.values(roster.compiled, before))
        solver.run()
        values = solver.getSolution().col_value
        after = piece.picks(values) if len(values) else []
        proved = solver.getModelStatus().name == "kOptimal"
        level = worth_of(roster, before, after)
        better = level[1] > level[0]
        put_back(roster, after if better else before)
        return (level[1][0] - level[0][0] if better else 0), better, proved


def put_back(roster: Roster, picks: Iterable[Pick]) -> None:
    """Give these places."""
    for v, p in picks:
        roster.add(v, p)


def worth_of(roster: Roster, before: list[Pick], after: list[Pick]) -> tuple[Level, Level]:
    """How good two ways to give the places that a piece had are, as levels of which the first differing decides."""
    people = {v for v, _ in before} | {v for v, _ in after}
    return _level(roster, before, people), _level(roster, after, people)


def _level(roster: Roster, picks: list[Pick], people: Collection[int]) -> Level:
    compiled = roster.compiled
    given = dict.fromkeys(people, 0)
    weight, way = 0, 0.0
    for v, p in picks:
        d = compiled.posts[p][0]
        given[v] += int(compiled.days.length[d])
        weight += int(compiled.weight[d])
        way += float(compiled.kilometres[v, d])
    short = sum(max(0.0, float(compiled.gap[v]) - roster.minutes[v] - more) for v, more in given.items())
    return weight, -round(short, 3), -round(way, 6)


def _around_an_empty_place(search: Search, size: int) -> Found | None:
    """An empty place, and people who could take it if something else were otherwise, with all they do."""
    roster, compiled = search.roster, search.roster.compiled
    empty = [p for p, left in enumerate(roster.left) if left > 0 and compiled.could[p]]
    if not empty:
        return None
    weights = [int(compiled.weight[compiled.posts[p][0]]) for p in empty]
    p = search.random.choices(empty, weights)[0]
    able = np.flatnonzero(compiled.allowed[:, p]).tolist()
    chosen = search.random.sample(able, min(len(able), size * 2 // 3 + 1))
    d = compiled.posts[p][0]
    chosen += list(roster.on[d])
    rest = size - len(chosen)
    if rest > 0:
        chosen += search.random.sample(range(len(compiled.volunteers)), min(rest, len(compiled.volunteers)))
    return sorted(set(chosen)), list(range(len(compiled.duties)))


def _some_people(search: Search, size: int) -> Found | None:
    """A few people with all they do: those who share duties with one of them, and others at random."""
    roster, compiled = search.roster, search.roster.compiled
    count = len(compiled.volunteers)
    first = search.random.randrange(count)
    near = {v for d in roster.of[first] for v in roster.on[d]}
    chosen = {first, *search.random.sample(sorted(near), min(len(near), size // 3))}
    chosen |= set(search.random.sample(range(count), min(count, size - len(chosen))))
    return sorted(chosen), list(range(len(compiled.duties)))


def _duties_near_in_time(search: Search, size: int) -> Found | None:
    """Duties about a moment, with everybody."""
    compiled = search.roster.compiled
    first = search.random.randrange(len(compiled.duties))
    order = np.argsort(np.abs(compiled.days.start - compiled.days.start[first]), kind="stable")
    pool = order[: 3 * size].tolist()
    return list(range(len(compiled.volunteers))), search.random.sample(pool, min(size, len(pool)))


def _duties_near_in_place(search: Search, size: int) -> Found | None:
    """Duties to which one person could go, with everybody."""
    compiled = search.roster.compiled
    v = search.random.randrange(len(compiled.volunteers))
    pool = sorted({compiled.posts[p][0] for p in np.flatnonzero(compiled.allowed[v]).tolist()})
    if not pool:
        return None
    return list(range(len(compiled.volunteers))), search.random.sample(pool, min(size, len(pool)))
