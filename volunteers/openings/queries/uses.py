"""What of this room still needs an area or a unit."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.openings.models import Opening
from volunteers.places.models import Unit
from volunteers.places.rules.uses import Where, uses_in_words


def count_uses(where: Where) -> Sequence[str]:
    """The openings there that are open or to come; one statement."""
    there = Unit.area == where.area if where.unit_id is None else Unit.id == where.unit_id
    wanted = select(func.count(Opening.id)).join(Unit, Unit.id == Opening.unit_id)
    number = db.session.scalar(wanted.where(there, Opening.ended_at.is_(None), Opening.closes_on >= clock.today()))
    return uses_in_words(number, "opening that takes applications or will", "openings that take applications or will")
