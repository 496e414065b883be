"""Who is in which role, and how many are wanted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.forces.rules import SupportRole
from volunteers.people.models import Account, RoleGrant, ServicePeriod, Volunteer
from volunteers.people.queries import names
from volunteers.permissions import STAFF_ROLES, Permission, Viewer
from volunteers.placements.models import Placement, RoleWanted
from volunteers.placements.rules import PLACED_STRAND
from volunteers.places.models import Unit

EDIT = Permission.PLACEMENT_EDIT
MOST = 1_000


@dataclass(frozen=True)
class PlacementRow:
    """A placement with whose it is and where."""

    placement: Placement
    name: str
    unit: str
    account_id: int

    @property
    def role(self) -> SupportRole | None:
        return next((role for role in current_force().roles if role.code == self.placement.role), None)

    @property
    def role_name(self) -> str:
        return self.role.name if self.role else names.in_words(self.placement.role)

    @property
    def where(self) -> str:
        return f"{self.unit}, {names.area_name(self.placement.area)}"

    @property
    def drives(self) -> bool:
        return self.role is not None and self.role.needs_driving


@dataclass(frozen=True)
class RoleColumn:
    """A role on the board: who is in it or will be, and how many are wanted; None where nobody said."""

    role: SupportRole
    rows: Sequence[PlacementRow]
    wanted: int | None
    now: int

    @property
    def missing(self) -> int:
        return max(0, (self.wanted or 0) - self.now)


def board(viewer: Viewer, on: date, *, area: str | None = None) -> list[RoleColumn]:
    """Every role of the force with its placements that run or are to come, in the viewer's scope."""
    here = (_within(viewer), or_(Placement.until_on.is_(None), Placement.until_on >= on))
    narrowed = () if area is None else (Placement.area == area,)
    rows: dict[str, list[PlacementRow]] = defaultdict(list)
    for row in db.session.execute(
        rows_of().where(*here, *narrowed).order_by(Volunteer.last_name, Placement.id).limit(MOST)
    ):
        rows[row[0].role].append(PlacementRow(*row))
    wanted = _wanted(viewer, area)
    return [
        RoleColumn(
            role, rows[role.code], wanted.get(role.code),
            sum(each.placement.runs_on(on) for each in rows[role.code]),
        )
        for role in current_force().roles
    ]  # fmt: skip


def get_placement(placement_id: int, viewer: Viewer) -> PlacementRow:
    """One placement in the viewer's scope; ``NotFound`` outside."""
    row = db.session.execute(rows_of().where(Placement.id == placement_id)).first()
    if row is None or not viewer.may_in(EDIT, PLACED_STRAND, row[0].area):
        raise NotFound(f"no placement {placement_id} for this viewer")
    return PlacementRow(*row)


def people_choices(viewer: Viewer, on: date) -> list[tuple[str, str]]:
    """The support volunteers who serve in the viewer's scope, by name."""
    period = ServicePeriod
    within = viewer.within(EDIT, period.strand.expression, period.area.expression)
    rows = db.session.execute(
        select(Volunteer.id, Volunteer.first_name + " " + Volunteer.last_name, period.area)
        .join(period, period.volunteer_id == Volunteer.id)
        .where(period.strand == PLACED_STRAND, within, or_(period.ended_on.is_(None), period.ended_on > on))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
        .limit(MOST)
    )
    return list({str(number): f"{name} ({names.area_name(area)})" for number, name, area in rows}.items())


def wanted_in(role: str, area: str) -> int | None:
    """How many are wanted in a role in an area; None where nobody said."""
    return db.session.scalar(select(RoleWanted.wanted).where(RoleWanted.role == role, RoleWanted.area == area))


def find_staff(email: str) -> int | None:
    """The account of someone of the staff with this address, who can sign in; None for anyone else."""
    works = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(STAFF_ROLES))
    return db.session.scalar(select(Account.id).where(Account.email == email, Account.disabled_at.is_(None), works))


def _wanted(viewer: Viewer, area: str | None) -> dict[str, int]:
    areas = [each.code for each in current_force().known_areas if viewer.may_in(EDIT, PLACED_STRAND, each.code)]
    narrowed = [each for each in areas if area in (None, each)]
    rows = db.session.execute(
        select(RoleWanted.role, func.sum(RoleWanted.wanted))
        .where(RoleWanted.area.in_(narrowed))
        .group_by(RoleWanted.role)
    )
    return {role: int(count) for role, count in rows}


def _within(viewer: Viewer) -> ColumnElement[bool]:
    return viewer.within(EDIT, literal(PLACED_STRAND), Placement.area.expression)


def rows_of() -> Select[Placement, str, str, int]:
    """Placements, each with whose it is, the name of its unit, and their account."""
    name = (Volunteer.first_name + " " + Volunteer.last_name).label("name")
    return (
        select(Placement, name, Unit.name, Volunteer.account_id)
        .join(Volunteer, Volunteer.id == Placement.volunteer_id)
        .join(Unit, Unit.id == Placement.unit_id)
    )
