"""Those whose records are kept: a volunteer in one strand, with what the records need to know of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.dialects.postgresql import distinct_on

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import GradePeriod, ServicePeriod, Volunteer
from volunteers.people.queries import names
from volunteers.people.queries.volunteers import is_running
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import Strand

PAGE = 50


@dataclass(frozen=True)
class Member:
    """A volunteer in a strand, by their latest service in it."""

    volunteer_id: int
    account_id: int
    name: str
    strand_code: str
    area: str
    started_on: date
    ended_on: date | None
    grade: str | None
    first_day: date

    @property
    def strand(self) -> Strand:
        return get_strand(self.strand_code)

    @property
    def where(self) -> str:
        return f"{self.strand.name}, {names.area_name(self.area)}"

    @property
    def grade_name(self) -> str:
        return names.grade_name(self.strand_code, self.grade)

    def serves_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def key(self) -> tuple[int, str]:
        return self.volunteer_id, self.strand_code


def strands_with_skills() -> tuple[str, ...]:
    """The codes of the strands whose members show skills before a status."""
    return tuple(strand.code.value for strand in all_strands() if strand.skills is not None)


def strands_with_reviews() -> tuple[str, ...]:
    """The codes of the strands whose members are reviewed."""
    return tuple(strand for strand, _ in current_force().records.review_months)


def in_scope(viewer: Viewer, permission: Permission, volunteer_id: Any, strand: Any = None) -> ColumnElement[bool]:
    """Whether a volunteer serves or served, in that strand if one is given, where the viewer holds a permission."""
    period = ServicePeriod
    within = viewer.within(permission, period.strand.expression, period.area.expression)
    same = () if strand is None else (period.strand == strand,)
    return exists().where(period.volunteer_id == volunteer_id, within, *same)


def get_member(
    volunteer_id: int, viewer: Viewer, permission: Permission, *, strands: Collection[str] | None = None
) -> Member:
    """A volunteer in the first of these strands, or of all, in which they serve or served within the viewer's scope.

    Service that runs comes first. ``NotFound`` out of scope.
    """
    found = [
        member
        for member in _members(ServicePeriod.volunteer_id == volunteer_id)
        if viewer.may_in(permission, member.strand_code, member.area)
        and (strands is None or member.strand_code in strands)
    ]
    today = clock.today()
    if not found:
        raise NotFound(f"no volunteer {volunteer_id} for this viewer")
    return min(found, key=lambda member: not member.serves_on(today))


def list_memberships(volunteer_id: int, viewer: Viewer, permission: Permission) -> list[Member]:
    """A volunteer in each strand that the viewer may see of them."""
    every = _members(ServicePeriod.volunteer_id == volunteer_id)
    return [member for member in every if viewer.may_in(permission, member.strand_code, member.area)]


def list_own(viewer: Viewer) -> list[Member]:
    """The viewer in each strand they serve or served in; ``NotFound`` when they are no volunteer."""
    found = _members(Volunteer.account_id == viewer.account_id)
    if not found:
        raise NotFound(f"account {viewer.account_id} is no volunteer")
    return found


def list_members(viewer: Viewer, permission: Permission, strands: Sequence[str], on: date) -> list[Member]:
    """Everyone who serves on a day in these strands where the viewer holds a permission; one query."""
    within = viewer.within(permission, ServicePeriod.strand.expression, ServicePeriod.area.expression)
    return _members(and_(ServicePeriod.strand.in_(strands), within, is_running(on)))


def list_serving(on: date) -> list[Member]:
    """Everyone who serves on a day, for what runs by itself; one query."""
    return _members(is_running(on))


def _members(which: ColumnElement[bool]) -> list[Member]:
    rows = db.session.execute(_latest(which))
    return [Member(*row) for row in rows]


def _latest(which: ColumnElement[bool]) -> Select[Any]:
    """The latest service of each volunteer in each strand, with the grade that holds today."""
    period, first = ServicePeriod, ServicePeriod.__table__.alias("first")
    grade = (
        select(GradePeriod.grade)
        .where(
            GradePeriod.volunteer_id == period.volunteer_id, GradePeriod.strand == period.strand,
            GradePeriod.from_on <= clock.today(),
        )
        .order_by(GradePeriod.from_on.desc(), GradePeriod.id.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    first_day = (
        select(first.c.started_on)
        .where(first.c.volunteer_id == period.volunteer_id, first.c.strand == period.strand)
        .order_by(first.c.started_on)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            period.volunteer_id, Volunteer.account_id, (Volunteer.first_name + " " + Volunteer.last_name).label("name"),
            period.strand, period.area, period.started_on, period.ended_on, grade.label("grade"),
            first_day.label("first_day"),
        )
        .join(Volunteer, Volunteer.id == period.volunteer_id)
        .ext(distinct_on(period.volunteer_id, period.strand))
        .where(which)
        .order_by(period.volunteer_id, period.strand, period.started_on.desc())
    )  # fmt: skip
