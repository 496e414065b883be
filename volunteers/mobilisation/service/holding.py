"""Taking a call in hand: its duty is held first, as by whoever gives or frees a place, so that acts take turns."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.mobilisation.models import Call
from volunteers.mobilisation.queries.calls import get_in_scope, is_over
from volunteers.mobilisation.rules import CallState
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty
from volunteers.rosters.service.holding import hold_duties

ENDED = Refusal("call_ended", "This call has ended already.")
STALE = Refusal("changed_meanwhile", "Someone else has just done something about this call. Look at it again.")


def hold_call(call_id: int, *, version: int, by: Viewer) -> tuple[Call, Duty]:
    """A call in scope that is still open, and its duty, held; ``Conflict`` when staff changed it since it was seen."""
    call, duty = get_in_scope(call_id, by)
    hold_duties(duty.id)
    db.session.scalars(select(Call).where(Call.id == call.id).execution_options(populate_existing=True)).one()
    if call.state is not CallState.OPEN or is_over(duty, clock.now()):
        raise Refused(ENDED)
    if call.version != version:
        raise Conflict(STALE)
    call.version += 1
    return call, duty
