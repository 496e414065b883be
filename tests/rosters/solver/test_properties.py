"""What holds of every roster that is filled by computation, by a checker that knows the published rules alone.

Problems go in and solutions come out as the files do, so that reading and writing are looked at too.
"""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench.rosters.instances import KINDS, make
from tests.rosters.solver import brute, checker
from tests.rosters.solver.filled import PLENTY, filled, filled_here, often
from tests.rosters.solver.strategies import problems
from volunteers.rosters.solver.filling import Progress

Json = dict[str, Any]


@often(150)
@given(problems())
def test_a_tiny_problem_is_solved_as_well_as_can_be(problem: Json) -> None:
    """No other choice of people has more weight, nor as much with less shortfall, nor that with less way."""
    solution = filled_here(problem)
    weight, short, way = brute.best(problem)
    assert solution["status"] == "optimal"
    assert solution["seconds"] < PLENTY / 4, "nothing was left to prove, and it went on"
    assert solution["score"]["weight"] == solution["bound"]["weight"] == weight
    assert checker.score(problem, solution)["shortfall_hours"] * 60 == pytest.approx(short, abs=0.01)
    assert checker.score(problem, solution)["kilometres"] == pytest.approx(way, abs=0.01)
    assert checker.could_join(problem, solution) == []


@often(100)
@given(problems(), st.floats(0, 0.02))
def test_what_a_short_time_leaves_is_right_as_far_as_it_goes(problem: Json, seconds: float) -> None:
    solution = filled_here(problem, seconds=max(seconds, 1e-6))
    assert solution["bound"]["weight"] >= brute.best(problem)[0] >= solution["score"]["weight"]


@often(60)
@given(problems())
def test_what_was_filled_and_is_kept_leaves_nothing_more_to_fill(problem: Json) -> None:
    solution = filled_here(problem)
    kept = {**problem, "assigned": [*problem.get("assigned", []), *solution["assignments"]]}
    again = filled_here(kept)
    assert again["assignments"] == []
    assert again["bound"]["weight"] == 0
    assert again["score"]["shortfall_hours"] == pytest.approx(solution["score"]["shortfall_hours"], abs=0.01)


@often(60)
@given(problems(most_volunteers=5), st.data())
def test_one_more_person_never_makes_a_roster_worse(problem: Json, data: st.DataObject) -> None:
    taken = {one["volunteer"] for one in problem.get("assigned", [])} | {
        one["volunteer"] for one in problem.get("barred", [])
    }
    spare = [one for one in problem["volunteers"] if one["id"] not in taken]
    assume(spare)
    without = data.draw(st.sampled_from(spare))
    fewer = {**problem, "volunteers": [one for one in problem["volunteers"] if one is not without]}
    assert filled_here(fewer)["score"]["weight"] <= filled_here(problem)["score"]["weight"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_as_a_force_has_it_is_filled_rightly(kind: str) -> None:
    problem = make(25, 25, 14, 1, kind=kind)
    solution = filled(problem, seconds=4)
    assert solution["score"]["weight"] > 0
    assert checker.could_join(problem, solution) == []


def test_what_is_told_on_the_way_only_gets_better_and_comes_true() -> None:
    told: list[Progress] = []
    solution = filled(make(40, 50, 14, 2, kind="tight"), seconds=3, tell=told.append)
    assert told, "nothing was told"
    weights, bounds = [one.weight for one in told], [one.bound for one in told]
    assert weights == sorted(weights)
    assert bounds == sorted(bounds, reverse=True)
    assert weights[-1] <= solution["score"]["weight"] <= solution["bound"]["weight"] <= bounds[-1]


def test_stopped_at_once_it_says_so_and_what_it_has_is_right() -> None:
    asked = []
    solution = filled(make(40, 50, 14, 2, kind="tight"), stop=lambda: bool(asked.append(1)) or len(asked) > 1)
    assert solution["status"] == "stopped"
    assert solution["seconds"] < PLENTY / 2


def test_it_ends_when_it_was_told_to() -> None:
    solution = filled(make(60, 60, 14, 3, kind="jobs"), seconds=0.3)
    assert solution["seconds"] < 0.3 + 1.5
