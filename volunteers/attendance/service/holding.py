"""Taking a place on a duty in hand, and who may say when somebody came and went."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.attendance.models import BookingSource
from volunteers.attendance.rules import Place, leads_now
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, SignUp

NOT_ONESELF = Refusal("own_hours", "You cannot book yourself on or off here. Use your own page of the duty.")
# Their own rooms have judged who may keep a register or send a return.
JUDGED_ELSEWHERE = frozenset({BookingSource.REGISTER, BookingSource.RETURN})


@dataclass
class Held:
    """A place on a duty, held until the end of the transaction, with what stands of the attendance."""

    sign_up: SignUp
    duty: Duty
    attendance: Attendance | None
    account_id: int  # of whose place it is
    leader_account_id: int | None

    @property
    def place(self) -> Place:
        return Place(self.sign_up.state, self.duty.state, self.duty.starts_at, self.duty.ends_at)


def take(sign_up_id: int, *, source: BookingSource, by: Viewer) -> Held:
    """The place, for someone who may say this of it; otherwise ``NotFound``, and ``Refused`` where it is their own."""
    held = _hold(sign_up_id)
    if source in JUDGED_ELSEWHERE:
        return held
    if source is BookingSource.PHONE:
        allowed = held.account_id == by.account_id and by.may(Permission.ATTENDANCE_BOOK)
    elif source is BookingSource.LEADER:
        allowed = is_leader(held, by)
    else:
        allowed = by.may_in(Permission.ATTENDANCE_RECORD, held.duty.strand, held.duty.area)
        if allowed and held.account_id == by.account_id:
            raise Refused(NOT_ONESELF)
    if not allowed:
        raise NotFound(f"no sign-up {sign_up_id} for this viewer")
    return held


def is_leader(held: Held, by: Viewer) -> bool:
    """Whether they lead the duty now: from two hours before it until a day after."""
    leads = held.leader_account_id == by.account_id and by.may(Permission.ATTENDANCE_BOOK)
    return leads and leads_now(held.duty.starts_at, held.duty.ends_at, clock.now())


def source_of(sign_up_id: int, *, by: Viewer) -> BookingSource:
    """As what they speak of someone else: staff in scope, or else the duty's leader."""
    duty = db.session.execute(
        select(Duty.strand, Duty.area).join(SignUp, SignUp.duty_id == Duty.id).where(SignUp.id == sign_up_id)
    ).one_or_none()
    if duty is not None and by.may_in(Permission.ATTENDANCE_RECORD, duty.strand, duty.area):
        return BookingSource.STAFF
    return BookingSource.LEADER


def _hold(sign_up_id: int) -> Held:
    leader = aliased(Volunteer)
    found = db.session.execute(
        select(SignUp, Duty, Volunteer.account_id, leader.account_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .outerjoin(leader, leader.id == Duty.leader_id)
        .where(SignUp.id == sign_up_id)
        .with_for_update(of=SignUp, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no sign-up {sign_up_id}")
    sign_up, duty, account_id, leader_account_id = found
    # Read after the lock: what someone else has just booked is seen.
    attendance = db.session.scalars(
        select(Attendance).where(Attendance.sign_up_id == sign_up_id).execution_options(populate_existing=True)
    ).one_or_none()
    return Held(sign_up, duty, attendance, account_id, leader_account_id)
