"""The places of an opening, exact however many people want the last one."""

from sqlalchemy import or_, update

from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.openings.models import Opening
from volunteers.openings.queries import get_opening
from volunteers.openings.rules import GONE, refusal_to_take


def take_place(opening_id: int) -> None:
    """Count one more application to an opening; refused once it is full or closed, and before it opens.

    One guarded update: of any number of people who want the last place in one moment, one has it.
    """
    today = clock.today()
    has_place = or_(Opening.places.is_(None), Opening.taken < Opening.places)
    took = db.session.scalar(
        update(Opening)
        .where(Opening.id == opening_id, has_place, Opening.ended_at.is_(None))
        .where(Opening.opens_on <= today, Opening.closes_on >= today)
        .values(taken=Opening.taken + 1)
        .returning(Opening.id)
        .execution_options(synchronize_session=False)
    )
    if took is None:
        line = get_opening(opening_id, today)
        raise Refused(refusal_to_take(line.state, line.opens_on) or GONE)


def give_back_place(opening_id: int) -> None:
    """An application that took a place ended: the place is free again. Never counts below none taken."""
    db.session.execute(
        update(Opening)
        .where(Opening.id == opening_id, Opening.taken > 0)
        .values(taken=Opening.taken - 1)
        .execution_options(synchronize_session=False)
    )
