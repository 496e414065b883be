"""Cadet units for those who lead them: their nights, and how their cadets come and volunteer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select

from volunteers import clock
from volunteers.cadet_units.queries.nights import TAKE, NightPage, list_between, list_coming
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import CHILDRENS_STRAND, Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models import Attendance, Duty, SignUp

CADETS = CHILDRENS_STRAND
WEEKS = 6
VOLUNTEERING = ("community", "event", "operation")
MINUTES = 60


@dataclass(frozen=True)
class UnitLine:
    """A unit in a list: its next night, and how many forms that still needs."""

    id: int
    name: str
    cadets: int
    next: NightPage | None


@dataclass(frozen=True)
class CadetLine:
    """A cadet of a unit: nights of the last weeks, and minutes of volunteering this month."""

    volunteer_id: int
    name: str
    came: int
    nights: int
    minutes: int
    wanted_hours: int

    @property
    def nights_words(self) -> str:
        return f"{self.came} of {self.nights}" if self.nights else "No nights"

    @property
    def has_hours(self) -> bool:
        return self.minutes >= self.wanted_hours * MINUTES

    @property
    def rarely_comes(self) -> bool:
        return self.nights > 1 and self.came * 2 < self.nights


@dataclass(frozen=True)
class UnitPage:
    """One unit: what comes, what was, and its cadets."""

    id: int
    name: str
    coming: tuple[NightPage, ...]
    past: tuple[NightPage, ...]
    cadets: tuple[CadetLine, ...]


def list_units(viewer: Viewer) -> list[UnitLine]:
    """The units in the viewer's scope, by name."""
    units = db.session.scalars(
        select(Unit)
        .where(Unit.kind == UnitKind.CADET_UNIT, viewer.within(TAKE, func.coalesce(Unit.strand, CADETS), Unit.area))
        .where(Unit.ended_on.is_(None))
        .order_by(Unit.name)
    ).all()
    coming: dict[int | None, NightPage] = {}
    for night in list_coming(viewer):
        coming.setdefault(night.duty.unit_id, night)
    counts = _members([unit.id for unit in units])
    return [UnitLine(unit.id, unit.name, counts[unit.id], coming.get(unit.id)) for unit in units]


def get_unit(unit_id: int, viewer: Viewer) -> UnitPage:
    """One unit in the viewer's scope; raises ``NotFound``."""
    mine = viewer.within(TAKE, func.coalesce(Unit.strand, CADETS), Unit.area)
    unit = db.session.scalars(
        select(Unit).where(Unit.id == unit_id, Unit.kind == UnitKind.CADET_UNIT, mine)
    ).one_or_none()
    if unit is None:
        raise NotFound(f"no unit {unit_id} for this viewer")
    past = list_between(viewer, unit_id, clock.now() - timedelta(weeks=WEEKS))
    coming = tuple(list_coming(viewer, unit_id))
    return UnitPage(unit.id, unit.name, coming, tuple(reversed(past)), tuple(_lines(unit_id, past)))


def _members(unit_ids: Sequence[int]) -> Counter[int]:
    rows = db.session.execute(
        select(ServicePeriod.unit_id, func.count()).where(*_serving(unit_ids)).group_by(ServicePeriod.unit_id)
    )
    return Counter({unit_id: count for unit_id, count in rows if unit_id is not None})


def _serving(unit_ids: Sequence[int]) -> list[ColumnElement[bool]]:
    today = clock.today()
    return [
        ServicePeriod.strand == CADETS, ServicePeriod.unit_id.in_(unit_ids), ServicePeriod.started_on <= today,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > today),
    ]  # fmt: skip


def _lines(unit_id: int, past: Sequence[NightPage]) -> list[CadetLine]:
    people = db.session.execute(
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name)
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .where(*_serving([unit_id]))
        .order_by(Volunteer.first_name, Volunteer.last_name)
    ).all()
    taken = [night for night in past if night.register is not None]
    came = Counter(
        each.volunteer_id for night in taken for each in night.cadets if each.line is not None and each.line.came_at
    )
    minutes = _volunteered([person.id for person in people])
    wanted = current_force().numbers.cadet_volunteering_hours_a_month
    return [
        CadetLine(
            person.id, f"{person.first_name} {person.last_name}", came[person.id], len(taken),
            minutes.get(person.id, 0), wanted,
        )
        for person in people
    ]  # fmt: skip


def _volunteered(volunteer_ids: Sequence[int]) -> dict[int, int]:
    """Minutes of volunteering this month; evenings of the unit are not counted."""
    since = clock.start_of_day(clock.month_of(clock.today()))
    rows = db.session.execute(
        select(Attendance.volunteer_id, func.sum(Attendance.minutes))
        .join(SignUp, SignUp.id == Attendance.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(Attendance.volunteer_id.in_(volunteer_ids), Duty.strand == CADETS, Duty.kind.in_(VOLUNTEERING))
        .where(Attendance.booked_on_at >= since)
        .group_by(Attendance.volunteer_id)
    )
    return {volunteer_id: int(total or 0) for volunteer_id, total in rows}
