"""Where postcode districts and units are, and which units are near."""

import csv
from collections.abc import Sequence
from functools import cache
from math import cos, radians
from pathlib import Path

from sqlalchemy import ColumnElement, Select, func, or_, select

from volunteers.extensions import db
from volunteers.places.models import Unit, UnitKind
from volunteers.places.queries.units import offered
from volunteers.places.rules import Position, UnitPlace, miles_between

DISTRICTS = Path(__file__).parent.parent / "published" / "postcode_districts.csv"
MOST_OF_A_KIND = 5
MOST_IN_AN_AREA = 50


@cache
def districts_of(file: Path) -> dict[str, Position]:
    """The middle of every postcode district of a file; raises ``ValueError`` naming the line that cannot be read."""
    found = {}
    with file.open(encoding="utf-8", newline="") as opened:
        for number, line in enumerate(csv.DictReader(opened), 2):
            try:
                found[line["district"]] = Position(float(line["latitude"]), float(line["longitude"]))
            except (KeyError, TypeError, ValueError) as fault:
                raise ValueError(f"{file.name}, line {number}: {fault}") from fault
    return found


def find_district(code: str) -> Position | None:
    """The middle of a postcode district, or None when it is not known."""
    return districts_of(DISTRICTS).get(code)


def list_near(here: Position, *, strand: str | None = None) -> list[UnitPlace]:
    """The nearest units of each strand and kind, nearest first; of one strand alone when one is named.

    A unit that serves every strand stands with its kind. One without a position is left out; see ``list_unplaced``.
    """
    # Good enough to choose the few by; how far those are is then worked out on the sphere.
    narrowing = cos(radians(here.latitude))
    apart = func.power(Unit.latitude - here.latitude, 2) + func.power((Unit.longitude - here.longitude) * narrowing, 2)
    place = func.row_number().over(partition_by=(Unit.strand, Unit.kind), order_by=(apart, Unit.id)).label("place")
    ranked = (
        select(Unit.id, Unit.name, Unit.kind, Unit.strand, Unit.area, Unit.latitude, Unit.longitude, place)
        .where(Unit.latitude.is_not(None), Unit.longitude.is_not(None), *_serving(strand))
        .subquery()
    )
    rows = db.session.execute(select(ranked).where(ranked.c.place <= MOST_OF_A_KIND)).all()
    found = [
        UnitPlace(
            row.id, row.name, row.kind, row.strand, row.area,
            miles_between(here, Position(row.latitude, row.longitude)),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda unit: (unit.miles or 0, unit.name))


def list_unplaced(*, strand: str | None = None) -> list[UnitPlace]:
    """The units whose position is not known, by name; not more than a page of them."""
    wanted = _places().where(or_(Unit.latitude.is_(None), Unit.longitude.is_(None)), *_serving(strand))
    return _listed(wanted)


def list_in_area(area: str, *, strand: str | None = None) -> list[UnitPlace]:
    """The units of an area of the force, by name; not more than a page of them."""
    return _listed(_places().where(Unit.area == area, *_serving(strand)))


def area_of_unit(unit_id: int) -> str | None:
    """The area a unit is in; None where there is no such unit."""
    return db.session.scalar(select(Unit.area).where(Unit.id == unit_id))


def _serving(strand: str | None) -> Sequence[ColumnElement[bool]]:
    return (offered(),) if strand is None else (offered(), or_(Unit.strand == strand, Unit.strand.is_(None)))


def _places() -> Select[int, str, UnitKind, str | None, str]:
    return select(Unit.id, Unit.name, Unit.kind, Unit.strand, Unit.area).order_by(Unit.name, Unit.id)


def _listed(wanted: Select[int, str, UnitKind, str | None, str]) -> list[UnitPlace]:
    return [UnitPlace(*row) for row in db.session.execute(wanted.limit(MOST_IN_AN_AREA))]
