"""The hours report: a line for each volunteer of a strand, sums by unit, and a sum of all, from the kept totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select, true, tuple_

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.rules import Numbers
from volunteers.hours.models import HoursTotal
from volunteers.hours.rules import HoursBasis, HoursStep
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.own import asked_hours
from volunteers.rosters.rules import Commitment, commitment
from volunteers.strands.rules import HoursKind

CERTIFY = Permission.HOURS_CERTIFY
PAGE = 50
T = HoursTotal
COUNTED = T.booked + T.claimed + T.adjusted


@dataclass(frozen=True)
class Wanted:
    """Which hours: one strand, so that cadets and adults never stand in one list, and months, both included."""

    strand: str
    first: date
    last: date
    area: str | None = None
    unit_id: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class Sums:
    """Minutes of each step, what counts, and that by kind and by whose time it was."""

    planned: int = 0
    booked: int = 0
    claimed: int = 0
    adjusted: int = 0
    certified: int = 0
    counted: int = 0
    operational: int = 0
    training: int = 0
    community: int = 0
    own_time: int = 0
    employer: int = 0

    @property
    def in_order(self) -> tuple[int, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))

    def plus(self, other: "Sums") -> "Sums":
        return Sums(*(mine + theirs for mine, theirs in zip(self.in_order, other.in_order, strict=True)))


@dataclass(frozen=True)
class ReportRow:
    """A volunteer's hours, and how they stand against what the strand asks."""

    volunteer_id: int
    name: str
    where: str
    sums: Sums
    commitment: Commitment | None


@dataclass(frozen=True)
class Report:
    """A page of volunteers, the sums of each unit, and of everything asked for."""

    rows: tuple[ReportRow, ...]
    units: tuple[tuple[str, Sums], ...]
    total: Sums
    after: int | None


def get_report(
    wanted: Wanted, viewer: Viewer, numbers: Numbers, areas: Mapping[str, str], *, after: int | None = None,
    page: int | None = PAGE,
) -> Report:  # fmt: skip
    """Who served or did something in these months, by name; everyone when there is no ``page``."""
    people = _people(wanted, viewer, after, page)
    shown = people[:page] if page else people
    rows = _rows(wanted, viewer, numbers, areas, shown)
    units = _units(wanted, viewer, areas)
    total = Sums()
    for _, sums in units:
        total = total.plus(sums)
    more = shown[-1].id if page and len(people) > page else None
    return Report(tuple(rows), tuple(units), total, more)


def _narrowed(wanted: Wanted, viewer: Viewer, of: Any) -> ColumnElement[bool]:
    """In the viewer's scope, and what was asked for, of any table with a strand, an area and a unit."""
    return and_(
        of.strand == wanted.strand, viewer.within(CERTIFY, of.strand, of.area),
        of.area == wanted.area if wanted.area else true(),
        of.unit_id == wanted.unit_id if wanted.unit_id else true(),
    )  # fmt: skip


def _people(wanted: Wanted, viewer: Viewer, after: int | None, page: int | None) -> Sequence[Any]:
    """Those who served in these months, or have hours in them, in the order of their names."""
    serves = select(ServicePeriod.id).where(
        ServicePeriod.volunteer_id == Volunteer.id, _narrowed(wanted, viewer, ServicePeriod),
        ServicePeriod.started_on < clock.add_months(wanted.last, 1),
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > wanted.first),
    )  # fmt: skip
    works = select(T.id).where(
        T.volunteer_id == Volunteer.id, _narrowed(wanted, viewer, T), T.month.between(wanted.first, wanted.last)
    )
    order = (Volunteer.last_name, Volunteer.first_name, Volunteer.id)
    chosen = (
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name)
        .where(or_(serves.exists(), works.exists()), *_named(wanted))
        .order_by(*order)
        .limit(page + 1 if page else None)
    )
    if after:
        chosen = chosen.where(tuple_(*order) > select(*order).where(Volunteer.id == after).scalar_subquery())
    return db.session.execute(chosen).all()


