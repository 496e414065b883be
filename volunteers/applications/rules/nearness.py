"""The units near a place, put together by the kinds of volunteering they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.openings.rules import AT_STATIONS
from volunteers.places.rules import UnitPlace, distance_in_words
from volunteers.strands.rules import Strand

STATION = "station"
# Farther than this, another force is likely to be nearer.
FAR_MILES = 30


@dataclass(frozen=True)
class NearUnit:
    """A unit in words; ``distance`` is empty where it is not known."""

    id: int
    name: str
    area: str
    distance: str


@dataclass(frozen=True)
class NearGroup:
    """The units that one strand, or several alike, can be joined at."""

    strands: tuple[Strand, ...]
    units: tuple[NearUnit, ...]


@dataclass(frozen=True)
class Near:
    """What is near. ``elsewhere`` are the strands without a unit of their own, joined from where one lives."""

    groups: tuple[NearGroup, ...]
    elsewhere: tuple[Strand, ...]
    is_far: bool = False


def near(strands: Sequence[Strand], units: Sequence[UnitPlace], *, areas: dict[str, str]) -> Near:
    """Put units in their order together by strand; strands with the same units stand together. ``areas`` are names."""
    groups: dict[tuple[UnitPlace, ...], list[Strand]] = {}
    elsewhere: list[Strand] = []
    for strand in strands:
        own = _within_reach([unit for unit in units if _is_of(unit, strand)])
        if own:
            groups.setdefault(own, []).append(strand)
        else:
            elsewhere.append(strand)
    miles = [unit.miles for unit in units if unit.miles is not None]
    return Near(
        tuple(NearGroup(tuple(alike), tuple(_in_words(unit, areas) for unit in own)) for own, alike in groups.items()),
        tuple(elsewhere),
        is_far=bool(miles) and min(miles) > FAR_MILES,
    )


def _within_reach(units: Sequence[UnitPlace]) -> tuple[UnitPlace, ...]:
    """Without those too far to go, once one is known to be nearer."""
    far = [unit for unit in units if unit.miles is not None and unit.miles > FAR_MILES]
    is_one_nearer = any(unit.miles is not None and unit.miles <= FAR_MILES for unit in units)
    return tuple(unit for unit in units if not (is_one_nearer and unit in far))


def _is_of(unit: UnitPlace, strand: Strand) -> bool:
    """Whether a strand is joined at a unit: its own, or a station's team where it serves from the stations."""
    return unit.strand == strand.code or (unit.strand is None and unit.kind == STATION and strand.code in AT_STATIONS)


def _in_words(unit: UnitPlace, areas: dict[str, str]) -> NearUnit:
    distance = "" if unit.miles is None else distance_in_words(unit.miles)
    return NearUnit(unit.id, unit.name, areas.get(unit.area, ""), distance)
