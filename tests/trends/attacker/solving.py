"""The least and the most that sums of unknowns can be: linear programmes first, whole numbers where they must be.

A linear programme's bound holds for whole numbers too, and where its solution is whole it is exact. Every whole
solution met on the way is a witness for all questions at once: what it shows to be possible need not be asked again.
"""

from collections.abc import Sequence

import highspy
import numpy as np

from tests.trends.attacker.naming import Interval
from tests.trends.attacker.puzzle import Contradiction, Equation, Puzzle

# A sum as unknowns with signs, and a constant: what is known of it already.
Terms = Sequence[tuple[int, int]]
TOLERANCE = 1e-6


class Component:
    """One set of unknowns that depend on one another, and the questions asked of it."""

    def __init__(self, puzzle: Puzzle, unknowns: Sequence[int], equations: Sequence[Equation]) -> None:
        self.column = {unknown: number for number, unknown in enumerate(unknowns)}
        self.size = len(unknowns)
        self.linear = _programme(puzzle, unknowns, equations, self.column)
        self.whole: highspy.Highs | None = None
        self.asked: np.ndarray = np.zeros(self.size)

    def best(self, weights: np.ndarray, *, exact: bool = True) -> tuple[float, np.ndarray | None]:
        """The most that a weighted sum can be, and a whole solution that has it.

        With ``exact`` False no programme of whole numbers is solved: the bound may be too high, the solution None.
        """
        bound, solution = _solve(self.linear, weights, self.size)
        rounded = np.rint(solution)
        if np.abs(solution - rounded).max(initial=0) < TOLERANCE:
            return float(weights @ rounded), rounded
        bound = float(np.floor(bound + TOLERANCE))
        if not exact:
            return bound, None
        if self.whole is None:
            self.whole = _whole_copy(self.linear, self.size)
        _, solution = _solve(self.whole, weights, self.size)
        rounded = np.rint(solution)
        return float(weights @ rounded), rounded


class Questions:
    """Many sums over one component: what each is proved to lie within, and what each was seen to be able to be."""

    def __init__(self, component: Component, sums: Sequence[Terms]) -> None:
        self.component = component
        self.weights = [_weights(component, terms) for terms in sums]
        self.least = np.full(len(sums), np.inf)
        self.most = np.full(len(sums), -np.inf)

    def see(self, solution: np.ndarray | None) -> None:
        """Take a whole solution as a witness for every sum."""
        if solution is None:
            return
        seen = np.array([float(values @ solution[columns]) for columns, values in self.weights])
        self.least = np.minimum(self.least, seen)
        self.most = np.maximum(self.most, seen)

    def push(self, numbers: Sequence[int], sign: int) -> None:
        """Look for one solution in which as many of some sums as can be are large (``sign`` 1) or small (-1)."""
        weights = np.zeros(self.component.size)
        for number in numbers:
            columns, values = self.weights[number]
            weights[columns] += sign * values
        self.see(self.component.best(weights, exact=False)[1])

    def highest(self, number: int, sign: int = 1) -> int:
        """The most that a sum can be; with ``sign`` -1 the least."""
        columns, values = self.weights[number]
        weights = np.zeros(self.component.size)
        weights[columns] = sign * values
        bound, solution = self.component.best(weights, exact=False)
        known = self.most[number] if sign > 0 else -self.least[number]
        if solution is None and bound > known:
            bound, solution = self.component.best(weights)
        self.see(solution)
        return sign * round(bound)


def _weights(component: Component, terms: Terms) -> tuple[np.ndarray, np.ndarray]:
    together: dict[int, float] = {}
    for unknown, sign in terms:
        column = component.column[unknown]
        together[column] = together.get(column, 0.0) + sign
    return np.array(list(together), dtype=int), np.array(list(together.values()))


def known_part(puzzle: Puzzle, terms: Terms) -> tuple[list[tuple[int, int]], int]:
    """A sum as the unknowns that are still open, and what the others come to."""
    still = [(unknown, sign) for unknown, sign in terms if puzzle.low[unknown] < puzzle.high[unknown]]
    known = sum(sign * puzzle.low[unknown] for unknown, sign in terms if puzzle.low[unknown] == puzzle.high[unknown])
    return still, known


def plain_bounds(puzzle: Puzzle, terms: Terms) -> Interval:
    """What a sum lies within by the ranges of its unknowns alone."""
    ends = [sorted((sign * puzzle.low[unknown], sign * puzzle.high[unknown])) for unknown, sign in terms]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _programme(
    puzzle: Puzzle, unknowns: Sequence[int], equations: Sequence[Equation], column: dict[int, int]
) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(unknowns), len(equations)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.zeros(len(unknowns))
    model.col_lower_ = np.array([puzzle.low[one] for one in unknowns], dtype=float)
    model.col_upper_ = np.array([puzzle.high[one] for one in unknowns], dtype=float)
    model.row_lower_ = np.array([one.low for one in equations], dtype=float)
    model.row_upper_ = np.array([one.high for one in equations], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(one.terms) for one in equations)])
    model.a_matrix_.index_ = np.array([column[unknown] for one in equations for unknown, _ in one.terms], dtype=int)
    model.a_matrix_.value_ = np.array([sign for one in equations for _, sign in one.terms], dtype=float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver


def _whole_copy(linear: highspy.Highs, size: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    model = linear.getLp()
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    solver.passModel(model)
    return solver


def _solve(solver: highspy.Highs, weights: np.ndarray, size: int) -> tuple[float, np.ndarray]:
    solver.changeColsCost(size, np.arange(size, dtype=np.int32), weights.astype(float))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction("no numbers of people fit all the documents")
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"the programme ended as {status}")
    return solver.getInfo().objective_function_value, np.array(solver.getSolution().col_value)
