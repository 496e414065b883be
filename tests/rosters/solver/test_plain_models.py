"""The plain models that ours is held against are right: a wrong one would prove nothing about ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import highspy
import pytest
from hypothesis import HealthCheck, given, settings

from bench.rosters import plain_highs
from bench.rosters.instances import KINDS, make
from bench.rosters.measured import measure
from bench.rosters.plain import solution_of
from bench.rosters.whole import Whole
from tests.rosters.solver import brute, checker
from tests.rosters.solver.strategies import problems

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _own_threads() -> Iterator[None]:
    """The plain model uses two threads, and HiGHS refuses another number in this process until it begins anew."""
    yield
    highspy.Highs.resetGlobalScheduler(True)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_plain_highs_finds_the_best_there_is(problem: Json) -> None:
    problem = {key: value for key, value in problem.items() if key not in ("assigned", "barred")}
    solution = solution_of(problem, Whole(problem), plain_highs.solve, 10)
    assert checker.faults(problem, solution) == []
    weight, short, way = brute.best(problem)
    assert solution["status"] == "optimal"
    assert solution["score"]["weight"] == weight
    assert round(solution["score"]["shortfall_hours"] * 60) == short
    assert solution["score"]["kilometres"] == pytest.approx(way, abs=0.01)


def test_plain_cp_sat_and_plain_highs_agree(tmp_path: Path) -> None:
    """Each in its own process, as the bench has them: OR-Tools and HiGHS cannot share one."""
    problem = make(15, 15, 7, 1, kind="ample")
    one, other = (measure(method, problem, tmp_path, 20, reasons=False) for method in ("CP-SAT", "HiGHS"))
    assert (one.trouble, other.trouble) == ((), ())
    assert (one.status, other.status) == ("optimal", "optimal")
    assert one.weight == one.bound == other.weight == other.bound > 0
    assert one.kilometres == pytest.approx(other.kilometres, abs=0.01)
    assert min(one.peak_mb, other.peak_mb) > 20


def test_a_method_that_fails_is_in_trouble_and_not_in_the_way(tmp_path: Path) -> None:
    problem = {**make(3, 3, 7, 1, kind="ample"), "barred": [{"duty": "d0001", "volunteer": "v0001"}]}
    outcome = measure("HiGHS", problem, tmp_path, 5, reasons=False)
    assert outcome.trouble == ("ValueError: the plain models know no places taken before",)


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_is_the_same_each_time_and_another_for_another_seed(kind: str) -> None:
    assert make(20, 20, 14, 1, kind=kind) == make(20, 20, 14, 1, kind=kind)
    assert make(20, 20, 14, 1, kind=kind) != make(20, 20, 14, 4, kind=kind)


def test_a_problem_has_what_was_asked() -> None:
    problem = make(30, 40, 7, 2, kind="jobs")
    assert (len(problem["volunteers"]), len(problem["duties"])) == (30, 40)
    days = {duty["start"][:10] for duty in problem["duties"]}
    assert len(days) > 4
    assert max(days) < "2027-03-22"
    assert min(days) >= "2027-03-15"
