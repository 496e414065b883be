"""The proof, in a process of its own beside the search, so that both cores work and neither waits for the other.

Read from standard input: the problem, then now and then the best roster so far. Written to standard output, as they
come: bounds that are proved, rosters that were found, and what the fractions of the linear programme say of each pair.
"""

import math
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from volunteers.rosters.solver.columns import Generation
from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.greedy import fill_greedily
from volunteers.rosters.solver.guiding import complete
from volunteers.rosters.solver.messages import Bound, Done, Found, Guide
from volunteers.rosters.solver.model import start_from
from volunteers.rosters.solver.pieces import Piece, Worth, build
from volunteers.rosters.solver.relaxing import WEIGHT_ALONE, Relaxation
from volunteers.rosters.solver.roster import Pick, Roster

SURE = 1e-4  # what sums of fractions may be off by; weights are whole
SMALL, WHOLE = 8_000, 40_000  # pairs of a problem that HiGHS is given as a whole: from the start, or at the end
MIXED = 40_000  # pairs that matter, of a problem whose people's rosters can be mixed in the time there is
ROUNDS = 8  # linear programmes, each with the pairs that the last one lacked
LEAST_GAIN = 0.001  # of the bound, of a round after which another one is worth its time
# The levels one after the other: with all in one sum a kilometre too many could outweigh a minute.
HOURS_ALONE, HOURS_TOLD = Worth(0, 1, 0), Worth(0, 1e-9, 1)
EXACTLY = 1e-6
# How near a mix is to its bound, as a part of it: when first worth a roster, how much nearer then, and at the end.
NEAR, NEARER, EXACT = 0.01, 5, 0.0005


@dataclass
class Prover:
    """One problem, and whom what is proved is told."""

    compiled: Compiled
    say: Callable[[Any], None]
    latest: list[Pick] = field(default_factory=list)  # the best roster the search has told of
    lowest: int = 0

    def run(self) -> None:
        """Prove until nothing is left, or the process is ended."""
        self.lowest = self.compiled.most
        if self.compiled.allowed.sum() > SMALL and self.known < self.lowest:
            relaxation = Relaxation(self.compiled)
            relaxation.begin(self._first())
            self._bound(relaxation.lowest)
            self._relax(relaxation)
            if relaxation.pairs.sum() <= MIXED:
                self._generate(relaxation)
        if self.compiled.allowed.sum() <= WHOLE:
            self._solve_whole()

    def _first(self) -> list[Pick]:
        """The roster that the search begins with, whether it has told of it by now or not."""
        roster = Roster(self.compiled)
        fill_greedily(roster)
        return roster.picks()

    @property
    def known(self) -> int:
        """The weight of the best roster known."""
        return self._weight(self.latest)

    def learn(self, picks: list[Pick]) -> None:
        """Take note of a roster, unless a heavier one is known."""
        if self._weight(picks) >= self.known:
            self.latest = picks

    def _weight(self, picks: list[Pick]) -> int:
        return sum(int(self.compiled.weight[self.compiled.posts[p][0]]) for _, p in picks)

    def _bound(self, weight: float) -> None:
        whole = math.floor(min(weight, self.lowest) + SURE)
        if whole < self.lowest:
            self.lowest = whole
            self.say(Bound(whole))

    def _relax(self, relaxation: Relaxation) -> None:
        for number in range(ROUNDS):
            before = relaxation.lowest
            if self.known >= self.lowest or not relaxation.programme():
                return
            self._bound(relaxation.lowest)
            self._guide(relaxation)
            if number > 1 and before - relaxation.lowest < LEAST_GAIN * before:
                return

    def _generate(self, relaxation: Relaxation) -> None:
        """Mix rosters of single people; a roster is made of the mix as it nears the bound, and once it is there."""
        generation, near = Generation(relaxation), NEAR
        generation.master.add(self.latest)
        while self.known < self.lowest:
            going_on = generation.round()
            self._bound(relaxation.lowest)
            if not going_on or generation.gap < near:
                roster = Roster(self.compiled, generation.master.dive())
                complete(roster)
                self.learn(roster.picks())
                self.say(Found(roster.picks()))
                near /= NEARER
            if not going_on or generation.gap < EXACT:
                return

    def _guide(self, relaxation: Relaxation) -> None:
        piece = relaxation.piece
        columns = np.fromiter(piece.columns.values(), dtype=np.int64, count=len(piece.columns))
        pairs = np.array(list(piece.columns), dtype=np.int64).reshape(-1, 2)
        used = relaxation.used[columns]
        some = used > SURE
        self.say(Guide(relaxation.pairs, pairs[some, 0], pairs[some, 1], used[some]))

    def _solve_whole(self) -> None:
        everybody, everything = range(len(self.compiled.volunteers)), range(len(self.compiled.duties))
        if self.known < self.lowest:
            piece = build(Roster(self.compiled), everybody, everything, WEIGHT_ALONE)
            if self._solve(piece, 0.999) is None:
                return
        piece = build(Roster(self.compiled), everybody, everything, HOURS_ALONE)
        self._keep_weight(piece)
        fewest = self._solve(piece, EXACTLY)
        if fewest is None:
            return
        values = piece.values(self.compiled, fewest)
        short = sum(values[column] for column in piece.short.values())
        piece = build(Roster(self.compiled), everybody, everything, HOURS_TOLD)
        self._keep_weight(piece)
        piece.model.row([(column, 1 / 60) for column in piece.short.values()], high=short / 60 + EXACTLY)
        if self._solve(piece, EXACTLY) is not None:
            self.say(Done())

    def _keep_weight(self, piece: Piece) -> None:
        gains = self.compiled.weight[self.compiled.post_duty]
        piece.model.row([(c, float(gains[p])) for (_, p), c in piece.columns.items()], low=float(self.known))

    def _solve(self, piece: Piece, gap: float) -> list[Pick] | None:
        """The best roster of a model once it is proved to be; rosters and bounds on the way are told."""
        if not piece.columns:
            self._bound(0)
            return []
        solver = piece.model.solver(mip_rel_gap=0.0, mip_abs_gap=gap)
        if self.latest:
            start_from(solver, piece.values(self.compiled, self.latest))

        def improving(event: Any) -> None:
            self._found(piece, event.data_out.mip_solution)

        solver.cbMipImprovingSolution.subscribe(improving)
        if gap > EXACTLY:
            solver.cbMipInterrupt.subscribe(lambda event: self._bound(event.data_out.mip_dual_bound))
        solver.run()
        if solver.getModelStatus().name != "kOptimal":
            return None
        picks = self._found(piece, solver.getSolution().col_value)
        if gap > EXACTLY:
            self._bound(self.known)
        return picks

    def _found(self, piece: Piece, values: Any) -> list[Pick]:
        picks = piece.picks(values)
        self.learn(picks)
        self.say(Found(picks))
        return picks


def main() -> None:
    """Read a problem, prove what can be proved of it, and tell. Ends when nobody speaks to it any more."""
    given, out = sys.stdin.buffer, sys.stdout.buffer

    def say(message: Any) -> None:
        pickle.dump(message, out)
        out.flush()

    prover = Prover(Compiled(pickle.load(given)), say)  # noqa: S301, what this process and its parent wrote
    threading.Thread(target=_listen, args=(prover, given), daemon=True).start()
    try:
        prover.run()
    except Exception:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(0)  # at once: another thread waits for what nobody may say any more


def _listen(prover: Prover, given: Any) -> None:
    while True:
        try:
            prover.learn(pickle.load(given))  # noqa: S301, what this process and its parent wrote
        except (EOFError, OSError):
            os._exit(0)
