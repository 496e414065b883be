"""Filling duties by computation: minutes of work, begun anew once when its process died."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from volunteers.extensions import db
from volunteers.rosters.models import Filling
from volunteers.rosters.queries.filling_found import Found, found, score_of
from volunteers.rosters.queries.filling_judging import acceptable
from volunteers.rosters.queries.filling_world import OnDuty, World, read_world
from volunteers.rosters.queries.problems import Drawn, draw
from volunteers.rosters.rules.filling import Going, Phase
from volunteers.rosters.service import filling_running as running
from volunteers.rosters.service.filling_erasing import close_old
from volunteers.rosters.service.filling_keeping import keep_proposal
from volunteers.rosters.solver.problem import Assignment, Problem
from volunteers.rosters.solver.solution import Solution, Unfilled
from volunteers.unit_of_work import unit_of_work

log = logging.getLogger(__name__)

ROUNDS = 3
EVERY_SECONDS = 1.0
SHORTEST_ROUND = 5.0


def fill_duties(filling_ids: list[int]) -> None:
    """Fill what waits to be filled, one after the other. Safe to run twice."""
    for filling_id in filling_ids:
        with unit_of_work():
            turn = running.claim_filling(filling_id)
        if turn is not None:
            _work(turn)


def sweep_fillings() -> None:
    """Take up fillings whose job was lost or died; safe to run at any time."""
    fill_duties(list(running.list_unattended()))


def erase_old_fillings() -> None:
    """Close proposals nobody came back to, and erase what is long over; safe to run twice."""
    with unit_of_work():
        close_old()


def _work(turn: running.Turn) -> None:
    try:
        _fill(turn)
    except Exception:  # whatever it is, the filling must come to an end in words
        log.exception("Filling %s came to nothing", turn.filling_id)
        with unit_of_work():
            running.give_back(turn)


def _fill(turn: running.Turn) -> None:
    with unit_of_work():
        world = read_world(db.session.get_one(Filling, turn.filling_id))
    drawn = draw(world)
    if not drawn.places and not drawn.capped:
        with unit_of_work():
            running.fail_filling(turn.filling_id, running.NOTHING_LEFT)
        return
    watch = Watch(turn, drawn.places)
    result = _search(world, drawn, watch)
    if watch.going.goes_on:
        with unit_of_work():
            keep_proposal(turn, world, result)


@dataclass
class Watch:
    """Says how far a filling has come, at most once a second, and hears whether it is to go on."""

    turn: running.Turn
    places: int
    begun: float = field(default_factory=time.monotonic)
    told: float = 0.0
    rounds: int = 0
    bound: int | None = None
    going: Going = field(default_factory=lambda: Going(goes_on=True, is_stopped=False))
    far: running.HowFar = field(default_factory=lambda: running.HowFar(Phase.READING, 0.0))

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def tell(self, progress: Any) -> None:
        """What the solver says of itself. The bound is that of the first search, which bars nobody."""
        bound = progress.bound if self.bound is None else self.bound
        self.far = running.HowFar(
            Phase.SEARCHING, self.seconds, progress.weight, bound, progress.places_filled, self.places
        )
        self.stop()

    def stop(self) -> bool:
        """Whether the best so far is wanted now, or nothing any more."""
        if time.monotonic() - self.told >= EVERY_SECONDS:
            self.note()
        return self.is_over

    def check(self, bound: int) -> None:
        """What was found is held against every rule."""
        self.bound = bound if self.bound is None else self.bound
        self.rounds += 1
        self.far = replace(self.far, phase=Phase.CHECKING, seconds=self.seconds)
        self.note()

    def note(self) -> None:
        with unit_of_work():
            self.going = running.note_progress(self.turn, self.far)
        self.told = time.monotonic()

    @property
    def is_over(self) -> bool:
        return self.going.is_stopped or not self.going.goes_on


@dataclass(frozen=True)
class Round:
    """One search: the places that every rule allows, and the problem without those that one refuses."""

    placed: list[OnDuty]
    solution: Solution
    problem: Problem
    is_whole: bool


def _search(world: World, drawn: Drawn, watch: Watch) -> Found:
    """Search, hold what is found against every rule of the roster, and search again without what they refuse."""
    best = last = _round(world, drawn.problem, watch, float(watch.turn.seconds))
    bound = best.solution.bound
    while not last.is_whole and not watch.is_over and watch.rounds < ROUNDS:
        last = _round(world, last.problem, watch, max(SHORTEST_ROUND, watch.turn.seconds / 4))
        best = max(last, best, key=lambda one: score_of(world, drawn.problem, one.placed).weight)
    unfilled = best.solution.unfilled if best.is_whole else _explain(best.problem, best.placed)
    return found(
        world, drawn, best.placed, unfilled, bound=bound, status=best.solution.status, seconds=watch.seconds
    )  # fmt: skip


def _round(world: World, problem: Problem, watch: Watch, seconds: float) -> Round:
    solution = _solve(problem, seconds, watch)
    watch.check(solution.bound)
    good, bad = acceptable(world, solution.assignments)
    refused = {(str(one.volunteer_id), str(one.duty_id)) for one in bad}
    return Round(good, solution, replace(problem, barred=problem.barred | refused), not bad)


def _solve(problem: Problem, seconds: float, watch: Watch) -> Solution:
    from volunteers.rosters.solver.filling import fill  # numpy and the solver: here, and in no process that only asks

    return fill(problem, seconds=seconds, stop=watch.stop, tell=watch.tell)


def _explain(problem: Problem, placed: Iterable[OnDuty]) -> tuple[Unfilled, ...]:
    from volunteers.rosters.solver.reasons import explain

    return explain(
        problem, [Assignment(str(one.duty_id), str(one.post_id), str(one.volunteer_id)) for one in placed]
    )  # fmt: skip
