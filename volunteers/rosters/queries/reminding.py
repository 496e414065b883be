"""Whom to remind of a duty that begins soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Integer

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.queries.choices import reminder_hours
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty, DutyReminder, DutyState, SignUp, SignUpState
from volunteers.rosters.rules.reminding import reminder_due

# A week before is the earliest anyone can choose; a day more for the night the clocks go back.
FURTHEST = timedelta(days=8)


@dataclass(frozen=True)
class Due:
    """A reminder someone is due: of which place, and how many hours before the duty."""

    sign_up_id: int
    hours: int


def list_reminders_due() -> list[Due]:
    """Every reminder that is due now, the soonest duty first; two statements however many there are."""
    now = clock.now()
    rows = _soon(now)
    chosen = reminder_hours({row.account_id for row in rows})
    found = []
    for row in rows:
        hours = reminder_due(
            clock.in_london(row.starts_at), chosen.get(row.account_id, ()), signed_up=row.signed_up_at,
            sent=row.sent or (), now=now,
        )  # fmt: skip
        if hours is not None:
            found.append(Due(row.id, hours))
    return found


def _soon(now: datetime) -> Sequence[Any]:
    sent = (
        select(func.array_agg(DutyReminder.hours, type_=ARRAY(Integer)))
        .where(DutyReminder.sign_up_id == SignUp.id, DutyReminder.starts_at == Duty.starts_at)
        .scalar_subquery()
    )
    return db.session.execute(
        select(SignUp.id, SignUp.signed_up_at, Volunteer.account_id, Duty.starts_at, sent.label("sent"))
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(
            SignUp.state == SignUpState.CONFIRMED, Duty.state == DutyState.PUBLISHED, Duty.starts_at > now,
            Duty.starts_at <= now + FURTHEST,
        )
        .order_by(Duty.starts_at, SignUp.id)
    ).all()  # fmt: skip
