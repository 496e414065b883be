"""What the two plain models share: weight first, then shortfall, then the way, as far as the time goes; and the files.

Their time is that of their solver alone: reading the problem and writing the model down are given to them.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.rosters.whole import Row, Terms, Whole
from tests.rosters.solver import checker

# What is to be the least (a weight is the most as the least of its negative), the extra rows, the time, a start:
# the values and what is proved about the objective, or None where nothing was found.
Found = tuple[list[int], float, bool]
Solve = Callable[[Whole, Terms, list[Row], float, list[int] | None], "Found | None"]
LEAST_TIME = 0.2  # seconds; less than this is not worth another solve


def run(solve: Solve) -> None:
    """``python -m bench.rosters.plain_... PROBLEM SOLUTION SECONDS``."""
    problem_file, solution_file, seconds = sys.argv[1:4]
    problem = json.loads(Path(problem_file).read_text())
    began = time.monotonic()
    whole = Whole(problem)
    built = time.monotonic() - began
    solution = solution_of(problem, whole, solve, float(seconds))
    solution["built"] = built
    Path(solution_file).write_text(json.dumps(solution))


def solution_of(problem: dict[str, Any], whole: Whole, solve: Solve, seconds: float) -> dict[str, Any]:
    """The best found, in the exchange format without the reasons."""
    until = time.monotonic() + seconds
    began = time.monotonic()
    values, proved, bound = _best(whole, solve, until)
    chosen = [one for x, one in enumerate(whole.choices) if values and values[x]]
    solution: dict[str, Any] = {
        "assignments": [{"duty": one.duty, "post": one.post, "volunteer": one.volunteer} for one in chosen],
        "bound": {"weight": bound},
        "status": "optimal" if proved else "feasible",
        "seconds": round(time.monotonic() - began, 2),
    }
    filled = Counter((one.duty, one.post) for one in chosen)
    return {
        **solution,
        "score": checker.score(problem, solution),
        "unfilled": [
            {"duty": duty, "post": post, "places": asked["count"] - filled[duty, post], "reasons": []}
            for (duty, post), asked in whole.case.posts.items()
            if asked["count"] > filled[duty, post]
        ],
    }


def _best(whole: Whole, solve: Solve, until: float) -> tuple[list[int] | None, bool, int]:
    """Values, whether nothing is better in any way, and the weight that nothing exceeds."""
    if not whole.choices:  # nobody could take anything, and a solver may not call a model without variables solved
        return None, True, 0
    kept: list[Row] = []
    values: list[int] | None = [0 if most == 1 else most for most in whole.most]  # nobody anywhere: a start
    total = bound = sum(
        checker.WEIGHTS[duty["priority"]] * sum(post["count"] for post in duty["posts"])
        for duty in whole.case.duties.values()
    )
    objectives = [[(x, -weight) for x, weight in whole.weight()], whole.shortfall(), whole.way()]
    for number, objective in enumerate(objectives):
        left = until - time.monotonic()
        if left < LEAST_TIME:
            return values, False, bound
        found = solve(whole, objective, kept, left, values)
        if found is None:
            return values, False, bound
        values, proved, is_proved = found
        if number == 0:
            bound = min(total, int(-proved + 1e-6))
        if not is_proved:
            return values, False, bound
        kept = [*kept, Row(objective, None, sum(times * values[x] for x, times in objective))]
    return values, True, bound
