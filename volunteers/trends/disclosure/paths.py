"""By which other cells one cell could be more or less than it is, at least cost to those who read the figures."""

from collections.abc import Mapping
from math import isinf

import highspy
import numpy as np

from volunteers.trends.disclosure.outsider import a_solver
from volunteers.trends.disclosure.tables import Key, System

# A cell that is hidden already is nearly free to move.
HIDDEN_COST = 1e-4
MOVED = 1e-6


def cheapest(
    system: System, key: Key, by: int, hidden: frozenset[Key], costs: Mapping[Key, float]
) -> frozenset[Key] | None:
    """The cells that move where one rises by so many people (falls, where ``by`` is negative); None where it cannot.

    A relaxation of the question: each cell costs by how far it moves, not at once. Cells of infinite cost never move.
    """
    if -by > system.values[key] or by == 0:
        return None
    keys = list(system.values)
    moves = _moves(system, keys, hidden, abs(by), costs)
    count, target = len(keys), keys.index(key)
    # A cell rises by its first column and falls by its second.
    low, high = moves.col_lower_.copy(), moves.col_upper_.copy()
    low[target] = high[target] = max(by, 0)
    low[count + target] = high[count + target] = max(-by, 0)
    moves.col_lower_, moves.col_upper_ = low, high
    solver = a_solver()
    solver.passModel(moves)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    moved = np.array(solver.getSolution().col_value)
    return frozenset(keys[number] for number in np.flatnonzero(np.abs(moved[:count] - moved[count:]) > MOVED))


def _moves(
    system: System, keys: list[Key], hidden: frozenset[Key], by: int, costs: Mapping[Key, float]
) -> highspy.HighsLp:
    place = {one: number for number, one in enumerate(keys)}
    count = len(keys)
    lp, starts, columns, values = highspy.HighsLp(), [0], [], []
    for one in system.sums:
        for key, sign in ((one.whole, 1.0), *((part, -1.0) for part in one.parts)):
            columns += [place[key], count + place[key]]
            values += [sign, -sign]
        starts.append(len(columns))
    lp.num_col_, lp.num_row_ = 2 * count, len(system.sums)
    never = np.array([isinf(costs[key]) and key not in hidden for key in keys])
    each = np.array([HIDDEN_COST if key in hidden else 0 if isinf(costs[key]) else costs[key] / by for key in keys])
    exact = np.array([system.values[key] for key in keys], dtype=np.float64)
    rises, falls = np.where(never, 0.0, float(by)), np.where(never, 0.0, np.minimum(exact, by))
    lp.col_cost_ = np.concatenate([each, each])
    lp.col_lower_, lp.col_upper_ = np.zeros(2 * count), np.concatenate([rises, falls])
    lp.row_lower_ = lp.row_upper_ = np.zeros(len(system.sums))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(values, dtype=np.float64)
    return lp
