"""What no roster can exceed: the whole problem with the rows in which people meet turned into prices.

Lagrangian relaxation (Geoffrion 1974): at any prices, what all would do by themselves is worth at least as much as
any roster. Good prices come from a linear programme of the pairs that matter; those it lacks are found by asking
everybody at its prices. Whatever the prices, the bound holds; the better they are, the lower it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from volunteers.rosters.solver.compiled import Compiled, Floats
from volunteers.rosters.solver.pieces import Piece, Shared, Worth, build
from volunteers.rosters.solver.prices import Answer, Prices, Tariff
from volunteers.rosters.solver.roster import Pick, Roster
from volunteers.rosters.solver.times import Bools, Ints

WEIGHT_ALONE = Worth(1, 0, 0)
BY_THE_HOUR = (0.1, 0.3, 0.5)  # what an hour is taken to be worth at first, among what hours of duties are worth
LARGE = 40_000  # pairs
FROM_INSIDE = {"solver": "ipm", "run_crossover": "off"}
BY_STEPS = {"solver": "pdlp", "pdlp_optimality_tolerance": 1e-3, "time_limit": 90.0}
AT_ONCE = 400  # people asked together: what that takes in memory
PER_PLACE, AND_MORE = 3, 6  # pairs of each post that are looked at from the start


class Rows:
    """The rows in which people meet, as arrays."""

    def __init__(self, compiled: Compiled, shared: list[Shared]) -> None:
        self.compiled = compiled
        self.row: Ints = np.array([one.row for one in shared], dtype=np.int64)
        self.right: Floats = np.array([one.right for one in shared], dtype=float)
        self.anyone: Floats = np.array([one.anyone for one in shared], dtype=float)
        self.independent: Floats = np.array([one.independent for one in shared], dtype=float)
        self.minor: Floats = np.array([one.minor for one in shared], dtype=float)
        extras = sorted({one.extra for one in shared if one.extra is not None})
        number = {extra: index for index, extra in enumerate(extras)}
        self.extra: Ints = np.array(
            [len(extras) if o.extra is None else number[o.extra] for o in shared], dtype=np.int64
        )
        self.extras, self.of_extra = len(extras), np.array([one.of_extra for one in shared], dtype=float)
        self.at: Ints = np.array([index for index, one in enumerate(shared) for _ in one.posts], dtype=np.int64)
        self.post: Ints = np.array([p for one in shared for p in one.posts], dtype=np.int64)

    def tariff(self, prices: Floats) -> Tariff:
        """What a place is worth once the rows are paid for."""
        count, price = len(self.compiled.posts), prices[self.at]
        worth = self.compiled.weight[self.compiled.post_duty].astype(float)
        parts = (self.anyone, self.independent, self.minor)
        anyone, independent, minor = (_sums(self.post, price * part[self.at], count) for part in parts)
        return Tariff(worth - anyone, independent, minor)

    def paid(self, prices: Floats) -> float:
        """What the rows bring in."""
        return float(prices @ self.right + np.maximum(0.0, self._of_extras(prices)).sum())

    def _of_extras(self, prices: Floats) -> Floats:
        return -_sums(self.extra, prices * self.of_extra, self.extras + 1)[: self.extras]


def _sums(at: Ints, values: npt.NDArray[Any], count: int) -> Floats:
    """The values added up by number."""
    sums: Floats = np.bincount(at, values, count).astype(float)
    return sums


@dataclass
class Relaxation:
    """The bound so far, and the pairs that matter so far."""

    compiled: Compiled
    lowest: float = 0.0
    pairs: Bools = field(init=False)
    used: Floats = field(init=False)  # of the last programme: how much of each of its pairs
    piece: Piece = field(init=False)
    programmes: int = 0
    answers: list[Answer] = field(default_factory=list)  # what everybody would have done, at all prices tried

    def __post_init__(self) -> None:
        compiled = self.compiled
        self.lowest = float(compiled.most)
        everybody = np.arange(len(compiled.volunteers))
        parts = [everybody[first : first + AT_ONCE] for first in range(0, len(everybody), AT_ONCE)]
        self.asked = [Prices(compiled, part) for part in parts]
        self.pairs = likely_pairs(compiled)
        self.best: tuple[Rows, Floats] | None = None

    def begin(self, picks: Iterable[Pick]) -> None:
        """Ask at a few plain prices, by the hour, and count the pairs of a roster among those that matter."""
        compiled = self.compiled
        for v, p in picks:
            self.pairs[v, p] = True
        places = [
            Shared(p, d, (p,), float(min(compiled.open[p], compiled.could[p])), anyone=1.0)
            for p, (d, _) in enumerate(compiled.posts)
        ]
        if not places:
            return
        rows = Rows(compiled, places)
        worth = compiled.weight[compiled.post_duty].astype(float)
        hours = compiled.days.length[compiled.post_duty] / 60
        for hour in np.quantile(worth / hours, BY_THE_HOUR):
            self.try_prices(rows, np.maximum(0.0, worth - hour * hours))

    def ask(self, tariff: Tariff) -> tuple[float, Answer]:
        """What everybody would do, and what that is worth in all."""
        answers = [part.ask(tariff) for part in self.asked]
        value = np.concatenate([one.value for one in answers])
        people, posts = (np.concatenate([getattr(one, name) for one in answers]) for name in ("people", "posts"))
        return float(value.sum()), Answer(value, people, posts)

    def programme(self) -> bool:
        """Solve the linear programme of the pairs that matter, and ask at its prices; whether it came to its end.

        Prices need not be exact. A large one is solved from the inside first, which shows which pairs it lacks, and
        from then on by first-order steps (PDLP), which want a good set of pairs but are quick then.
        """
        compiled = self.compiled
        everybody, everything = range(len(compiled.volunteers)), range(len(compiled.duties))
        self.piece = build(Roster(compiled), everybody, everything, WEIGHT_ALONE, self.pairs)
        options: dict[str, Any] = {}
        if self.pairs.sum() > LARGE:
            options = dict(FROM_INSIDE if self.programmes == 0 else BY_STEPS)
        self.programmes += 1
        solver = self.piece.model.solver(relaxed=True, **options)
        solver.run()
        solution = solver.getSolution()
        if not (solution.value_valid and solution.dual_valid):
            return False
        self.used = np.array(solution.col_value)
        rows = Rows(compiled, self.piece.shared)
        # HiGHS turns the sign of prices it did not bring to an end; and no row is worth more than a place.
        prices = np.minimum(np.abs(np.array(solution.row_dual)[rows.row]), compiled.weight.max())
        self.try_prices(rows, prices)
        return True

    def try_prices(self, rows: Rows, prices: Floats) -> Answer:
        """Ask at prices, for the bound they prove. What people would do joins the pairs that matter."""
        value, answer = self.ask(rows.tariff(prices))
        self.pairs[answer.people, answer.posts] = True
        self.answers.append(answer)
        bound = value + rows.paid(prices)
        if bound < self.lowest or self.best is None:
            self.best = rows, prices
        self.lowest = min(self.lowest, bound)
        return answer


def likely_pairs(compiled: Compiled) -> Bools:
    """A few people for each post: those who are wanted least elsewhere, some of them by chance."""
    found = np.zeros_like(compiled.allowed)
    wanted = compiled.allowed @ compiled.open.astype(float)
    chance = np.random.default_rng(1)
    for p in range(len(compiled.posts)):
        people = np.flatnonzero(compiled.allowed[:, p])
        most = PER_PLACE * int(compiled.open[p]) + AND_MORE
        if len(people) > most:
            people = people[np.argsort(wanted[people] * chance.uniform(0.5, 1.5, len(people)))[:most]]
        found[people, p] = True
    return found
