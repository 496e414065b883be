"""The volunteers a viewer may see, as a list and one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Tuple, and_, exists, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Clearance, GradePeriod, ServicePeriod, ServiceStatus, Volunteer
from volunteers.people.queries import names
from volunteers.people.rules import HeldRow, Holding, StatusKind, held_row
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import in_words

SHORTEST_TRIGRAM = 3


@dataclass(frozen=True)
class ServiceRow:
    """Service in one strand, in words; ``grade`` is the patrol status of a Special."""

    strand_code: str
    strand: str
    rank: str
    grade: str
    area: str
    unit: str | None
    started_on: date
    ended_on: date | None
    is_over: bool
    area_code: str = ""
    period_id: int = 0
    status: StatusKind = StatusKind.ACTIVE
    status_until: date | None = None
    limits: str = ""
    reason: str = ""

    @property
    def standing(self) -> str:
        """How they serve now, in a word or two."""
        return "Has left" if self.is_over else self.grade

    @property
    def status_words(self) -> str:
        """Active, On leave until 3 May 2027, Has left."""
        if self.is_over:
            return "Has left"
        until = f" until {in_words(self.status_until)}" if self.status_until else ""
        return f"{self.status.label}{until}"

    @property
    def status_tone(self) -> str:
        """The colour only repeats the words; of leaving it says nothing."""
        return "none" if self.is_over else self.status.tone

    @property
    def is_usual(self) -> bool:
        return self.status is StatusKind.ACTIVE and not self.is_over

    @property
    def ends_soon(self) -> bool:
        """Whether an end is written down that has not come."""
        return self.ended_on is not None and not self.is_over


@dataclass(frozen=True)
class ListedVolunteer:
    """One line of the list; ``attention`` is what has lapsed, is missing, or soon will be."""

    id: int
    name: str
    service: tuple[ServiceRow, ...]
    attention: tuple[HeldRow, ...]


@dataclass(frozen=True)
class VolunteerPage:
    """One page of the list; ``next_after`` asks for the next one, None on the last."""

    rows: tuple[ListedVolunteer, ...]
    next_after: int | None


def list_volunteers(
    viewer: Viewer,
    *,
    search: str = "",
    after: int | None = None,
    limit: int = 25,
    with_former: bool = False,
    status: StatusKind | None = None,
) -> VolunteerPage:
    """Volunteers in the viewer's strands and areas by last name, from the one after ``after`` on.

    Those who serve today, in one way alone with ``status``, or all who ever did; ``search`` finds parts of names. The
    number of queries is fixed.
    """
    today = clock.today()
    wanted = (
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name)
        .where(_in_scope(viewer, None if with_former else today, status), *_named_like(search))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
        .limit(limit + 1)
    )
    if after is not None:
        wanted = wanted.where(_order() > tuple_(*_place_of(after, viewer)))
    people = db.session.execute(wanted).all()
    shown = people[:limit]
    service = service_of([person.id for person in shown], viewer, today, with_former=with_former)
    attention = _attention(service, today)
    rows = tuple(
        ListedVolunteer(id_, f"{first} {last}", tuple(service[id_]), attention[id_]) for id_, first, last in shown
    )
    return VolunteerPage(rows, shown[-1].id if len(people) > limit else None)


def get_volunteer(volunteer_id: int, viewer: Viewer) -> Volunteer:
    """A volunteer who serves, or served, in the viewer's strands and areas; raises ``NotFound``."""
    found = db.session.scalars(
        select(Volunteer).where(Volunteer.id == volunteer_id, _in_scope(viewer, None))
    ).one_or_none()
    if found is None:
        raise NotFound(f"no volunteer {volunteer_id}")
    return found


def service_of(
    ids: Sequence[int], viewer: Viewer | None, today: date, *, with_former: bool
) -> dict[int, list[ServiceRow]]:
    """The service of these volunteers that the viewer may see, latest first, in two queries; all of it with no viewer,
    for someone who looks at their own."""
    periods = (
        select(ServicePeriod, Unit.name, ServiceStatus)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .outerjoin(ServiceStatus, _status_on(today))
        .where(ServicePeriod.volunteer_id.in_(ids), _within(viewer) if viewer else true())
        .order_by(ServicePeriod.started_on.desc())
    )
    if not with_former:
        periods = periods.where(is_running(today))
    grades = _grades_on(ids, today)
    found: dict[int, list[ServiceRow]] = defaultdict(list)
    for period, unit, status in db.session.execute(periods):
        found[period.volunteer_id].append(_in_words(period, unit, status, grades, today))
    return found


def count_by_status(viewer: Viewer) -> dict[StatusKind, int]:
    """How many of those the viewer may see serve in each way today that is not the usual one; one query."""
    today = clock.today()
    counted = (
        select(ServiceStatus.status, func.count(ServicePeriod.volunteer_id.distinct()))
        .join(ServicePeriod, _status_on(today))
        .where(_within(viewer), is_running(today))
        .group_by(ServiceStatus.status)
    )
    return {status: count for status, count in db.session.execute(counted).all() if status is not StatusKind.ACTIVE}


