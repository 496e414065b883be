"""Which further cells are hidden, so that nobody can work out the cells that must not be known.

``hide`` gives a pattern in which every need is met, and in which no cell can be shown again. Systems of few cells are
solved for the least number of people hidden (``optimum``); in larger ones the pattern is built cell by cell.
"""

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from volunteers.trends.disclosure.needs import Need
from volunteers.trends.disclosure.optimum import least
from volunteers.trends.disclosure.outsider import Extreme, Outsider, Table, a_solver
from volunteers.trends.disclosure.parts import parts_of
from volunteers.trends.disclosure.tables import Key, System

Witnesses = dict[Key, tuple[Extreme, Extreme]]
# Up to so many cells that may be hidden or not, the least pattern is looked for.
FEW = 90


class CannotHide(ValueError):
    """Even with every cell hidden something could be worked out."""


def hide(
    system: System, needs: Mapping[Key, Need], forced: Iterable[Key] = (), free: Iterable[Key] = ()
) -> frozenset[Key]:
    """The cells to hide: those with needs, those ``forced``, and what has to go with them.

    ``free`` cells are never published, and so cost nothing. Raises ``CannotHide`` where hiding is not enough.
    """
    hidden = frozenset(needs) | frozenset(forced)
    for part in parts_of(system):
        inside = {key: need for key, need in needs.items() if key in part.values}
        given = frozenset(key for key in hidden | frozenset(free) if key in part.values)
        if inside:
            hidden |= _hide_part(part, inside, given)
    return hidden


def cost_of(system: System, key: Key) -> float:
    """What hiding a cell loses: its people, and a little for the cell itself."""
    return system.values[key] + 0.5


def _hide_part(system: System, needs: Mapping[Key, Need], given: frozenset[Key]) -> frozenset[Key]:
    outsider = Outsider(system)
    found = given
    for key in sorted(needs, key=lambda one: (-system.values[one], one)):
        found = _cover(system, outsider, key, needs[key], found)
    found = _show_again(system, outsider, needs, given, found)
    if len(system.values) - len(given) <= FEW:
        costs = {key: cost_of(system, key) for key in system.values}
        found = least(outsider, needs, given, found, costs)
    return found


def is_met(outsider: Outsider, key: Key, need: Need) -> tuple[Extreme, Extreme] | None:
    """The two tables that show that a need is met by what is hidden; None where it is not."""
    high, low = outsider.highest(key), outsider.lowest(key)
    return (high, low) if need.is_met(low.value, high.value) else None


def _cover(system: System, outsider: Outsider, key: Key, need: Need, hidden: frozenset[Key]) -> frozenset[Key]:
    """What is hidden already, and the cheapest further cells that leave an outsider unsure enough about one."""
    outsider.without(hidden)
    while not is_met(outsider, key, need):
        low, value = outsider.lowest(key).value, system.values[key]
        rise = max(need.high_at_least, low + need.width - 1) - value
        fall = value - (need.low_at_most if need.low_at_most is not None else value)
        path = _cheapest(system, key, max(rise, 1), hidden) if rise > 0 or fall <= 0 else None
        if path is None:
            path = _cheapest(system, key, -max(fall, need.width - 1), hidden)
        if path is None or path <= hidden:
            raise CannotHide(f"{system.code}: {key} can be worked out whatever is hidden")
        hidden |= path
        outsider.without(hidden)
    return hidden


def _cheapest(system: System, key: Key, by: int, hidden: frozenset[Key]) -> frozenset[Key] | None:
    """The cells by which one can rise (or fall) so far at least cost; None where none can.

    A relaxation: each cell costs by how far it moves, not at once.
    """
    keys = list(system.values)
    place = {one: number for number, one in enumerate(keys)}
    moves = _moves(system, keys, hidden, abs(by))
    target = place[key]
    count = len(keys)
    low, high = moves.col_lower_.copy(), moves.col_upper_.copy()
    # A cell rises by its first column and falls by its second.
    rises, falls = (by, 0) if by > 0 else (0, -by)
    low[target] = high[target] = rises
    low[count + target] = high[count + target] = falls
    if falls > system.values[key]:
        return None
    moves.col_lower_, moves.col_upper_ = low, high
    solver = a_solver()
    solver.passModel(moves)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    moved = np.array(solver.getSolution().col_value)
    net = np.abs(moved[:count] - moved[count:])
    return frozenset(keys[number] for number in np.flatnonzero(net > 1e-6))


def _moves(system: System, keys: list[Key], hidden: frozenset[Key], by: int) -> highspy.HighsLp:
    place = {one: number for number, one in enumerate(keys)}
    count = len(keys)
    lp, starts, columns, values = highspy.HighsLp(), [0], [], []
    for one in system.sums:
        for key, sign in ((one.whole, 1.0), *((part, -1.0) for part in one.parts)):
            columns += [place[key], count + place[key]]
            values += [sign, -sign]
        starts.append(len(columns))
    lp.num_col_, lp.num_row_ = 2 * count, len(system.sums)
    # A cell that is hidden already is nearly free to move; any other costs its people over the distance.
    costs = np.array([1e-4 if key in hidden else cost_of(system, key) / by for key in keys])
    lp.col_cost_ = np.concatenate([costs, costs])
    lp.col_lower_ = np.zeros(2 * count)
    exact = np.array([system.values[key] for key in keys], dtype=np.float64)
    lp.col_upper_ = np.concatenate([np.full(count, float(by)), np.minimum(exact, by)])
    lp.row_lower_ = lp.row_upper_ = np.zeros(len(system.sums))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(values, dtype=np.float64)
    return lp


def _show_again(
    system: System, outsider: Outsider, needs: Mapping[Key, Need], given: frozenset[Key], hidden: frozenset[Key]
) -> frozenset[Key]:
    """Without the cells that turned out not to be needed, those that lose most tried first."""
    outsider.without(hidden)
    witnesses: Witnesses = {}
    for key, need in needs.items():
        found = is_met(outsider, key, need)
        if found is None:
            raise CannotHide(f"{system.code}: {key} can be worked out")
        witnesses[key] = found
    for cell in sorted(hidden - given, key=lambda one: (-cost_of(system, one), one)):
        fewer = hidden - {cell}
        outsider.without(fewer)
        renewed = _renewed(outsider, needs, witnesses, outsider.place[cell])
        if renewed is not None:
            hidden = fewer
            witnesses.update(renewed)
    outsider.without(hidden)
    return hidden


def _renewed(outsider: Outsider, needs: Mapping[Key, Need], witnesses: Witnesses, shown: int) -> Witnesses | None:
    """New witnesses for needs whose old ones moved a cell that is shown now; None where one is not met any more."""
    renewed: Witnesses = {}
    for key, pair in witnesses.items():
        if any(_moves_cell(each.table, outsider.exact, shown) for each in pair):
            found = is_met(outsider, key, needs[key])
            if found is None:
                return None
            renewed[key] = found
    return renewed


def _moves_cell(table: Table, exact: Table, number: int) -> bool:
    return abs(float(table[number] - exact[number])) > 0.5
