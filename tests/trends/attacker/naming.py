"""What the attacker calls things: a cell of a release, and two published cells that differ by a few people."""

from typing import NamedTuple

from volunteers.trends.disclosure.tables import Key

# The least and the most that a number of people can be, both included.
Interval = tuple[int, int]


class Name(NamedTuple):
    """A cell: the release's name (``2026-09-30``, ``2026-09-30-v2``), the system's code, and the cell's key."""

    release: str
    system: str
    key: Key


class Pair(NamedTuple):
    """Two cohorts that both have a figure, and which people between them are meant.

    ``kind``: ``rest``, the people of the larger row that are not of the smaller, in one release; ``changed``, those
    that are in one of two releases' cells and not in the other; ``came`` and ``went``, those of them that are only in
    the later or only in the earlier one. The first named is the larger or the later cohort.
    """

    kind: str
    first: Name
    second: Name


def scope_of(system: str) -> str:
    """Whose figures these are: ``adults`` or ``cadets``."""
    return system.partition(".")[0]


def is_flow(measure: str) -> bool:
    """Whether a measure is of a stretch of time; ``active`` alone is of one day."""
    return measure != "active"
