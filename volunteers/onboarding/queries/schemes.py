"""SpeedWatch schemes in a viewer's scope, with their people and sites."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, func, literal, select, union_all

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.rules.schemes import SchemeLine, SchemePerson
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Scheme, Unit, UnitKind
from volunteers.places.queries import list_sites, offered
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.COMMUNITY_SPEEDWATCH
MOST_SCHEMES = 300
MOST_PEOPLE = 200


def list_schemes(viewer: Viewer, *, area: str | None = None) -> list[SchemeLine]:
    """The schemes in scope, those that form first, then by name; of one area when it is named."""
    order = (Scheme.started_on.is_not(None), Scheme.unit_id.is_(None), Unit.name, Unit.id)
    wanted = _schemes(viewer).where(offered()).order_by(*order)
    if area is not None:
        wanted = wanted.where(Unit.area == area)
    return _lines(wanted.limit(MOST_SCHEMES))


def get_scheme(unit_id: int, viewer: Viewer) -> SchemeLine:
    """One scheme; raises ``NotFound`` out of scope."""
    lines = _lines(_schemes(viewer).where(Unit.id == unit_id))
    if not lines:
        raise NotFound(f"no scheme {unit_id} for this viewer")
    return lines[0]


def list_people(unit_id: int) -> list[SchemePerson]:
    """Who belongs to a scheme: members first, then applicants placed in it, by name."""
    members = db.session.execute(
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name, ServicePeriod.started_on)
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .where(ServicePeriod.unit_id == unit_id, ServicePeriod.ended_on.is_(None))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
        .limit(MOST_PEOPLE)
    )
    applicants = db.session.execute(
        select(Application.reference, Application.first_name, Application.last_name, Application.stage)
        .where(Application.unit_id == unit_id, OPEN)
        .order_by(Application.last_name, Application.first_name, Application.id)
        .limit(MOST_PEOPLE)
    )
    stage_names = {stage.code: stage.name for stage in get_strand(STRAND).pipeline.stages}
    return [
        *(SchemePerson(f"{first} {last}", f"Member since {since.year}", None, number)
          for number, first, last, since in members),
        *(SchemePerson(f"{first} {last}", f"Applicant: {stage_names[stage]}", reference)
          for reference, first, last, stage in applicants),
    ]  # fmt: skip


def list_placed(unit_id: int) -> Sequence[int]:
    """The numbers of the applications placed in a scheme that are under way."""
    return db.session.scalars(
        select(Application.id).where(Application.unit_id == unit_id, OPEN).order_by(Application.id)
    ).all()


def _schemes(viewer: Viewer) -> Select[Unit, int, date | None]:
    return (
        select(Unit, Scheme.unit_id, Scheme.started_on)
        .outerjoin(Scheme, Scheme.unit_id == Unit.id)
        .where(
            Unit.kind == UnitKind.SCHEME,
            Unit.strand == STRAND.value,
            viewer.within(Permission.APPLICATION_MOVE, Unit.strand, Unit.area),
        )
    )


def _lines(wanted: Select[Unit, int, date | None]) -> list[SchemeLine]:
    # One that was there before has no row of its own, which the outer join shows as None and the types do not.
    rows: Sequence[Any] = db.session.execute(wanted.execution_options(populate_existing=True)).all()
    ids = [unit.id for unit, *_ in rows]
    counts, sites, force = _count(ids), list_sites(ids), current_force()
    areas = force.area_names
    return [
        SchemeLine(
            id=unit.id, name=unit.name, area=areas.get(unit.area, unit.area), people=counts.get(unit.id, 0),
            needed=force.numbers.speedwatch_team_to_start,
            is_forming=kept is not None and started_on is None,
            started_on=started_on, sites=tuple(sites[unit.id]), on=clock.today(),
        )
        for unit, kept, started_on in rows
    ]  # fmt: skip


def _count(ids: Sequence[int]) -> dict[int, int]:
    """How many people each scheme has: members, and applicants under way."""
    one = literal(1, Integer()).label("one")
    people = union_all(
        select(Application.unit_id, one).where(Application.unit_id.in_(ids), OPEN),
        select(ServicePeriod.unit_id, one).where(ServicePeriod.unit_id.in_(ids), ServicePeriod.ended_on.is_(None)),
    ).subquery()
    rows = db.session.execute(select(people.c.unit_id, func.count().label("count_of")).group_by(people.c.unit_id))
    return {row.unit_id: row.count_of for row in rows}