def _named(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.name:
        yield Volunteer.search_words.contains(wanted.name.lower(), autoescape=True)


def _sum_columns() -> list[Any]:
    return [
        *(func.sum(getattr(T, step.value)) for step in HoursStep),
        func.sum(COUNTED),
        *(func.sum(COUNTED).filter(T.kind == kind) for kind in HoursKind),
        *(func.sum(COUNTED).filter(T.basis == basis) for basis in HoursBasis),
    ]


def _sums(planned: Any, numbers: Iterable[Any]) -> Sums:
    return Sums(int(planned or 0), *(int(each or 0) for each in numbers))


def _rows(
    wanted: Wanted, viewer: Viewer, numbers: Numbers, areas: Mapping[str, str], people: Sequence[Any]
) -> list[ReportRow]:
    ids = [person.id for person in people]
    done = {
        row[0]: row[1:]
        for row in db.session.execute(
            select(T.volunteer_id, *_sum_columns())
            .where(
                T.volunteer_id.in_(ids), T.month.between(wanted.first, wanted.last), _narrowed(wanted, viewer, T)
            )
            .group_by(T.volunteer_id)
        )
    }  # fmt: skip
    planned = dict(
        db.session.execute(
            _planned(wanted, viewer, SignUp.volunteer_id.label("of")).where(SignUp.volunteer_id.in_(ids))
        ).all()
    )
    where, asked = _where(wanted, ids, areas), asked_hours([wanted.strand], numbers)
    months = len(clock.months_between(wanted.first, wanted.last))
    over = wanted.last < clock.month_of(clock.today())
    rows = []
    for person in people:
        sums = _sums(planned.get(person.id), done.get(person.id, ()))
        judged = commitment(sums.counted, asked * months, over=over) if asked else None
        rows.append(
            ReportRow(person.id, f"{person.first_name} {person.last_name}", where.get(person.id, ""), sums, judged)
        )
    return rows


def _planned(wanted: Wanted, viewer: Viewer, of: Any) -> Any:
    """Minutes that people were, or are, to be on duty, by what is asked for."""
    seconds = func.extract("epoch", Duty.ends_at - Duty.starts_at)
    return (
        select(of, func.sum(func.floor(seconds / 60)))
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(
            SignUp.state == SignUpState.CONFIRMED, Duty.state == DutyState.PUBLISHED, _narrowed(wanted, viewer, Duty),
            Duty.starts_at >= clock.start_of_day(wanted.first),
            Duty.starts_at < clock.start_of_day(clock.add_months(wanted.last, 1)),
        )
        .group_by(of)
    )  # fmt: skip


def _where(wanted: Wanted, ids: Sequence[int], areas: Mapping[str, str]) -> dict[int, str]:
    """The unit each serves in, or the area where they have none."""
    rows = db.session.execute(
        select(ServicePeriod.volunteer_id, ServicePeriod.area, Unit.name)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .where(ServicePeriod.volunteer_id.in_(ids), ServicePeriod.strand == wanted.strand)
        .order_by(ServicePeriod.started_on)
    )
    return {number: unit or areas.get(area, area) for number, area, unit in rows}


def _units(wanted: Wanted, viewer: Viewer, areas: Mapping[str, str]) -> list[tuple[str, Sums]]:
    """What was done in each unit; what belongs to none, by its area."""
    conditions = [_narrowed(wanted, viewer, T), T.month.between(wanted.first, wanted.last)]
    people = _found(wanted)
    if people is not None:
        conditions.append(T.volunteer_id.in_(select(people.c.id)))
    done = db.session.execute(
        select(T.area, Unit.name, T.unit_id, *_sum_columns())
        .outerjoin(Unit, Unit.id == T.unit_id)
        .where(*conditions)
        .group_by(T.area, Unit.name, T.unit_id)
    ).all()
    chosen = _planned(wanted, viewer, Duty.area).add_columns(Duty.unit_id, Unit.name)
    chosen = chosen.outerjoin(Unit, Unit.id == Duty.unit_id).group_by(Duty.unit_id, Unit.name)
    if people is not None:
        chosen = chosen.where(SignUp.volunteer_id.in_(select(people.c.id)))
    planned = {(area, unit_id): (minutes, name) for area, minutes, unit_id, name in db.session.execute(chosen)}
    found: dict[tuple[str, int | None], tuple[str | None, Any]] = {
        (area, unit_id): (name, sums) for area, name, unit_id, *sums in done
    }
    for key, (_, name) in planned.items():
        found.setdefault(key, (name, ()))
    lines = [
        (name or f"{areas.get(key[0], key[0])}, no unit", _sums(planned.get(key, (0,))[0], sums))
        for key, (name, sums) in found.items()
    ]
    return sorted(lines, key=lambda line: line[0])


def _found(wanted: Wanted) -> Subquery | None:
    """Those whose names were searched for."""
    return select(Volunteer.id).where(*_named(wanted)).subquery() if wanted.name else None
