"""The volunteer behind an account, their own duties, and their hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.rules import Numbers
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Viewer
from volunteers.rosters.models import Attendance, Duty, DutyState, Handover, HandoverState, Post, SignUp, SignUpState
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import lasting
from volunteers.strands.rules import StrandCode

PAST = 50
MOST = 200


@dataclass(frozen=True)
class Self:
    """A volunteer, and the strands they have ever served in, the latest last."""

    volunteer_id: int
    strands: tuple[str, ...]


@dataclass(frozen=True)
class OwnDuty:
    """A duty the volunteer is or was on, with the minutes credited; None while nobody has booked them off.

    ``must_confirm`` when it was changed since they said yes to it, ``must_read`` when they have not said that they read
    its briefing and risk assessment, ``is_handed_on`` while they look for someone in their place.
    """

    words: DutyWords
    post: str
    on: date
    booked_on: bool
    minutes: int | None
    must_confirm: bool = False
    must_read: bool = False
    is_handed_on: bool = False

    @property
    def credit(self) -> str:
        """Hours credited, or how it stands until they are."""
        if self.minutes is not None:
            return lasting(self.minutes)
        return "On duty" if self.booked_on else "Not recorded yet"


@dataclass(frozen=True)
class OwnDuties:
    """Duties to come, soonest first; those that have begun, newest first."""

    upcoming: tuple[OwnDuty, ...]
    past: tuple[OwnDuty, ...]

    def by_month(self) -> Iterator[tuple[date, list[OwnDuty]]]:
        """Those to come, under the first day of the month each begins in."""
        for month, duties in groupby(self.upcoming, key=lambda duty: clock.month_of(duty.on)):
            yield month, list(duties)


def get_self(viewer: Viewer) -> Self:
    """The volunteer this viewer is; raises ``NotFound`` when they are none."""
    rows = db.session.execute(
        select(Volunteer.id, ServicePeriod.strand)
        .outerjoin(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .where(Volunteer.account_id == viewer.account_id)
        .order_by(ServicePeriod.started_on)
    ).all()
    if not rows:
        raise NotFound(f"account {viewer.account_id} is no volunteer")
    return Self(rows[0].id, tuple(dict.fromkeys(strand for _, strand in rows if strand)))


def get_own_duties(me: Self) -> OwnDuties:
    """The duties on the volunteer's own page, in two queries."""
    now = clock.now()
    upcoming = _own_duties(me, Duty.starts_at > now, Duty.starts_at.asc(), MOST)
    past = _own_duties(me, Duty.starts_at <= now, Duty.starts_at.desc(), PAST)
    return OwnDuties(tuple(map(_line, upcoming)), tuple(map(_line, past)))


def asked_hours(strands: Sequence[str], numbers: Numbers) -> int | None:
    """Hours a month that the volunteer's strands ask on average, the most of them; None where none asks a number."""
    asked = {
        StrandCode.SPECIAL_CONSTABULARY: numbers.special_minimum_hours_a_month,
        StrandCode.CADETS: numbers.cadet_volunteering_hours_a_month,
    }
    return max((hours for strand, hours in asked.items() if strand in strands), default=None)


def _own_duties(me: Self, when: Any, order: Any, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    handed_on = select(Handover.id).where(Handover.sign_up_id == SignUp.id, Handover.state == HandoverState.OPEN)
    return db.session.execute(
        select(
            Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Post.name.label("post"),
            Attendance.booked_on_at, Attendance.minutes,
            (SignUp.seen_version < Duty.version).label("must_confirm"),
            (Duty.must_accept & SignUp.accepted_version.is_distinct_from(Duty.version)).label("must_read"),
            handed_on.exists().label("is_handed_on"),
        )
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Post, Post.id == SignUp.post_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(
            SignUp.volunteer_id == me.volunteer_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, when,
        )
        .order_by(order, Duty.id)
        .limit(limit)
    ).all()  # fmt: skip


def _line(row: Row[*tuple[Any, ...]]) -> OwnDuty:
    words = words_of(row.id, row.title, row.area, row.meeting_place, row.starts_at, row.ends_at)
    return OwnDuty(
        words, row.post, clock.on(row.starts_at), row.booked_on_at is not None, row.minutes, row.must_confirm,
        row.must_read, row.is_handed_on,
    )  # fmt: skip
