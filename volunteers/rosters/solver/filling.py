"""Fill the duties of a problem as well as the time allows, say how good that is at best, and why places stay empty.

A first roster at once, then two processes: this one betters the roster piece by piece, the other one proves what no
roster can exceed and tells which pairs of a person and a post are worth a look (ADR 29).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.greedy import fill_greedily, top_up
from volunteers.rosters.solver.guiding import follow
from volunteers.rosters.solver.messages import Bound, Done, Found, Guide
from volunteers.rosters.solver.problem import Problem
from volunteers.rosters.solver.reasons import explain
from volunteers.rosters.solver.roster import Roster
from volunteers.rosters.solver.search import Search
from volunteers.rosters.solver.solution import Solution, Status
from volunteers.rosters.solver.witness import Witness

TELL_EVERY = 0.5  # seconds
TO_EXPLAIN = 0.06  # of the time, kept back for the reasons


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come. The bound is proved; ``phase`` is starting, improving or explaining."""

    seconds: float
    weight: int
    bound: int
    places_filled: int
    places: int
    phase: str


def never() -> bool:
    """Nobody stops it."""
    return False


def ignore(_progress: Progress) -> None:
    """Nobody listens."""


def fill(
    problem: Problem,
    *,
    seconds: float,
    stop: Callable[[], bool] = never,
    tell: Callable[[Progress], None] = ignore,
) -> Solution:
    """The best roster found within so many seconds, or until it is proved to be the best or someone stops it.

    ``tell`` and ``stop`` are called about twice a second, from this thread. For a problem that was read from a file
    every name in it must be known; nothing else is an error: a post that nobody could fill stays empty and says why.
    """
    run = _Run(problem, seconds, stop, tell)
    try:
        run.search()
    finally:
        run.witness.end()
    top_up(run.roster)
    run.report("explaining", at_once=True)
    assignments = run.roster.assignments()
    unfilled = explain(problem, assignments)
    status = Status.OPTIMAL if run.is_best else Status.STOPPED if run.stopped else Status.FEASIBLE
    spent = round(time.monotonic() - run.begun, 3)
    return Solution(assignments, run.roster.score(), run.bound, status, spent, unfilled)


class _Run:
    """One search: the best roster, the bound, and the time."""

    def __init__(
        self, problem: Problem, seconds: float, stop: Callable[[], bool], tell: Callable[[Progress], None]
    ) -> None:
        self.begun = time.monotonic()
        self.until = self.begun + seconds * (1 - TO_EXPLAIN)
        self._stop, self._tell = stop, tell
        self.stopped = self.done = False
        self._told = 0.0
        self._witnessed = 0
        self.compiled = Compiled(problem)
        self.witness = Witness(problem)
        self.bound = self.compiled.most
        self.roster = Roster(self.compiled)

    @property
    def is_best(self) -> bool:
        """Whether nothing can have more weight."""
        return self.roster.weight >= self.bound

    def search(self) -> None:
        """Until nothing can be better, the time is over, or someone stops it."""
        fill_greedily(self.roster)
        search = Search(self.roster)
        while not self._is_over():
            for message in self.witness.heard():
                self._hear(message, search)
            search.step(self.until)
            search.polish = self.is_best
            self.report("improving")

    def _hear(self, message: object, search: Search) -> None:
        if isinstance(message, Bound):
            self.bound = min(self.bound, message.weight)
        elif isinstance(message, Guide):
            search.only = message.matter
            self._offer(follow(self.compiled, message), search)
        elif isinstance(message, Found):
            self._offer(Roster(self.compiled, message.picks), search)
        elif isinstance(message, Done):
            self.done = True

    def _offer(self, roster: Roster, search: Search) -> None:
        """Take another roster if it is better, and holds: a solver's small slips are to become nobody's duty."""
        if _level(roster) > _level(self.roster) and roster.holds():
            self.roster = search.roster = roster

    def _is_over(self) -> bool:
        self.stopped = self.stopped or self._stop()
        return self.stopped or self.done or not self.compiled.most or time.monotonic() >= self.until

    def report(self, phase: str, *, at_once: bool = False) -> None:
        """Tell how far it has come, about twice a second: whoever asked, and the proof."""
        now = time.monotonic()
        if not at_once and now - self._told < TELL_EVERY:
            return
        self._told = now
        if self.roster.weight > self._witnessed:  # what only hours and kilometres better helps no proof
            self._witnessed = self.roster.weight
            self.witness.tell(self.roster.picks())
        open_places = int(self.compiled.open.sum())
        filled = open_places - sum(self.roster.left)
        seconds = round(now - self.begun, 1)
        self._tell(Progress(seconds, self.roster.weight, self.bound, filled, open_places, phase))


def _level(roster: Roster) -> tuple[int, float, float]:
    score = roster.score()
    return score.weight, -score.shortfall_hours, -score.kilometres
