"""What becomes of fillings by themselves: proposals nobody came back to are closed, and all of it erased some day."""

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.rosters.models import Filling, FillingGap, FillingPlace
from volunteers.rosters.queries.fillings import WORKING
from volunteers.rosters.rules.filling import CLOSED_AFTER, KEPT_FOR, FillingState
from volunteers.rosters.service.filling import close


def close_old() -> None:
    """Close proposals of a week ago, and erase fillings of 90 days ago, with everyone who was proposed in them."""
    now = clock.now()
    old = select(Filling).where(Filling.state == FillingState.READY, Filling.finished_at < now - CLOSED_AFTER)
    for filling in db.session.scalars(old.order_by(Filling.id).with_for_update(of=Filling)).all():
        close(filling, by=None)
    db.session.flush()
    is_over = (Filling.state.not_in([*WORKING, FillingState.READY]), Filling.asked_at < now - KEPT_FOR)
    over = db.session.scalars(select(Filling.id).where(*is_over)).all()
    for model, of in (
        (FillingPlace, FillingPlace.filling_id),
        (FillingGap, FillingGap.filling_id),
        (Filling, Filling.id),
    ):
        db.session.execute(delete(model).where(of.in_(over)).execution_options(synchronize_session=False))
