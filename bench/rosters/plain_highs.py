"""The whole problem given to HiGHS as it stands, with two threads."""

import highspy
import numpy as np

from bench.rosters.plain import Found, run
from bench.rosters.whole import Row, Terms, Whole


def solve(whole: Whole, objective: Terms, kept: list[Row], seconds: float, start: list[int] | None) -> Found | None:
    """The least of the objective that HiGHS finds in the time."""
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003, it refuses another number of threads than the last had
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {
        "output_flag": False,
        "threads": 2,
        "time_limit": seconds,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,
    }.items():
        solver.setOptionValue(option, value)
    solver.passModel(_linear(whole, objective, [*whole.rows, *kept]))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = [float(value) for value in start]
        solver.setSolution(given)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = [round(value) for value in solver.getSolution().col_value]
    return values, info.mip_dual_bound, solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _linear(whole: Whole, objective: Terms, rows: list[Row]) -> highspy.HighsLp:
    count = len(whole.most)
    linear = highspy.HighsLp()
    linear.num_col_, linear.num_row_ = count, len(rows)
    cost = np.zeros(count)
    for x, times in objective:
        cost[x] = times
    linear.col_cost_, linear.col_lower_ = cost, np.zeros(count)
    linear.col_upper_ = np.array(whole.most, dtype=float)
    linear.row_lower_ = np.array([-highspy.kHighsInf if row.least is None else row.least for row in rows])
    linear.row_upper_ = np.array([highspy.kHighsInf if row.most is None else row.most for row in rows])
    matrix = linear.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = count, len(rows)
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
    matrix.index_ = np.array([x for row in rows for x, _ in row.terms])
    matrix.value_ = np.array([times for row in rows for _, times in row.terms], dtype=float)
    linear.integrality_ = [highspy.HighsVarType.kInteger] * count
    return linear


if __name__ == "__main__":
    run(solve)
