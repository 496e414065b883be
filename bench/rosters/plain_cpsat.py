"""The whole problem given to CP-SAT as it stands, with two workers."""

from ortools.sat.python import cp_model

from bench.rosters.plain import Found, run
from bench.rosters.whole import Row, Terms, Whole

NO_LIMIT = 10**12


def solve(whole: Whole, objective: Terms, kept: list[Row], seconds: float, start: list[int] | None) -> Found | None:
    """The least of the objective that two workers find in the time."""
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") if most == 1 else model.new_int_var(0, most, "") for most in whole.most]
    for row in [*whole.rows, *kept]:
        if row.least is None and row.most == 1 and all(times == 1 for _, times in row.terms):
            model.add_at_most_one(variables[x] for x, _ in row.terms)
            continue
        low = -NO_LIMIT if row.least is None else row.least
        model.add_linear_constraint(_sum(variables, row.terms), low, NO_LIMIT if row.most is None else row.most)
    model.minimize(_sum(variables, objective))
    for variable, value in zip(variables, start or [], strict=False):
        model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    values = [int(solver.value(one)) for one in variables]
    return values, solver.best_objective_bound, status == cp_model.OPTIMAL


def _sum(variables: list[cp_model.IntVar], terms: Terms) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([variables[x] for x, _ in terms], [times for _, times in terms])


if __name__ == "__main__":
    run(solve)
