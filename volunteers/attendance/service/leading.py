"""Who leads a duty: one of those on it, chosen by staff."""

from sqlalchemy import select

from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, SignUp, SignUpState

NOT_ON_IT = Refusal("not_on_duty", "Choose someone who is on the duty.")


def choose_leader(duty_id: int, *, volunteer_id: int | None, by: Viewer) -> None:
    """Let someone on the duty lead it, or (None) nobody. They may then book the others on and off."""
    duty = db.session.scalars(
        select(Duty)
        .where(Duty.id == duty_id, by.within(Permission.ATTENDANCE_RECORD, Duty.strand, Duty.area))
        .with_for_update(of=Duty, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if duty is None:
        raise NotFound(f"no duty {duty_id} for this viewer")
    if volunteer_id is not None and not _is_on(duty_id, volunteer_id):
        raise Refused(NOT_ON_IT)
    if duty.leader_id != volunteer_id:
        duty.leader_id = volunteer_id
        record("leader_chosen", subject="duty", subject_id=duty_id, by=by.account_id, volunteer_id=volunteer_id)


def _is_on(duty_id: int, volunteer_id: int) -> bool:
    on_it = select(SignUp.id).where(
        SignUp.duty_id == duty_id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED
    )
    return db.session.scalar(on_it) is not None
