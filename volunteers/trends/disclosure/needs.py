"""Which cells must not be known, and how unsure an outsider must be left about each.

Sources: assurance.md 4.6, whose worked examples are named by their numbers; threshold 10 after the ONS's rule of thumb.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from volunteers.trends.disclosure.tables import Key, System


@dataclass(frozen=True)
class Need:
    """What the interval that an outsider can prove of a cell must be like.

    It holds ``width`` whole numbers or more, reaches ``high_at_least``, and where ``low_at_most`` is given begins there
    or lower.
    """

    width: int
    high_at_least: int = 0
    low_at_most: int | None = None

    def is_met(self, low: int, high: int) -> bool:
        """Whether an interval, both ends included, leaves an outsider unsure enough."""
        return (
            high - low + 1 >= self.width
            and high >= self.high_at_least
            and (self.low_at_most is None or low <= self.low_at_most)
        )


def small(threshold: int) -> Need:
    """Of few people: it must be able to be as many as are published, and not be known so closely (1, 5, 6)."""
    return Need(width=threshold, high_at_least=threshold, low_at_most=threshold - 1)


def unsure(threshold: int) -> Need:
    """Of however many people: its value must not be known within the threshold."""
    return Need(width=threshold)


@dataclass(frozen=True)
class Splits:
    """How the people of one cell fared: ``whole`` reached a point, ``parts`` say what became of them."""

    whole: Key
    parts: tuple[Key, ...]


def small_cells(system: System, threshold: int) -> dict[Key, Need]:
    """Every cell of 1 to ``threshold`` - 1 people."""
    return {key: small(threshold) for key, value in system.values.items() if 0 < value < threshold}


def full_rows(system: System, stated: Iterable[str], threshold: int) -> dict[Key, Need]:
    """Rows of people who are all of one stated group: whoever is known to be in the row would be known to be of it.

    Being of no stated group says nothing, so a row in which nobody answered is not meant.
    """
    groups = frozenset(stated)
    return {
        key: unsure(threshold)
        for key, value in system.values.items()
        if key.group in groups and value and value == system.values.get(key._replace(group="total"))
    }


def one_sided_splits(system: System, splits: Iterable[Splits], threshold: int) -> dict[Key, Need]:
    """Outcomes that nobody or everybody of some people had (11): the parts that are zero, whatever the base."""
    found = {}
    for split in splits:
        if system.values[split.whole]:
            found.update({part: small(threshold) for part in split.parts if not system.values[part]})
    return found


def all_of(*several: Mapping[Key, Need]) -> dict[Key, Need]:
    """All needs; of two for one cell, both: the stricter of each part."""
    found: dict[Key, Need] = {}
    for needs in several:
        for key, need in needs.items():
            found[key] = _both(found[key], need) if key in found else need
    return found


def _both(one: Need, other: Need) -> Need:
    lows = [need.low_at_most for need in (one, other) if need.low_at_most is not None]
    return Need(max(one.width, other.width), max(one.high_at_least, other.high_at_least), min(lows, default=None))
