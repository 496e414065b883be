"""What of this room still needs an area or a unit."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers import clock
from volunteers.appointments.models import Session, SessionState
from volunteers.extensions import db
from volunteers.places.rules.uses import Where, uses_in_words


def count_uses(where: Where) -> Sequence[str]:
    """The sessions there that are to come; one statement."""
    there = Session.area == where.area if where.unit_id is None else Session.unit_id == where.unit_id
    ahead = (Session.ends_at > clock.now(), Session.state == SessionState.OPEN)
    number = db.session.scalar(select(func.count(Session.id)).where(there, *ahead))
    return uses_in_words(number, "session to come", "sessions to come")
