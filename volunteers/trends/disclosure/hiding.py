"""Which further cells are hidden, so that nobody can work out the cells that must not be known.

``hide`` gives a pattern in which every need is met, and in which no cell can be shown again. Systems of few cells are
solved for the least number of people hidden (``optimum``); in larger ones the pattern is built cell by cell.
"""

from collections.abc import Callable, Iterable, Mapping

from volunteers.trends.disclosure.needs import Need
from volunteers.trends.disclosure.optimum import least
from volunteers.trends.disclosure.outsider import Outsider
from volunteers.trends.disclosure.parts import parts_of
from volunteers.trends.disclosure.paths import cheapest
from volunteers.trends.disclosure.tables import Key, System

# Up to so many cells and needs the least pattern is looked for: seconds, not minutes.
FEW_CELLS, FEW_NEEDS = 130, 12
# The cost of a cell that is given whatever comes.
NEVER = float("inf")

Order = Callable[[int], int]
# Largest first and smallest first: now the one, now the other hides fewer.
ORDERS: tuple[Order, ...] = (lambda value: -value, lambda value: value)


class CannotHide(ValueError):
    """Even with every cell hidden something could be worked out of ``key``."""

    def __init__(self, system: str, key: Key) -> None:
        super().__init__(f"{system}: {key} can be worked out whatever is hidden")
        self.key = key


def hide(
    system: System, needs: Mapping[Key, Need], forced: Iterable[Key] = (), shown: Iterable[Key] = ()
) -> frozenset[Key]:
    """The cells to hide: those with needs, those ``forced``, and what has to go with them; never one that is ``shown``.

    Raises ``CannotHide`` where that is not enough.
    """
    hidden = frozenset(needs) | frozenset(forced)
    for part in parts_of(system):
        inside = {key: need for key, need in needs.items() if key in part.values}
        if inside:
            costs = {key: cost_of(part, key) for key in part.values}
            costs.update({key: NEVER for key in shown if key in part.values})
            given = frozenset(key for key in hidden if key in part.values)
            hidden |= _Part(part, inside, costs).hide(given)
    return hidden


def cost_of(system: System, key: Key) -> float:
    """What hiding a cell loses: its people, and a little for the cell itself."""
    return system.values[key] + 0.5


class _Part:
    """One part of a system with its needs, and someone outside who looks at what is hidden so far."""

    def __init__(self, system: System, needs: Mapping[Key, Need], costs: Mapping[Key, float]) -> None:
        self.system, self.needs, self.costs = system, needs, costs
        self.outsider = Outsider(system)

    def hide(self, given: frozenset[Key]) -> frozenset[Key]:
        """What is given as hidden, and what goes with it."""
        self.outsider.without(given)
        # Most cells of few people hide each other: what needs nothing more now never will.
        self.needs = {key: need for key, need in self.needs.items() if not self.outsider.is_unsure(key, need)}
        are_few = len(self.needs) <= FEW_NEEDS
        found = min((self._in_order(order, given) for order in ORDERS[: 2 if are_few else 1]), key=self._lost)
        open_yet = {key: cost for key, cost in self.costs.items() if key not in given and cost != NEVER}
        if self.needs and are_few and len(self.costs) <= FEW_CELLS:
            found = least(self.outsider, self.needs, given, found, open_yet)
        return found

    def _in_order(self, order: Order, given: frozenset[Key]) -> frozenset[Key]:
        """A pattern built by seeing to one need after the other."""
        self.outsider.without(given)
        found = given
        for key in sorted(self.needs, key=lambda one: (order(self.system.values[one]), one)):
            found = self._cover(key, found)
        return self._show_again(given, found)

    def _lost(self, hidden: frozenset[Key]) -> tuple[float, list[Key]]:
        return sum(cost_of(self.system, key) for key in hidden), sorted(hidden)

    def _cover(self, key: Key, hidden: frozenset[Key]) -> frozenset[Key]:
        """With the cheapest further cells that leave an outsider unsure enough about one."""
        while not self.outsider.is_unsure(key, self.needs[key]):
            path = self._path(key, hidden)
            if path is None or path <= hidden:
                raise CannotHide(self.system.code, key)
            hidden |= path
            self.outsider.without(hidden)
        return hidden

    def _path(self, key: Key, hidden: frozenset[Key]) -> frozenset[Key] | None:
        """The cells by which one can rise as far as it must, or, where it cannot, fall."""
        need, value = self.needs[key], self.system.values[key]
        low = self.outsider.lowest(key).value
        rise = max(need.high_at_least, low + need.width - 1) - value
        path = cheapest(self.system, key, max(rise, 1), hidden, self.costs)
        return path or cheapest(self.system, key, -min(value, need.width - 1), hidden, self.costs)

    def _show_again(self, given: frozenset[Key], hidden: frozenset[Key]) -> frozenset[Key]:
        """Without the cells that turned out not to be needed, those that lose most tried first."""
        for cell in sorted(hidden - given, key=lambda one: (-self.costs[one], one)):
            self.outsider.without(hidden - {cell})
            if all(self.outsider.is_unsure(key, need) for key, need in self.needs.items()):
                hidden -= {cell}
        self.outsider.without(hidden)
        return hidden
