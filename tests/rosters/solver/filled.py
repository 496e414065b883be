"""A problem filled by the product, as its files go in and come out, and looked at by the checker."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, settings

from tests.rosters.solver import checker
from tests.rosters.solver.strategies import GRADES
from volunteers.rosters.solver import filling
from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.filling import Progress, fill, ignore, never
from volunteers.rosters.solver.problem import Problem
from volunteers.rosters.solver.proving import Prover
from volunteers.rosters.solver.reading import read_problem
from volunteers.rosters.solver.roster import Pick
from volunteers.rosters.solver.writing import write_solution

Json = dict[str, Any]
KNOWN = {*GRADES, "in_training", "volunteer"}
PLENTY = 20  # seconds, for what takes a fraction of one


def often(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def filled(
    problem: Json,
    seconds: float = PLENTY,
    stop: Callable[[], bool] = never,
    tell: Callable[[Progress], None] = ignore,
) -> Json:
    """The solution, as its file has it, after the checker found nothing wrong with it, its numbers and its reasons."""
    text = write_solution(fill(read_problem(json.dumps(problem), grades=KNOWN), seconds=seconds, stop=stop, tell=tell))
    solution: Json = json.loads(text)
    assert checker.faults(problem, solution) == []
    assert checker.said_reasons(solution) == checker.reasons(problem, solution)
    return solution


class WitnessHere:
    """The proof made in this process, at the first question for it: hundreds of tiny problems wait for no process."""

    def __init__(self, problem: Problem) -> None:
        self.said: list[Any] = []
        self.prover = Prover(Compiled(problem), self.said.append)
        self.has_begun = False

    def tell(self, picks: list[Pick]) -> None:
        self.prover.learn(picks)

    def heard(self) -> Iterator[Any]:
        if not self.has_begun:
            self.has_begun = True
            self.prover.run()
        while self.said:
            yield self.said.pop(0)

    def end(self) -> None:
        """Nothing is left of it."""


def filled_here(problem: Json, seconds: float = PLENTY) -> Json:
    """The same without a second process, and so at a hundredth of the time."""
    with mock.patch.object(filling, "Witness", WitnessHere):
        return filled(problem, seconds)
