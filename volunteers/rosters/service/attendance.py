"""Booking volunteers on and off duty; hours are credited by the time that really passed."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, SignUp
from volunteers.rosters.rules import minutes_between, refusals_to_book_off, refusals_to_book_on

NOT_ONESELF = Refusal("own_hours", "You cannot book yourself on or off. Another supervisor can.", "another supervisor")


def book_on(sign_up_id: int, *, at: datetime, by: Viewer) -> Attendance:
    """Note that a volunteer came on duty at a moment. Refused in the future, long before or after it, or twice."""
    sign_up, duty, attendance = _lock(sign_up_id, by)
    refusals = refusals_to_book_on(
        state=sign_up.state, duty_state=duty.state, starts_at=duty.starts_at, ends_at=duty.ends_at, at=at,
        now=clock.now(), booked_on_at=attendance.booked_on_at if attendance else None,
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    attendance = Attendance(
        sign_up_id=sign_up.id, volunteer_id=sign_up.volunteer_id, strand=duty.strand, area=duty.area,
        booked_on_at=at, booked_off_at=None, minutes=None, recorded_by_id=by.account_id,
    )  # fmt: skip
    db.session.add(attendance)
    db.session.flush()  # so that booking off in the same breath finds it
    record("booked_on", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=sign_up.volunteer_id)
    return attendance


def book_off(sign_up_id: int, *, at: datetime, by: Viewer) -> Attendance:
    """Note that a volunteer went off duty, and credit the minutes. Refused before they came on, in the future, twice,
    or more than 24 hours after."""
    sign_up, duty, attendance = _lock(sign_up_id, by)
    refusals = refusals_to_book_off(
        booked_on_at=attendance.booked_on_at if attendance else None,
        booked_off_at=attendance.booked_off_at if attendance else None,
        at=at, now=clock.now(),
    )  # fmt: skip
    if refusals or attendance is None:
        raise Refused(refusals)
    attendance.booked_off_at = at
    attendance.minutes = minutes_between(attendance.booked_on_at, at)
    record("booked_off", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=sign_up.volunteer_id)
    return attendance


def _lock(sign_up_id: int, by: Viewer) -> tuple[SignUp, Duty, Attendance | None]:
    """The sign-up, held until the end of the transaction; not found when it is out of the actor's scope."""
    found = db.session.execute(
        select(SignUp, Duty, Volunteer.account_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(SignUp.id == sign_up_id, by.within(Permission.ATTENDANCE_RECORD, Duty.strand, Duty.area))
        .with_for_update(of=SignUp, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no sign-up {sign_up_id} for this viewer")
    sign_up, duty, account_id = found
    if account_id == by.account_id:
        raise Refused(NOT_ONESELF)
    # Read after the lock: what someone else has just booked is seen.
    attendance = db.session.scalars(select(Attendance).where(Attendance.sign_up_id == sign_up_id)).one_or_none()
    return sign_up, duty, attendance
