"""What is counted and how it adds up: cells, and sums of cells.

A cell is named by three words. Its measure: ``active``, ``applied``, ``appointed``, ``left``, ``ended``,
``reached:<stage>`` or ``lost:<stage>``. Its place: ``all`` strands of adults, a strand, or ``area:<code>`` for all of
them in an area. Its group: ``total``, or a group of the characteristic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# The people of a measure at a place.
Row = tuple[str, str]


class Key(NamedTuple):
    """The name of a cell."""

    measure: str
    place: str
    group: str

    @property
    def row(self) -> Row:
        """The people it is a part of."""
        return self.measure, self.place


@dataclass(frozen=True)
class SumOf:
    """A cell that is the sum of others."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class System:
    """Cells with their exact values and how they add up: what one outsider would set up as equations.

    ``code`` is a characteristic with its scope (``adults.ethnicity``), or ``adults.people`` for counts by no group.
    """

    code: str
    values: Mapping[Key, int]
    sums: Sequence[SumOf]

    def faults(self) -> list[str]:
        """Sums that do not add up, and parts that are not there, in words."""
        found = []
        for one in self.sums:
            missing = [key for key in (one.whole, *one.parts) if key not in self.values]
            if missing:
                found.append(f"{self.code}: {missing[0]} is not counted")
            elif self.values[one.whole] != sum(self.values[part] for part in one.parts):
                found.append(f"{self.code}: the parts of {one.whole} do not add up to it")
        return found
