"""What of this room still needs an area or a unit."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.places.rules.uses import Where, uses_in_words


def count_uses(where: Where) -> Sequence[str]:
    """Those who serve there, or will; one statement."""
    there = ServicePeriod.area == where.area if where.unit_id is None else ServicePeriod.unit_id == where.unit_id
    still = or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > clock.today())
    number = db.session.scalar(select(func.count(ServicePeriod.volunteer_id.distinct())).where(there, still))
    return uses_in_words(number, "volunteer", "volunteers")