def _in_words(
    period: ServicePeriod,
    unit: str | None,
    status: ServiceStatus | None,
    grades: dict[tuple[int, str], str],
    today: date,
) -> ServiceRow:
    is_over = period.ended_on is not None and period.ended_on <= today
    grade = None if is_over else grades.get((period.volunteer_id, period.strand))
    return ServiceRow(
        period.strand, names.strand_name(period.strand), names.rank_name(period.strand, period.rank),
        names.grade_name(period.strand, grade), names.area_name(period.area), unit,
        period.started_on, period.ended_on, is_over, period.area, period.id,
        *((status.status, status.until_on, status.limits, status.reason_words or "") if status else ()),
    )  # fmt: skip


def _grades_on(ids: Sequence[int], today: date) -> dict[tuple[int, str], str]:
    latest = (
        select(GradePeriod.volunteer_id, GradePeriod.strand, GradePeriod.grade)
        .ext(distinct_on(GradePeriod.volunteer_id, GradePeriod.strand))
        .where(GradePeriod.volunteer_id.in_(ids), GradePeriod.from_on <= today)
        .order_by(GradePeriod.volunteer_id, GradePeriod.strand, GradePeriod.from_on.desc(), GradePeriod.id.desc())
    )
    return {(volunteer_id, strand): grade for volunteer_id, strand, grade in db.session.execute(latest)}


def _attention(service: dict[int, list[ServiceRow]], today: date) -> dict[int, tuple[HeldRow, ...]]:
    """What each one's strands demand for duty and is not, or will soon not be, good; one query."""
    demanded = {strand.code.value: strand.clearances for strand in all_strands()}
    held: dict[int, list[Holding]] = defaultdict(list)
    rows = select(Clearance.volunteer_id, Clearance.code, Clearance.from_on, Clearance.until_on)
    for volunteer_id, code, from_on, until_on in db.session.execute(rows.where(Clearance.volunteer_id.in_(service))):
        held[volunteer_id].append(Holding(code, from_on, until_on))
    found: dict[int, tuple[HeldRow, ...]] = defaultdict(tuple)
    for volunteer_id, periods in service.items():
        checks = {
            check.code: check.name
            for period in periods
            if not period.is_over
            for check in demanded.get(period.strand_code, ())
        }
        judged = [held_row(code, name, held[volunteer_id], today, is_needed=True) for code, name in checks.items()]
        found[volunteer_id] = tuple(row for row in judged if row.wants_attention)
    return found


def _within(viewer: Viewer) -> ColumnElement[bool]:
    strand, area = ServicePeriod.strand.expression, ServicePeriod.area.expression
    return viewer.within(Permission.VOLUNTEER_READ, strand, area)


def is_running(day: date) -> ColumnElement[bool]:
    """Whether a period of service runs on a date."""
    ends_later = or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > day)
    return and_(ServicePeriod.started_on <= day, ends_later)


def _status_on(day: date) -> ColumnElement[bool]:
    """What stands on a date for a period of service; no row, or one that says active, is the usual."""
    status = ServiceStatus
    begun = and_(status.from_on <= day, or_(status.until_on.is_(None), status.until_on >= day))
    return and_(status.service_period_id == ServicePeriod.id, status.replaced_at.is_(None), begun)


def _in_scope(viewer: Viewer, serving_on: date | None, status: StatusKind | None = None) -> ColumnElement[bool]:
    theirs = and_(ServicePeriod.volunteer_id == Volunteer.id, _within(viewer))
    if serving_on is None:
        return exists().where(theirs)
    serving = and_(theirs, is_running(serving_on))
    if status is None:
        return exists().where(serving)
    if status is StatusKind.ACTIVE:
        other = exists().where(_status_on(serving_on), ServiceStatus.status != StatusKind.ACTIVE)
        return exists().where(serving, ~other)
    return exists().where(serving, _status_on(serving_on), ServiceStatus.status == status)


def _named_like(search: str) -> list[ColumnElement[bool]]:
    """Each word typed stands somewhere in the name; a word too short for the index stands at the start of a part."""
    found: list[ColumnElement[bool]] = []
    for word in search.lower().split():
        column = Volunteer.search_words
        if len(word) >= SHORTEST_TRIGRAM:
            found.append(column.contains(word, autoescape=True))
        else:
            found.append(or_(column.startswith(word, autoescape=True), column.contains(f" {word}", autoescape=True)))
    return found


def _order() -> Tuple:
    return tuple_(Volunteer.last_name, Volunteer.first_name, Volunteer.id)


def _place_of(volunteer_id: int, viewer: Viewer) -> tuple[str, str, int]:
    found = get_volunteer(volunteer_id, viewer)
    return found.last_name, found.first_name, found.id
