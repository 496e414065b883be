"""Who was booked on and should have been booked off by now, and who is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.attendance.models import WelfareCheck
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Account, RoleGrant, Volunteer
from volunteers.permissions import CHILDRENS_STRAND, Permission, Role, Viewer
from volunteers.rosters.models import Attendance, Duty, SignUp
from volunteers.rosters.rules import hours_words, in_words

LOOK_AFTER_DUTIES = (Role.COORDINATOR, Role.SUPERVISOR, Role.CLEARED_FOR_CHILDREN)
# Older than this is no emergency any more but paper that was never handed in: it stays on the list, and is not told.
TOLD_WITHIN = timedelta(days=2)
ADULT = 18


@dataclass(frozen=True)
class Told:
    """Someone to write to."""

    account_id: int
    email: str
    is_adult: bool


@dataclass(frozen=True)
class Missing:
    """Someone who is booked on, whose duty ended an hour and more ago, and whom nobody has found safe."""

    sign_up_id: int
    duty_id: int
    strand: str
    area: str
    title: str
    meeting_place: str
    when: str
    name: str
    person: Told
    leader: Told | None
    told_at: datetime | None
    is_to_escalate: bool


def overdue(now: datetime) -> ColumnElement[bool]:
    """Booked on, not off, and the duty ended longer ago than the force waits."""
    wait = timedelta(minutes=current_force().numbers.welfare_check_minutes)
    return and_(Attendance.booked_off_at.is_(None), Duty.ends_at <= now - wait)


def list_missing() -> list[Missing]:
    """Everyone to tell of now: never told of, or told to the leader and not answered in time."""
    now, leader, theirs, own = clock.now(), aliased(Volunteer), aliased(Account), aliased(Account)
    again = now - timedelta(minutes=current_force().numbers.welfare_escalation_minutes)
    is_new = WelfareCheck.sign_up_id.is_(None)
    is_unanswered = and_(
        WelfareCheck.told_leader, WelfareCheck.escalated_at.is_(None), WelfareCheck.safe_at.is_(None),
        WelfareCheck.told_at <= again,
    )  # fmt: skip
    rows = db.session.execute(
        select(SignUp.id, Duty, Volunteer, own.email, leader, theirs.email, WelfareCheck.told_at)
        .select_from(Attendance)
        .join(SignUp, SignUp.id == Attendance.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(own, own.id == Volunteer.account_id)
        .outerjoin(leader, and_(leader.id == Duty.leader_id, leader.id != Volunteer.id))
        .outerjoin(theirs, and_(theirs.id == leader.account_id, theirs.disabled_at.is_(None)))
        .outerjoin(WelfareCheck, WelfareCheck.sign_up_id == SignUp.id)
        .where(overdue(now), Duty.ends_at > now - TOLD_WITHIN, or_(is_new, is_unanswered))
        .order_by(SignUp.id)
    ).all()  # fmt: skip
    return [
        Missing(
            sign_up_id, duty.id, duty.strand, duty.area, duty.title, duty.meeting_place, when_of(duty),
            name_of(person, duty.strand), Told(person.account_id, email, _is_adult(person)),
            Told(leads.account_id, leads_email, _is_adult(leads)) if leads_email else None,
            told_at, told_at is not None,
        )
        for sign_up_id, duty, person, email, leads, leads_email, told_at in rows
    ]  # fmt: skip


def list_in_charge() -> Sequence[tuple[Viewer, str]]:
    """Coordinators and supervisors who can be written to, with the rights they hold now, and their address."""
    holds = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(LOOK_AFTER_DUTIES))
    accounts = db.session.scalars(select(Account).where(holds, Account.disabled_at.is_(None)).order_by(Account.id))
    viewers = [
        (Viewer(one.id, one.full_name, frozenset(grant.as_grant() for grant in one.role_grants)), one.email)
        for one in accounts.unique()
        if one.has_mail
    ]
    return [(viewer, email) for viewer, email in viewers if viewer.may(Permission.ATTENDANCE_RECORD)]


def when_of(duty: Duty) -> str:
    """Saturday 12 December 2026, 10am to 6pm."""
    starts, ends = clock.in_london(duty.starts_at), clock.in_london(duty.ends_at)
    return f"{starts:%A} {in_words(starts.date())}, {hours_words(starts, ends)}"


def name_of(person: Volunteer, strand: str) -> str:
    """First name and surname; of a cadet no more than the initial, for this goes into messages and to other people."""
    last = f"{person.last_name[:1]}." if strand == CHILDRENS_STRAND else person.last_name
    return f"{person.first_name} {last}"


def _is_adult(person: Volunteer) -> bool:
    return clock.years_between(person.birth_date, clock.today()) >= ADULT
