"""How one volunteer serves in one strand: what stands, what was before it, and what is to come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import (
    GradePeriod,
    PostingPeriod,
    RankPeriod,
    ServicePeriod,
    ServiceStatus,
    Volunteer,
)
from volunteers.people.queries import names
from volunteers.people.rules.changes import Served, StatusChange, cuts, refusals_of_status
from volunteers.people.rules.serving import StatusKind, StatusSpan, status_on
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand, in_words


@dataclass(frozen=True)
class ServingFile:
    """Service of one volunteer in one strand, as those who may change it see it.

    ``seen`` counts what was ever written down about it: a page that shows fewer is stale.
    """

    period: ServicePeriod
    volunteer: Volunteer
    strand: Strand
    unit: str | None
    grades: tuple[tuple[date, str], ...]
    statuses: tuple[ServiceStatus, ...]
    seen: int
    is_own: bool
    today: date

    @property
    def spans(self) -> tuple[StatusSpan, ...]:
        return tuple(StatusSpan(row.status, row.from_on, row.until_on, row.limits) for row in self.statuses)

    @property
    def now(self) -> StatusSpan | None:
        """How they serve today; None as usual."""
        return status_on(self.spans, self.today)

    @property
    def status(self) -> StatusKind:
        return self.now.status if self.now else StatusKind.ACTIVE

    @property
    def is_otherwise(self) -> bool:
        """Whether they serve in another way than usual now, or will."""
        return any(span.status is not StatusKind.ACTIVE and span.touches(self.today, None) for span in self.spans)

    @property
    def served(self) -> Served:
        return Served(self.period.started_on, self.period.ended_on)

    @property
    def is_over(self) -> bool:
        return self.period.ended_on is not None and self.period.ended_on <= self.today

    @property
    def grade(self) -> str | None:
        """The code of the grade that began last, which may be one to come."""
        return self.grades[-1][1] if self.grades else None

    @property
    def grade_name(self) -> str:
        return names.grade_name(self.period.strand, self.grade)

    @property
    def rank_name(self) -> str:
        return names.rank_name(self.period.strand, self.period.rank)

    @property
    def area_name(self) -> str:
        return names.area_name(self.period.area)


def get_serving(
    volunteer_id: int, period_id: int, viewer: Viewer, *, permission: Permission = Permission.SERVICE_EDIT
) -> ServingFile:
    """Service in the viewer's strands and areas; raises ``NotFound``."""
    within = viewer.within(permission, ServicePeriod.strand, ServicePeriod.area)
    found = db.session.execute(
        select(ServicePeriod, Volunteer, Unit.name)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .where(ServicePeriod.id == period_id, Volunteer.id == volunteer_id, within)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no service {period_id} of volunteer {volunteer_id} for this viewer")
    period, volunteer, unit = found
    return ServingFile(
        period, volunteer, get_strand(period.strand), unit, _grades(period), standing_statuses(period.id),
        marks_of(period), volunteer.account_id == viewer.account_id, clock.today(),
    )  # fmt: skip


def find_period(volunteer_id: int, strand: str, on: date) -> int | None:
    """The service that runs in a strand on a date, or began last before it."""
    return db.session.scalar(
        select(ServicePeriod.id)
        .where(
            ServicePeriod.volunteer_id == volunteer_id, ServicePeriod.strand == strand, ServicePeriod.started_on <= on
        )
        .order_by(ServicePeriod.started_on.desc())
        .limit(1)
    )  # fmt: skip


def standing_statuses(period_id: int) -> tuple[ServiceStatus, ...]:
    """The rows that nobody replaced, in the order of their days."""
    rows = select(ServiceStatus).where(
        ServiceStatus.service_period_id == period_id, ServiceStatus.replaced_at.is_(None)
    )
    return tuple(db.session.scalars(rows.order_by(ServiceStatus.from_on)))


def marks_of(period: ServicePeriod) -> int:
    """How much was ever written down about a period of service."""
    counted = (
        select(func.count())
        .select_from(model)
        .where(model.service_period_id == period.id)
        .scalar_subquery()
        for model in (ServiceStatus, RankPeriod, PostingPeriod)
    )  # fmt: skip
    grades = select(func.count()).select_from(GradePeriod).where(_of(period)).scalar_subquery()
    statuses, ranks, postings = counted
    total = db.session.scalar(select(statuses + ranks + postings + grades)) or 0
    return total + (1 if period.ended_on else 0)


def _of(period: ServicePeriod) -> ColumnElement[bool]:
    return and_(GradePeriod.volunteer_id == period.volunteer_id, GradePeriod.strand == period.strand)


def _grades(period: ServicePeriod) -> tuple[tuple[date, str], ...]:
    rows = select(GradePeriod).where(_of(period)).order_by(GradePeriod.from_on, GradePeriod.id)
    return tuple((row.from_on, row.grade) for row in db.session.scalars(rows))


@dataclass(frozen=True)
class Replaced:
    """Something that stands, which a change goes over: what it was, and what is left of it, in words."""

    what: str
    left: str


def look_at(file: ServingFile, change: StatusChange) -> tuple[list[Refusal], list[Replaced]]:
    """What stands in the way of a change of status, and what it would replace; nothing is changed."""
    refusals = refusals_of_status(change, file.served, file.spans, today=file.today)
    replaced = []
    for cut in cuts(file.spans, change.from_on, change.until_on):
        span = file.spans[cut.place]
        left = " and ".join(span_words(*one) for one in cut.left)
        replaced.append(Replaced(f"{span.status.label}, {span_words(span.from_on, span.until_on)}", left))
    return refusals, replaced


def span_words(from_on: date, until_on: date | None) -> str:
    """3 May 2027 to 9 May 2027."""
    if until_on is None:
        return f"from {in_words(from_on)} until further notice"
    return f"on {in_words(from_on)}" if from_on == until_on else f"{in_words(from_on)} to {in_words(until_on)}"


def list_places_to_post(strand: str) -> list[tuple[str, str]]:
    """Every area, and every unit of it that serves a strand and has not ended, as (area|unit, words); one query."""
    today = clock.today()
    units: dict[str, list[tuple[int, str]]] = {}
    rows = db.session.execute(
        select(Unit.area, Unit.id, Unit.name)
        .where(or_(Unit.strand.is_(None), Unit.strand == strand))
        .where(or_(Unit.ended_on.is_(None), Unit.ended_on > today))
        .order_by(Unit.name, Unit.id)
        .limit(1000)
    )
    for area, unit_id, name in rows:
        units.setdefault(area, []).append((unit_id, name))
    found = []
    for one in current_force().areas:
        found.append((f"{one.code}|", f"{one.name}, no unit"))
        found += [(f"{one.code}|{unit_id}", f"{one.name}: {name}") for unit_id, name in units.get(one.code, [])]
    return found
