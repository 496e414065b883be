"""The pattern that hides the fewest people, for systems of few cells.

A master programme chooses cells; an outsider looks at the choice; wherever a need is not met, the prices of the
outsider's linear programme give a row that every good choice must keep (capacity constraints: Fischetti and Salazar,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science 47, 2001).
"""

from collections.abc import Mapping, Sequence
from itertools import islice

import highspy
import numpy as np

from volunteers.trends.disclosure.needs import Need
from volunteers.trends.disclosure.outsider import Extreme, Outsider, Table, a_solver
from volunteers.trends.disclosure.tables import Key

ROUNDS, ROWS_A_ROUND = 12, 10
SMALL = 1e-7


def least(
    outsider: Outsider,
    needs: Mapping[Key, Need],
    given: frozenset[Key],
    known: frozenset[Key],
    costs: Mapping[Key, float],
) -> frozenset[Key]:
    """The cheapest cells to hide beside those ``given``, of those that have costs; ``known`` is a pattern that will do.

    After so many rounds without an answer the known pattern stands: the same on every machine, unlike a time limit.
    """
    free = list(costs)
    if not free or known == given:
        return known
    master, best = _Master(free, costs), sum(costs[key] for key in known - given)
    for _ in range(ROUNDS):
        chosen = master.choose()
        if chosen is None or sum(costs[key] for key in chosen) >= best - SMALL:
            return known
        outsider.without(given | chosen)
        missed = (row for key, need in needs.items() if (row := _row(outsider, key, need)))
        rows = list(islice(missed, ROWS_A_ROUND))
        if not rows:
            return given | chosen
        for prices, at_least in rows:
            master.must(outsider, prices, at_least)
    return known


def _row(outsider: Outsider, key: Key, need: Need) -> tuple[Table, float] | None:
    """By how much each cell's being hidden helps a need that is not met, and how much help it takes."""
    if outsider.is_unsure(key, need):
        return None
    high, low = outsider.highest(key), outsider.lowest(key)
    exact = float(outsider.exact[outsider.place[key]])
    up, down = _help(outsider, high), _help(outsider, low)
    if high.value < need.high_at_least:
        return _cut_off(up, need.high_at_least - exact)
    if need.low_at_most is not None and low.value > need.low_at_most:
        return _cut_off(down, exact - need.low_at_most)
    return _cut_off(up + down, need.width - 1.0)


def _help(outsider: Outsider, extreme: Extreme) -> Table:
    rises, falls = outsider.most - outsider.exact, outsider.exact
    return np.maximum(extreme.prices, 0) * rises + np.maximum(-extreme.prices, 0) * falls


def _cut_off(prices: Table, at_least: float) -> tuple[Table, float]:
    """No cell helps by more than is needed: the row cuts deeper so."""
    return np.minimum(prices, at_least), at_least


class _Master:
    """Chooses cells that keep all rows known so far, at least cost."""

    def __init__(self, free: Sequence[Key], costs: Mapping[Key, float]) -> None:
        self.free = free
        self.solver = a_solver(mip_rel_gap=0.0)
        for key in free:
            self.solver.addVar(0.0, 1.0)
            column = self.solver.getNumCol() - 1
            self.solver.changeColCost(column, costs[key])
            self.solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def must(self, outsider: Outsider, prices: Table, at_least: float) -> None:
        """A row that every choice must keep, less what is given by the cells that are hidden anyway."""
        free = {key: float(prices[outsider.place[key]]) for key in self.free}
        anyway = float(prices.sum()) - float(sum(free.values()))
        columns = [number for number, key in enumerate(self.free) if free[key] > SMALL]
        values = [free[self.free[number]] for number in columns]
        hidden_anyway = min(anyway, at_least)
        self.solver.addRow(
            at_least - hidden_anyway, highspy.kHighsInf, len(columns),
            np.array(columns, dtype=np.int32), np.array(values, dtype=np.float64),
        )  # fmt: skip

    def choose(self) -> frozenset[Key] | None:
        """The cheapest choice; None where no choice keeps all rows."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        chosen = self.solver.getSolution().col_value
        return frozenset(key for key, value in zip(self.free, chosen, strict=True) if value > 0.5)
