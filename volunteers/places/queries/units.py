"""The units as administrators keep them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.places.models import Unit

MOST_UNITS = 500


def offered() -> ColumnElement[bool]:
    """Whether a unit may be chosen for something new."""
    return Unit.ended_on.is_(None)


def list_units(*, area: str | None = None, ended: bool = False) -> Sequence[Unit]:
    """The units by area and name, those that ended or those that did not, of one area when it is named."""
    wanted = select(Unit).where(Unit.ended_on.is_not(None) if ended else offered())
    if area is not None:
        wanted = wanted.where(Unit.area == area)
    return db.session.scalars(wanted.order_by(Unit.area, Unit.name, Unit.id).limit(MOST_UNITS)).all()


def count_units() -> dict[str, int]:
    """How many units each area has now, by its code."""
    rows = db.session.execute(select(Unit.area, func.count()).where(offered()).group_by(Unit.area))
    return {area: number for area, number in rows}  # noqa: C416 - a row is no pair to mypy


def get_unit(unit_id: int) -> Unit:
    """One unit, ended or not; raises ``NotFound``."""
    if (unit := db.session.get(Unit, unit_id)) is None:
        raise NotFound(f"no unit {unit_id}")
    return unit
