"""The units a page of duties can be narrowed to."""

from sqlalchemy import or_, select

from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.strands.queries import all_strands

MOST_UNITS = 500


def list_units_in_scope(viewer: Viewer, *, strand: str | None = None, area: str | None = None) -> list[tuple[int, str]]:
    """The units where the viewer sees duties, of a strand and an area where they are named, as (number, name)."""
    query = select(Unit.id, Unit.name, Unit.area, Unit.strand).where(offered())
    if strand is not None:
        query = query.where(or_(Unit.strand.is_(None), Unit.strand == strand))
    if area is not None:
        query = query.where(Unit.area == area)
    every = [one.code.value for one in all_strands()]
    return [
        (unit_id, name)
        for unit_id, name, where, of in db.session.execute(query.order_by(Unit.name, Unit.id).limit(MOST_UNITS))
        if any(viewer.may_in(Permission.DUTY_READ, one, where) for one in ([of] if of else every))
    ]
