"""Schemes as staff see them: who looks after them, when something was last heard, and households as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import answers_of
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.watch_schemes.models import WatchHousehold, WatchScheme
from volunteers.watch_schemes.queries.people import (
    STRAND,
    Coordinator,
    count_coordinators,
    list_coordinators,
    serves,
)
from volunteers.watch_schemes.queries.progress import in_scope
from volunteers.watch_schemes.rules import SchemeState

PAGE = 50
MOST_WAITING = 100
# What the list can be narrowed to, beside the states.
TO_SEE_TO = "to_see_to"


@dataclass(frozen=True)
class SchemeLine:
    """A scheme in the list of staff."""

    scheme: WatchScheme
    name: str
    area: str
    households: int
    online: int
    coordinators: list[Coordinator]
    answer_by: date | None
    today: date

    @property
    def is_orphan(self) -> bool:
        """Whether nobody looks after it."""
        return self.scheme.state is not SchemeState.CLOSED and not self.coordinators

    @property
    def is_unanswered(self) -> bool:
        """Whether it was asked if it still runs, and the time to answer is over."""
        return self.answer_by is not None and self.answer_by < self.today

    @property
    def needs(self) -> str:
        """What staff have to see to; empty for nothing."""
        if self.is_orphan:
            return "No coordinator"
        if self.is_unanswered:
            return "No answer"
        if self.scheme.state is not SchemeState.CLOSED and self.scheme.next_review_on <= self.today:
            return "Review due"
        return ""


@dataclass(frozen=True)
class SchemePage:
    """Some schemes, and where the next page begins; None on the last."""

    rows: list[SchemeLine]
    after: int | None


@dataclass(frozen=True)
class AreaNumbers:
    """Schemes, coordinators and households of an area."""

    area: str
    schemes: int
    coordinators: int
    households: int


@dataclass(frozen=True)
class Newcomer:
    """A volunteer of the watch who looks after no scheme, and what their application says of one."""

    volunteer_id: int
    period_id: int
    name: str
    area: str
    area_name: str
    started_on: date
    streets: list[str]
    estimated: int | None


def list_schemes(
    viewer: Viewer, *, area: str | None = None, state: str | None = None, find: str = "", after: int | None = None
) -> SchemePage:
    """The schemes in scope, by number; closed ones only where they are asked for."""
    wanted = _schemes(viewer)
    if area:
        wanted = wanted.where(Unit.area == area)
    if find:
        wanted = wanted.where(func.lower(Unit.name).like(f"%{find.lower().replace('%', '').replace('_', '')}%"))
    if state == TO_SEE_TO:
        wanted = wanted.where(WatchScheme.state != SchemeState.CLOSED, _to_see_to())
    elif state:
        wanted = wanted.where(WatchScheme.state == state)
    else:
        wanted = wanted.where(WatchScheme.state != SchemeState.CLOSED)
    if after is not None:
        wanted = wanted.where(WatchScheme.id > after)
    lines = _lines(wanted.order_by(WatchScheme.id).limit(PAGE + 1))
    return SchemePage(lines[:PAGE], lines[PAGE - 1].scheme.id if len(lines) > PAGE else None)


def get_staff_scheme(scheme_id: int, viewer: Viewer) -> SchemeLine:
    """One scheme in scope; raises ``NotFound``."""
    found = _lines(_schemes(viewer).where(WatchScheme.id == scheme_id))
    if not found:
        raise NotFound(f"no scheme {scheme_id} for this viewer")
    return found[0]


def count_by_area(viewer: Viewer) -> list[AreaNumbers]:
    """How many schemes, coordinators and households each area in scope has."""
    households = func.count(WatchHousehold.id)
    rows = db.session.execute(
        select(Unit.area, func.count(WatchScheme.id.distinct()), households)
        .join(WatchScheme, WatchScheme.unit_id == Unit.id)
        .outerjoin(WatchHousehold, (WatchHousehold.scheme_id == WatchScheme.id) & WatchHousehold.left_on.is_(None))
        .where(in_scope(viewer), WatchScheme.state != SchemeState.CLOSED)
        .group_by(Unit.area)
        .order_by(Unit.area)
    )
    people, names = count_coordinators(), current_force().area_names
    return [
        AreaNumbers(names.get(area, area), schemes, people.get(area, 0), number) for area, schemes, number in rows
    ]  # fmt: skip


def list_without_scheme(viewer: Viewer) -> list[Newcomer]:
    """Volunteers of the watch in scope who look after no scheme, the longest waiting first."""
    rows = db.session.execute(_newcomers(viewer).order_by(ServicePeriod.started_on, Volunteer.id).limit(MOST_WAITING))
    found = [(volunteer, period) for volunteer, period in rows]
    answers = _answers([volunteer.id for volunteer, _ in found])
    return [_newcomer(volunteer, period, answers.get(volunteer.id, {})) for volunteer, period in found]


def get_applicant(volunteer_id: int, viewer: Viewer) -> Newcomer:
    """One of them; raises ``NotFound``."""
    row = db.session.execute(_newcomers(viewer).where(Volunteer.id == volunteer_id)).one_or_none()
    if row is None:
        raise NotFound(f"no volunteer {volunteer_id} without a scheme for this viewer")
    return _newcomer(row[0], row[1], _answers([volunteer_id]).get(volunteer_id, {}))


def _newcomers(viewer: Viewer) -> Select[Volunteer, ServicePeriod]:
    has_one = select(WatchScheme.id).where(
        WatchScheme.unit_id == ServicePeriod.unit_id, WatchScheme.state != SchemeState.CLOSED
    )
    return (
        select(Volunteer, ServicePeriod)
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .where(serves(clock.today()), ~has_one.exists())
        .where(viewer.within(Permission.WATCH_EDIT, ServicePeriod.strand, ServicePeriod.area))
    )


def _newcomer(volunteer: Volunteer, period: ServicePeriod, answers: Mapping[str, Any]) -> Newcomer:
    items = answers.get("streets", {}).get("items", [])
    streets = [", ".join(item[part] for part in ("street", "town") if item.get(part)) for item in items]
    return Newcomer(
        volunteer.id, period.id, volunteer.name, period.area, current_force().area_names.get(period.area, period.area),
        period.started_on, streets, answers.get("households", {}).get("households"),
    )  # fmt: skip


def _answers(volunteer_ids: list[int]) -> dict[int, Mapping[str, Any]]:
    rows = select(Application).where(Application.volunteer_id.in_(volunteer_ids), Application.strand == STRAND.value)
    return {one.volunteer_id: answers_of(one) for one in db.session.scalars(rows) if one.volunteer_id is not None}


def _to_see_to() -> ColumnElement[bool]:
    today, times = clock.today(), current_force().watch_schemes
    is_served = select(ServicePeriod.id).where(ServicePeriod.unit_id == WatchScheme.unit_id, serves(today)).exists()
    before = clock.start_of_day(today - timedelta(days=times.answer_days))
    return or_(~is_served, WatchScheme.asked_at < before, WatchScheme.next_review_on <= today)


def _schemes(viewer: Viewer) -> Select[WatchScheme, Unit]:
    return (
        select(WatchScheme, Unit)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .where(in_scope(viewer))
        .execution_options(populate_existing=True)
    )


def _lines(wanted: Select[WatchScheme, Unit]) -> list[SchemeLine]:
    rows = db.session.execute(wanted).all()
    counts = _households([scheme.id for scheme, _ in rows])
    people = list_coordinators([unit.id for _, unit in rows])
    names, days = current_force().area_names, timedelta(days=current_force().watch_schemes.answer_days)
    return [
        SchemeLine(
            scheme, unit.name, names.get(unit.area, unit.area), *counts.get(scheme.id, (0, 0)), people[unit.id],
            clock.on(scheme.asked_at) + days if scheme.asked_at else None, clock.today(),
        )
        for scheme, unit in rows
    ]  # fmt: skip


def _households(scheme_ids: list[int]) -> dict[int, tuple[int, int]]:
    online = func.count().filter(WatchHousehold.email.is_not(None), WatchHousehold.agreed_on.is_not(None))
    rows = db.session.execute(
        select(WatchHousehold.scheme_id, func.count(), online)
        .where(WatchHousehold.scheme_id.in_(scheme_ids), WatchHousehold.left_on.is_(None))
        .group_by(WatchHousehold.scheme_id)
    )
    return {scheme_id: (number, reached) for scheme_id, number, reached in rows}
