"""Who is due to be reminded of a form."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import PermissionState
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState


def list_due_for_reminder(*, limit: int = 1_000) -> Sequence[int]:
    """Forms asked for and not answered, for events that begin within the force's days, not reminded of yet."""
    now = clock.now()
    soon = now + timedelta(days=current_force().cadet_nights.reminder_days)
    due = (
        select(EventPermission.id)
        .join(Duty, Duty.id == EventPermission.duty_id)
        .join(SignUp, (SignUp.duty_id == Duty.id) & (SignUp.volunteer_id == EventPermission.volunteer_id))
        .where(
            EventPermission.state == PermissionState.ASKED, EventPermission.reminded_at.is_(None),
            EventPermission.asked_at < now - timedelta(days=1), SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.starts_at > now, Duty.starts_at <= soon,
        )
    )  # fmt: skip
    return db.session.scalars(due.order_by(EventPermission.id).limit(limit)).all()
