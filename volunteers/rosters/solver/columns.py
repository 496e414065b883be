"""The same relaxation from the other side: which whole rosters of single people, mixed, make up the most.

Column generation (Dantzig and Wolfe 1960): a column is one person's duties of the whole period. Mixing those known
gives prices; asking everybody at these prices gives the columns that are lacking, and a lower bound each time. Taking
the columns that are used most, again and again, ends in a roster near to the bound.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np

from volunteers.rosters.solver.compiled import Compiled, Floats
from volunteers.rosters.solver.model import INFINITE
from volunteers.rosters.solver.relaxing import Relaxation, Rows
from volunteers.rosters.solver.roster import Pick, Roster

Column = tuple[int, tuple[int, ...]]  # a person and the posts of their duties
STEADY = 0.5  # how much of the best prices stays in the next ones: without it they jump about
USED = 0.05  # from how much of a column on it may be taken
SURE = 0.6  # from how much on it is taken at once
AT_LEAST = 12  # columns taken in a round all the same


@dataclass
class Master:
    """The linear programme that mixes the columns."""

    compiled: Compiled
    rows: Rows
    known: dict[Column, int] = field(default_factory=dict)  # its number in the programme

    def __post_init__(self) -> None:
        rows, people = self.rows, len(self.compiled.volunteers)
        self.by_post: list[list[int]] = [[] for _ in self.compiled.posts]
        for row, p in zip(rows.at.tolist(), rows.post.tolist(), strict=True):
            self.by_post[p].append(row)
        self.solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003
        self.solver.setOptionValue("threads", 1)
        lp = highspy.HighsLp()
        lp.num_row_, lp.sense_ = len(rows.row) + people, highspy.ObjSense.kMaximize
        lp.row_lower_ = np.full(lp.num_row_, -INFINITE)
        lp.row_upper_ = np.concatenate([rows.right, np.ones(people)])
        lp.a_matrix_.start_ = np.array([0], dtype=np.int32)
        self.solver.passModel(lp)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for extra in range(rows.extras):
            theirs = np.flatnonzero(rows.extra == extra)
            self.solver.addCol(0.0, 0.0, 1.0, len(theirs), theirs.astype(np.int32), rows.of_extra[theirs])

    def add(self, picks: Iterable[Pick]) -> int:
        """Take note of what people would do; how much of it was new."""
        by_person: dict[int, list[int]] = defaultdict(list)
        for v, p in picks:
            by_person[v].append(p)
        before = len(self.known)
        starts: list[int] = []
        index: list[int] = []
        values: list[float] = []
        worth: list[float] = []
        for v, posts in by_person.items():
            column = v, tuple(sorted(posts))
            if column in self.known:
                continue
            self.known[column] = self.rows.extras + len(self.known)
            terms = self._terms(v, posts)
            starts.append(len(index))
            index += [*terms, len(self.rows.row) + v]
            values += [*terms.values(), 1.0]
            worth.append(float(sum(self.compiled.weight[self.compiled.posts[p][0]] for p in posts)))
        new = len(self.known) - before
        if new:
            self.solver.addCols(
                new, np.array(worth), np.zeros(new), np.full(new, INFINITE), len(index),
                np.array(starts, dtype=np.int32), np.array(index, dtype=np.int32), np.array(values),
            )  # fmt: skip
        return new

    def _terms(self, v: int, posts: list[int]) -> dict[int, float]:
        compiled, rows = self.compiled, self.rows
        terms: dict[int, float] = defaultdict(float)
        for p in posts:
            minor = compiled.is_minor(v, compiled.posts[p][0])
            for row in self.by_post[p]:
                terms[row] += (
                    rows.anyone[row] + rows.independent[row] * compiled.independent[v] + rows.minor[row] * minor
                )
        return {row: float(value) for row, value in terms.items() if value}

    def solve(self) -> tuple[float, Floats] | None:
        """What the best mix is worth, and the prices of the rows at it."""
        self.solver.run()
        if self.solver.getModelStatus().name != "kOptimal":
            return None
        prices = np.array(self.solver.getSolution().row_dual)[: len(self.rows.row)]
        return float(self.solver.getInfo().objective_function_value), np.maximum(0.0, prices)

    def dive(self) -> list[Pick]:
        """A choice of columns near to the mix, whole ones alone; of each what still fits beside the others."""
        columns = list(self.known)
        numbers = np.array(list(self.known.values()))
        roster, settled = Roster(self.compiled), dict[int, int]()
        while self.solve() is not None:
            used = np.array(self.solver.getSolution().col_value)[numbers]
            taken = 0
            for at in np.argsort(-used, kind="stable").tolist():
                v, posts = columns[at]
                if used[at] < USED or (used[at] < SURE and taken >= AT_LEAST):
                    break
                if v not in settled and _take(roster, v, posts):
                    settled[v] = int(numbers[at])
                    self.solver.changeColBounds(settled[v], 1.0, 1.0)
                    taken += 1
            if not taken:
                break
        for number in settled.values():
            self.solver.changeColBounds(number, 0.0, INFINITE)
        return roster.picks()


@dataclass
class Generation:
    """Rounds of mixing and asking, which begin with what people would have done at earlier prices."""

    relaxation: Relaxation
    master: Master = field(init=False)
    mixed: float = 0.0

    def __post_init__(self) -> None:
        if self.relaxation.best is None:
            raise ValueError("There are no prices to begin with.")
        self.master = Master(self.relaxation.compiled, self.relaxation.best[0])
        for one in self.relaxation.answers:
            self.master.add(zip(one.people.tolist(), one.posts.tolist(), strict=True))

    @property
    def gap(self) -> float:
        """What is between the bound and the best mix, as a part of the bound: with nothing between, both are exact."""
        return 1 - self.mixed / max(1.0, self.relaxation.lowest)

    def round(self) -> bool:
        """Mix, and ask at the prices of the mix; whether anything new came of it."""
        solved = self.master.solve()
        if solved is None or self.relaxation.best is None:
            return False
        self.mixed, prices = solved
        steady = STEADY * self.relaxation.best[1] + (1 - STEADY) * prices
        answer = self.relaxation.try_prices(self.master.rows, steady)
        return self.master.add(zip(answer.people.tolist(), answer.posts.tolist(), strict=True)) > 0


def _take(roster: Roster, v: int, posts: Iterable[int]) -> bool:
    """Give someone these posts, if all are open; what they could not do beside the others is left out."""
    wanted = list(posts)
    if any(roster.left[p] <= 0 for p in wanted):
        return False
    for p in wanted:
        if roster.fits(v, roster.compiled.posts[p][0]):
            roster.add(v, p)
    return True
