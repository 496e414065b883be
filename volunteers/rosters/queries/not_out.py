"""Volunteers who have had no duty for long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Subquery,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    type_coerce,
)

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod, ServiceStatus, Volunteer
from volunteers.people.queries.volunteers import is_running
from volunteers.people.rules import StatusKind
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Attendance, Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.rows import area_name
from volunteers.rosters.rules import in_words, lasting
from volunteers.strands.queries import get_strand

PAGE = 50
STOPPED = (StatusKind.LEAVE, StatusKind.SUSPENDED)
# In a strand that has planned no duty for so long, nobody is missing from duties.
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins: after this day and this period of service."""

    since: date
    period_id: int


@dataclass(frozen=True)
class NotOut:
    """Someone, and since when they could have been out. ``last_on`` is None for who never was."""

    volunteer_id: int
    name: str
    strand: str
    area: str
    unit: str | None
    place: Place
    days: int
    last_on: date | None
    next_at: datetime | None
    minutes: int

    @property
    def last(self) -> str:
        return in_words(self.last_on) if self.last_on else "Never"

    @property
    def since(self) -> str:
        return in_words(self.place.since)

    @property
    def next(self) -> str:
        return in_words(clock.on(self.next_at)) if self.next_at else "None"

    @property
    def hours(self) -> str:
        return lasting(self.minutes)


@dataclass(frozen=True)
class NotOutPage:
    """A page, longest first; ``next`` begins the one after it. ``on_leave`` are left out of the list."""

    people: tuple[NotOut, ...]
    next: Place | None
    on_leave: int
    after_days: int


def list_not_out(
    viewer: Viewer, *, strand: str | None = None, area: str | None = None, after: Place | None = None
) -> NotOutPage:
    """Those who serve as usual and have been on no duty for the force's number of days; two statements.

    Counted from their last duty or, where that was later, from when they began to serve or came back from leave.
    """
    days, today = current_force().numbers.not_out_days, clock.today()
    found = _since(viewer, strand, area, today)
    query = (
        select(found, Volunteer.first_name, Volunteer.last_name, Unit.name.label("unit"))
        .join(Volunteer, Volunteer.id == found.c.volunteer_id)
        .outerjoin(Unit, Unit.id == found.c.unit_id)
        .where(found.c.since <= today - timedelta(days=days))
        .order_by(found.c.since, found.c.id)
        .limit(PAGE + 1)
    )
    if after is not None:
        key = tuple_(literal(after.since, Date), literal(after.period_id, Integer))
        query = query.where(tuple_(found.c.since, found.c.id) > key)
    rows = db.session.execute(query).all()
    people = tuple(_person(row, today) for row in rows[:PAGE])
    return NotOutPage(people, people[-1].place if len(rows) > PAGE else None, _on_leave(viewer, strand, area), days)


def _since(viewer: Viewer, strand: str | None, area: str | None, today: date) -> Subquery:
    period, now = ServicePeriod, clock.now()
    own = (
        select(SignUp.id)
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(
            SignUp.volunteer_id == period.volunteer_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.strand == period.strand,
        )
    )  # fmt: skip
    london = cast(func.timezone("Europe/London", func.max(Duty.starts_at)), Date)
    last = own.with_only_columns(london.label("last_on")).where(Duty.starts_at <= now).lateral("last_duty")
    coming = (
        own.with_only_columns(func.min(Duty.starts_at).label("next_at")).where(Duty.starts_at > now).lateral("coming")
    )
    credited = (
        select(func.coalesce(func.sum(Attendance.minutes), 0).label("minutes"))
        .where(
            Attendance.volunteer_id == period.volunteer_id, Attendance.strand == period.strand,
            Attendance.booked_on_at >= clock.start_of_day(_quarter(today)),
        )
        .lateral("credited")
    )  # fmt: skip
    back = (
        select((func.max(ServiceStatus.until_on) + 1).label("back_on"))
        .where(_is_stopped(), ServiceStatus.until_on < today)
        .lateral("back")
    )
    since: Any = type_coerce(func.greatest(period.started_on, last.c.last_on, back.c.back_on), Date)
    return (
        select(
            period.id, period.volunteer_id, period.strand, period.area, period.unit_id, since.label("since"),
            last.c.last_on, coming.c.next_at, credited.c.minutes,
        )
        .select_from(period)
        .join(last, true()).join(coming, true()).join(credited, true()).join(back, true())
        .where(_serves(viewer, strand, area), ~_is_away(today))
        .subquery("not_out")
    )  # fmt: skip


def _serves(viewer: Viewer, strand: str | None, area: str | None) -> Any:
    """Serves today in the viewer's scope, in a strand that has duties."""
    period = ServicePeriod
    narrowed = [column == value for column, value in ((period.strand, strand), (period.area, area)) if value]
    has_duties = exists().where(Duty.strand == period.strand, Duty.starts_at > clock.now() - YEAR)
    within = viewer.within(Permission.VOLUNTEER_READ, period.strand, period.area)
    return and_(is_running(clock.today()), within, has_duties, *narrowed)


def _is_stopped() -> Any:
    status = ServiceStatus
    of_period = status.service_period_id == ServicePeriod.id
    return and_(of_period, status.replaced_at.is_(None), status.status.in_(STOPPED))


def _is_away(today: date) -> Any:
    """On leave or suspended on a date."""
    status = ServiceStatus
    until = or_(status.until_on.is_(None), status.until_on >= today)
    return exists().where(_is_stopped(), status.from_on <= today, until)


def _on_leave(viewer: Viewer, strand: str | None, area: str | None) -> int:
    away = select(func.count()).select_from(ServicePeriod).where(_serves(viewer, strand, area))
    return db.session.scalar(away.where(_is_away(clock.today()))) or 0


def _quarter(today: date) -> date:
    """The first day of the quarter of the year."""
    return date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)


def _person(row: Any, today: date) -> NotOut:
    place = Place(row.since, row.id)
    return NotOut(
        row.volunteer_id, f"{row.first_name} {row.last_name}", get_strand(row.strand).name, area_name(row.area),
        row.unit, place, (today - row.since).days, row.last_on, row.next_at, int(row.minutes),
    )  # fmt: skip
