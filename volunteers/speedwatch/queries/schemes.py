"""The schemes a viewer serves in or looks after, with what a session of theirs is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.queries.standings import find_volunteer_of, get_standings
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.places.queries import list_sites
from volunteers.places.rules.sites import SiteState
from volunteers.rosters.queries.running import runs_unit
from volunteers.speedwatch.models import Device, SchemeThreshold
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.COMMUNITY_SPEEDWATCH.value
OPERATOR = "speed_device_operator"
MOST_DEVICES = 100
MOST_SCHEMES = 300


@dataclass(frozen=True)
class OwnScheme:
    """The scheme a volunteer serves in now, and whether they run it."""

    unit: Unit
    runs: bool


def find_own_scheme(viewer: Viewer) -> OwnScheme | None:
    """The scheme the viewer serves in today; None for anyone else."""
    volunteer, today = find_volunteer_of(viewer.account_id), clock.today()
    if volunteer is None:
        return None
    standing = get_standings([volunteer.id], STRAND)[volunteer.id]
    unit_id = standing.unit_on(today) if standing.serves_throughout(today, today) else None
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    return OwnScheme(unit, runs(unit.id, viewer)) if unit is not None else None


def runs(unit_id: int, viewer: Viewer) -> bool:
    """Whether the viewer coordinates the scheme, or is the deputy."""
    return runs_unit(unit_id, strand=STRAND, by=viewer)


def get_scheme_to_plan(unit_id: int, viewer: Viewer) -> Unit:
    """A scheme that the viewer runs, or plans duties for; raises ``NotFound``."""
    unit = _scheme(unit_id)
    if not viewer.may_in(Permission.DUTY_EDIT, STRAND, unit.area) and not runs(unit_id, viewer):
        raise NotFound(f"scheme {unit_id} is not this viewer's to plan for")
    return unit


def get_staff_scheme(unit_id: int, viewer: Viewer, permission: Permission = Permission.SESSION_READ) -> Unit:
    """A scheme in the viewer's scope; raises ``NotFound``."""
    unit = _scheme(unit_id)
    if not viewer.may_in(permission, STRAND, unit.area):
        raise NotFound(f"no scheme {unit_id} for this viewer")
    return unit


def list_staff_schemes(viewer: Viewer) -> Sequence[Unit]:
    """The schemes in the viewer's scope, by name."""
    wanted = select(Unit).where(
        Unit.kind == UnitKind.SCHEME, Unit.strand == STRAND,
        viewer.within(Permission.SESSION_READ, Unit.strand, Unit.area),
    )  # fmt: skip
    return db.session.scalars(wanted.order_by(Unit.name, Unit.id).limit(MOST_SCHEMES)).all()


def sites_of(unit_id: int) -> list[SiteState]:
    """The sites of a scheme with what their newest assessment says."""
    return list_sites([unit_id])[unit_id]


def get_site_state(unit_id: int, site_id: int) -> SiteState:
    """One of them; raises ``NotFound``."""
    for site in sites_of(unit_id):
        if site.id == site_id:
            return site
    raise NotFound(f"no site {site_id} of scheme {unit_id}")


def threshold_of(unit_id: int, speed_limit: int) -> int:
    """The lowest speed this scheme notes on a road of that limit: its own where the force has set one."""
    own = db.session.get(SchemeThreshold, (unit_id, speed_limit))
    return own.threshold if own else current_force().speedwatch.thresholds[speed_limit]


def thresholds_of(unit_id: int) -> dict[int, int]:
    """All of them, by the limit."""
    return {limit: threshold_of(unit_id, limit) for limit in current_force().speedwatch.thresholds}


def list_devices(unit_id: int) -> Sequence[Device]:
    """The devices a scheme has, by make and serial."""
    wanted = select(Device).where(Device.unit_id == unit_id, Device.retired_at.is_(None))
    return db.session.scalars(wanted.order_by(Device.make, Device.serial, Device.id).limit(MOST_DEVICES)).all()


def _scheme(unit_id: int) -> Unit:
    unit = db.session.get(Unit, unit_id)
    if unit is None or unit.kind is not UnitKind.SCHEME or unit.strand != STRAND:
        raise NotFound(f"no scheme {unit_id}")
    return unit
