"""What of this room still needs an area or a unit."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.places.rules.uses import Where, uses_in_words
from volunteers.rosters.models import Duty, DutyState


def count_uses(where: Where) -> Sequence[str]:
    """The duties there that are to come; one statement."""
    there = Duty.area == where.area if where.unit_id is None else Duty.unit_id == where.unit_id
    ahead = (Duty.ends_at > clock.now(), Duty.state != DutyState.CANCELLED)
    number = db.session.scalar(select(func.count(Duty.id)).where(there, *ahead))
    return uses_in_words(number, "duty to come", "duties to come")
