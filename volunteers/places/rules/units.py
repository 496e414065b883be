"""A unit as someone who looks for one sees it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitPlace:
    """A unit that someone could join. ``kind`` is a word of ``UnitKind``; ``miles`` is None when it is not known."""

    id: int
    name: str
    kind: str
    strand: str | None
    area: str
    miles: float | None = None
