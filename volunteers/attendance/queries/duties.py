"""Duties as they are booked on and off: one's own, those one leads, and those staff look over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from volunteers import clock
from volunteers.attendance.models import WelfareCheck
from volunteers.attendance.queries.welfare import overdue
from volunteers.attendance.rules import books_now, leads_now
from volunteers.attendance.rules.windows import OPEN_AFTER
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import clock_words
from volunteers.rosters.rules.attendance import EARLIEST_BEFORE

MOST_OVERDUE = 200


@dataclass(frozen=True)
class OwnDuty:
    """A duty of one's own. ``opens`` is from when one may book on, in words; ``leads`` that one books the others."""

    words: DutyWords
    sign_up_id: int
    on: datetime | None
    off: datetime | None
    leads: bool
    is_open: bool
    opens: str
    is_over: bool

    @property
    def next_act(self) -> str | None:
        """What there is to press now: on, off, or nothing."""
        if not self.is_open or self.off is not None:
            return None
        if self.on is None:
            return None if self.is_over else "on"
        return "off"


@dataclass(frozen=True)
class BookedDuty:
    """A duty as its leader and staff book people on and off it."""

    words: DutyWords
    strand: str
    area: str
    leader_id: int | None
    starts_at: datetime
    has_begun: bool


@dataclass(frozen=True)
class Overdue:
    """Someone not booked off, for staff: which duty, since when, and who knows of it."""

    words: DutyWords
    sign_up_id: int
    name: str
    ended_at: datetime
    told: str


def get_own(duty_id: int, viewer: Viewer) -> OwnDuty:
    """One's own place on a duty; otherwise ``NotFound``."""
    row = db.session.execute(_own(viewer).where(Duty.id == duty_id)).one_or_none()
    if row is None:
        raise NotFound(f"no place of this viewer on duty {duty_id}")
    return _own_duty(row)


def list_today(viewer: Viewer) -> list[OwnDuty]:
    """One's own duties that may be booked on or off now, and are not done with."""
    now = clock.now()
    near = and_(Duty.starts_at <= now + EARLIEST_BEFORE, Duty.ends_at >= now - OPEN_AFTER)
    rows = db.session.execute(_own(viewer).where(near).order_by(Duty.starts_at, Duty.id).limit(5))
    found = [_own_duty(row) for row in rows]
    return [one for one in found if one.next_act or (one.leads and one.is_open)]


def get_led(duty_id: int, viewer: Viewer) -> BookedDuty:
    """A duty the viewer leads, while they do; otherwise ``NotFound``."""
    row = db.session.execute(
        select(Duty)
        .join(Volunteer, Volunteer.id == Duty.leader_id)
        .where(Duty.id == duty_id, Volunteer.account_id == viewer.account_id)
    ).scalar_one_or_none()
    if row is None or not leads_now(row.starts_at, row.ends_at, clock.now()):
        raise NotFound(f"no duty {duty_id} that this viewer leads")
    return _booked(row)


def get_for_staff(duty_id: int, viewer: Viewer) -> BookedDuty:
    """A duty in scope of staff who record attendance; otherwise ``NotFound``."""
    return _booked(_one(Duty.id == duty_id, viewer.within(Permission.ATTENDANCE_RECORD, Duty.strand, Duty.area)))


def list_overdue(viewer: Viewer) -> Sequence[Overdue]:
    """Everyone in scope who was not booked off in time and whom nobody found safe, the longest ago first."""
    now = clock.now()
    rows = db.session.execute(
        select(Duty, SignUp.id, Volunteer, WelfareCheck)
        .select_from(Attendance)
        .join(SignUp, SignUp.id == Attendance.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .outerjoin(WelfareCheck, WelfareCheck.sign_up_id == SignUp.id)
        .where(
            overdue(now), viewer.within(Permission.ATTENDANCE_RECORD, Duty.strand, Duty.area),
            or_(WelfareCheck.sign_up_id.is_(None), WelfareCheck.safe_at.is_(None)),
        )
        .order_by(Duty.ends_at, SignUp.id)
        .limit(MOST_OVERDUE)
    )  # fmt: skip
    return [
        Overdue(_words(duty), sign_up_id, f"{who.first_name} {who.last_name}", duty.ends_at, _told(check))
        for duty, sign_up_id, who, check in rows
    ]


def _told(check: Any) -> str:
    if check is None:
        return "Nobody has been told yet"
    if check.escalated_at is not None:
        return f"The leader at {_time(check.told_at)}, those in charge at {_time(check.escalated_at)}"
    return f"{'The leader' if check.told_leader else 'Those in charge'} at {_time(check.told_at)}"


def _time(at: datetime) -> str:
    return clock_words(clock.in_london(at))


def _own(viewer: Viewer) -> Any:
    return (
        select(Duty, SignUp.id, Attendance, Volunteer.id)
        .join(SignUp, SignUp.duty_id == Duty.id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(
            Volunteer.account_id == viewer.account_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED,
        )
    )  # fmt: skip


def _own_duty(row: Row[*tuple[Any, ...]]) -> OwnDuty:
    duty, sign_up_id, stands, volunteer_id = row
    now, opens = clock.now(), clock.in_london(duty.starts_at - EARLIEST_BEFORE)
    leads = duty.leader_id == volunteer_id and now >= duty.starts_at - timedelta(hours=2)
    return OwnDuty(
        _words(duty), sign_up_id, stands.booked_on_at if stands else None, stands.booked_off_at if stands else None,
        leads, books_now(duty.starts_at, duty.ends_at, now), f"{clock_words(opens)} on {opens:%A}", duty.ends_at <= now,
    )  # fmt: skip


def _one(*conditions: ColumnElement[bool]) -> Duty:
    duty = db.session.scalars(select(Duty).where(*conditions)).one_or_none()
    if duty is None:
        raise NotFound("no such duty for this viewer")
    return duty


def _booked(duty: Duty) -> BookedDuty:
    return BookedDuty(
        _words(duty), duty.strand, duty.area, duty.leader_id, duty.starts_at, duty.starts_at <= clock.now()
    )


def _words(duty: Duty) -> DutyWords:
    return words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
