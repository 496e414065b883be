"""What an outsider can prove: who knows every figure that is not hidden exactly, and how all figures add up.

That is more than anyone is told, since figures are published rounded: an interval worked out here is never wider than
one from what is published. Solved by HiGHS; the answers are whole numbers, found by integer programming where the
linear programme gives fractions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from volunteers.trends.disclosure.needs import Need
from volunteers.trends.disclosure.tables import Key, System

Table = npt.NDArray[np.float64]
CLOSE = 1e-6
MOST_SEEN = 300


@dataclass(frozen=True)
class Extreme:
    """The most or least a cell can be.

    ``prices`` say how much each cell's freedom gives: what a cell may rise or fall by, times its price, adds up to how
    far the cell can move.
    """

    value: int
    prices: Table


def a_solver(**options: Any) -> highspy.Highs:
    """HiGHS, silent, on one thread, and the same each time."""
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


class Outsider:
    """Someone with the equations of one system. Cells are in the order of ``keys``."""

    def __init__(self, system: System) -> None:
        self.keys = list(system.values)
        self.place = {key: number for number, key in enumerate(self.keys)}
        self.exact: Table = np.array([system.values[key] for key in self.keys], dtype=np.float64)
        # Nobody outside knows a total that is hidden; it is taken for no more than this.
        self.most = 2 * float(self.exact.max(initial=0)) + 100
        self.hidden: frozenset[Key] = frozenset()
        # Tables that fit all that is told, found on the way: what was seen to be possible need not be asked again.
        self._seen: list[Table] = [self.exact]
        self._low = self._high = self.exact
        self._solver = self._equations(system)

    def _equations(self, system: System) -> highspy.Highs:
        # Presolve would throw away the basis that the next question starts from.
        solver = a_solver(presolve="off")
        lp, starts, columns, values = highspy.HighsLp(), [0], [], []
        for one in system.sums:
            columns += [self.place[one.whole], *(self.place[part] for part in one.parts)]
            values += [1.0, *([-1.0] * len(one.parts))]
            starts.append(len(columns))
        lp.num_col_, lp.num_row_ = len(self.keys), len(system.sums)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(len(self.keys))
        lp.col_lower_, lp.col_upper_ = self.exact.copy(), self.exact.copy()
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(system.sums))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(values, dtype=np.float64)
        solver.passModel(lp)
        return solver

    def without(self, hidden: frozenset[Key]) -> None:
        """From now on these cells are hidden, and no others."""
        for key in self.hidden ^ hidden:
            number = self.place[key]
            exact = self.exact[number]
            low, high = (0.0, self.most) if key in hidden else (exact, exact)
            self._solver.changeColBounds(number, low, high)
        if told := [self.place[key] for key in self.hidden - hidden]:
            self._seen = [table for table in self._seen if np.array_equal(table[told], self.exact[told])]
            self._low, self._high = np.min(self._seen, axis=0), np.max(self._seen, axis=0)
        self.hidden = hidden

    def is_unsure(self, key: Key, need: Need) -> bool:
        """Whether a need is met by what is hidden now."""
        number = self.place[key]

        def seen() -> bool:
            return need.is_met(round(float(self._low[number])), round(float(self._high[number])))

        if not seen():
            self.highest(key)
        if not seen():
            self.lowest(key)
        return seen()

    def highest(self, key: Key) -> Extreme:
        """The most a cell can be."""
        return self._extreme(key, 1.0)

    def lowest(self, key: Key) -> Extreme:
        """The least a cell can be."""
        return self._extreme(key, -1.0)

    def _extreme(self, key: Key, direction: float) -> Extreme:
        number = self.place[key]
        self._solver.changeColCost(number, direction)
        self._solver.run()
        solution = self._solver.getSolution()
        table = np.array(solution.col_value)
        prices = np.array(solution.col_dual)
        if np.abs(table - table.round()).max(initial=0.0) > CLOSE:
            table = self._in_whole_numbers()
        self._solver.changeColCost(number, 0.0)
        table = table.round()
        self._seen = [self.exact, *self._seen[1:][-MOST_SEEN:], table]
        self._low, self._high = np.minimum(self._low, table), np.maximum(self._high, table)
        return Extreme(round(float(table[number])), prices)

    def _in_whole_numbers(self) -> Table:
        """The same question of whole people, which has no basis to keep and is answered sooner with presolve."""
        every = np.arange(len(self.keys), dtype=np.int32)
        self._solver.changeColsIntegrality(len(every), every, np.ones(len(every), dtype=np.uint8))
        self._solver.setOptionValue("presolve", "on")
        self._solver.run()
        self._solver.setOptionValue("presolve", "off")
        table: Table = np.array(self._solver.getSolution().col_value)
        self._solver.changeColsIntegrality(len(every), every, np.zeros(len(every), dtype=np.uint8))
        return table


def intervals(system: System, hidden: Iterable[Key]) -> Mapping[Key, tuple[int, int]]:
    """What an outsider can prove of each hidden cell: from the least to the most it can be, both included."""
    outsider = Outsider(system)
    outsider.without(frozenset(hidden))
    return {key: (outsider.lowest(key).value, outsider.highest(key).value) for key in sorted(outsider.hidden)}
