"""Rows and columns for HiGHS: a small builder, so that what a row means is read where it is added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

INFINITE = highspy.kHighsInf
Term = tuple[int, float]


@dataclass
class Model:
    """A linear model that is maximised; columns and rows are numbered as they are added."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, cost: float = 0.0, upper: float = 1.0, *, whole: bool = True) -> int:
        """A new column between 0 and ``upper``."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: Iterable[Term], low: float = -INFINITE, high: float = INFINITE) -> int:
        """A new row: the sum of the terms lies between ``low`` and ``high``."""
        for column, value in terms:
            self.index.append(column)
            self.value.append(value)
        self.start.append(len(self.index))
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def solver(self, *, relaxed: bool = False, **options: Any) -> highspy.Highs:
        """HiGHS with this model in it; ``relaxed`` lets every column be a fraction."""
        solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in {"output_flag": False, "threads": 1, "random_seed": 1, **options}.items():
            solver.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.low)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array(self.cost, dtype=np.float64)
        lp.col_lower_ = np.zeros(len(self.cost))
        lp.col_upper_ = np.array(self.upper, dtype=np.float64)
        lp.row_lower_ = np.array(self.low, dtype=np.float64)
        lp.row_upper_ = np.array(self.high, dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value, dtype=np.float64)
        if not relaxed:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[one] for one in self.whole]
        solver.passModel(lp)
        return solver


def start_from(solver: highspy.Highs, values: Sequence[float]) -> None:
    """Begin with a solution that is known."""
    known = highspy.HighsSolution()
    known.col_value = list(values)
    solver.setSolution(known)
