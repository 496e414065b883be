"""What a volunteer did at a time already."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.models import Stint
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState


def find_clash(
    volunteer_id: int, starts_at: datetime, ends_at: datetime, *, stint_id: int | None = None, with_duties: bool = False
) -> str | None:
    """The other hours of a volunteer at this time, in words; None where there are none.

    ``with_duties`` finds duties they are on as well: their hours come from booking on and off.
    """
    other = db.session.execute(
        select(Stint.what, Stint.starts_at, Stint.ends_at)
        .where(
            Stint.volunteer_id == volunteer_id, Stint.voided_at.is_(None), Stint.id != (stint_id or 0),
            Stint.starts_at < ends_at, Stint.ends_at > starts_at,
        )
        .order_by(Stint.starts_at)
        .limit(1)
    ).one_or_none()  # fmt: skip
    if other is None and with_duties:
        other = db.session.execute(
            select(Duty.title, Duty.starts_at, Duty.ends_at)
            .join(SignUp, SignUp.duty_id == Duty.id)
            .where(
                SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED,
                Duty.state == DutyState.PUBLISHED, Duty.starts_at < ends_at, Duty.ends_at > starts_at,
                ~select(Stint.id).where(Stint.sign_up_id == SignUp.id).exists(),
            )
            .order_by(Duty.starts_at)
            .limit(1)
        ).one_or_none()  # fmt: skip
    return None if other is None else _in_words(*other)


def _in_words(what: str, starts_at: datetime, ends_at: datetime) -> str:
    begun, ended = clock.in_london(starts_at), clock.in_london(ends_at)
    return f"“{what}” on {begun.day} {begun:%B %Y}, {begun:%H:%M} to {ended:%H:%M}"
