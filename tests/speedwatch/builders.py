"""SpeedWatch for tests: a scheme in Somerset with a good site, a device, and a team of four. Builders flush only."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from tests.people.builders import SOMERSET, a_viewer, a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role, Viewer
from volunteers.places.models import Site, SiteAssessment, Unit, UnitKind
from volunteers.places.rules.sites import SiteOutcome
from volunteers.rosters.models import SignUp
from volunteers.speedwatch import service
from volunteers.speedwatch.models import Device, RoadsideSession
from volunteers.speedwatch.queries.schemes import OPERATOR
from volunteers.speedwatch.rules.sessions import Direction
from volunteers.speedwatch.rules.sheet import Vehicle
from volunteers.speedwatch.service import Return

SPEEDWATCH = "community_speedwatch"
NAMES = ("Toye", "Reed", "Marsh", "Lowe", "Hale")
PLATE = "WX19 KDE"
_numbers = itertools.count(1)


@dataclass
class AScheme:
    """A scheme with what a session needs; the first of its team coordinates it and holds the device."""

    unit: Unit
    site: Site
    device: Device
    team: Sequence[Volunteer] = field(default_factory=list)

    @property
    def runs(self) -> Viewer:
        return _viewer(self.team[0])

    @property
    def other(self) -> Viewer:
        return _viewer(self.team[1])


def a_scheme(*, area: str = SOMERSET, people: int = 4) -> AScheme:
    """A scheme near Bristol, whose site is assessed for a year."""
    number, by = next(_numbers), an_account(Role.COORDINATOR)
    unit = Unit(
        code=f"scheme_{number}", name=f"Chew Magna SpeedWatch {number}", kind=UnitKind.SCHEME, strand=SPEEDWATCH,
        area=area, latitude=51.45, longitude=-2.59,
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    site = Site(unit_id=unit.id, road="High Street", place="by the pump", speed_limit=30, named_at=clock.now())
    device = Device(
        unit_id=unit.id, make="TruCam", serial=f"TC-{number}", calibrated_until=clock.today() + timedelta(days=100),
        kept_by_id=by.id, kept_at=clock.now(),
    )  # fmt: skip
    db.session.add_all([site, device])
    db.session.flush()
    assess(site, until=clock.today() + timedelta(days=200))
    return AScheme(unit, site, device, [_member(unit, place, area) for place in range(people)])


def assess(site: Site, *, until: date, outcome: SiteOutcome = SiteOutcome.SUITABLE) -> None:
    db.session.add(
        SiteAssessment(
            site_id=site.id, outcome=outcome, assessed_on=clock.today() - timedelta(days=100), valid_until=until,
            findings="Stand behind the wall.", recorded_by_id=an_account(Role.COORDINATOR).id, recorded_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()


def a_session(scheme: AScheme, *, on: date | None = None, starts: time = time(11)) -> RoadsideSession:
    """A session the day before yesterday at midday, with the whole team on it."""
    day = on or clock.today() - timedelta(days=2)
    posts = [a_post("Roadside volunteer", places=len(scheme.team))]
    duty = a_duty(
        strand=SPEEDWATCH, area=scheme.unit.area, unit_id=scheme.unit.id, on=day, starts=starts, hours=2, posts=posts,
        kind="roadside", meeting_place="High Street", title="SpeedWatch at High Street",
    )  # fmt: skip
    session = RoadsideSession(
        duty_id=duty.id, unit_id=scheme.unit.id, site_id=scheme.site.id, direction=Direction.NORTHBOUND, speed_limit=30,
        threshold=35, planned_by_id=duty.created_by_id, planned_at=clock.now(),
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    for one in scheme.team:
        a_sign_up(duty, one)
    return session


def places_of(session: RoadsideSession) -> list[int]:
    """The numbers of the places on it, in the order of the team."""
    return list(db.session.scalars(db.select(SignUp.id).where(SignUp.duty_id == session.duty_id).order_by(SignUp.id)))


def a_return(
    scheme: AScheme, session: RoadsideSession, *, people: int = 3, vehicles: int = 1, **more: object
) -> Return:
    """A good return of the session with the first people of its team."""
    duty = session.duty
    stood_from, stood_until = duty.starts_at + timedelta(minutes=5), duty.ends_at - timedelta(minutes=5)
    given = {
        "device_id": scheme.device.id, "is_device_checked": True, "weather": "dry", "stood_from": stood_from,
        "stood_until": stood_until, "came": dict.fromkeys(places_of(session)[:people], stood_from), "counted": 200,
        "vehicles": [Vehicle(time(12), PLATE, "Ford", "Blue", 38 + number) for number in range(vehicles)],
    }  # fmt: skip
    return Return(**{**given, **more})  # type: ignore[arg-type]


def a_returned(scheme: AScheme, **more: int) -> RoadsideSession:
    """A session whose return was sent, and which waits to be handed over."""
    session = a_session(scheme)
    return service.send_return(session.id, a_return(scheme, session, **more), by=scheme.runs)


def staff(role: Role = Role.COORDINATOR, area: str = SOMERSET) -> Viewer:
    return a_viewer(role, SPEEDWATCH, area)


def _viewer(volunteer: Volunteer) -> Viewer:
    db.session.flush()
    db.session.expire(volunteer.account, ["role_grants"])
    return as_viewer(volunteer.account)


def _member(unit: Unit, place: int, area: str) -> Volunteer:
    begun, until = clock.today() - timedelta(days=365), clock.today() + timedelta(days=730)
    return a_volunteer(
        first_name="Jo", last_name=NAMES[place], strand=SPEEDWATCH, area=area, unit_id=unit.id, rank=None,
        grade="scheme_coordinator" if place == 0 else "roadside_volunteer",
        clearances=[Holding(code, begun, until) for code in ("vetting", "training")],
        qualifications=[Holding(OPERATOR, begun, None)] if place == 0 else [],
    )  # fmt: skip
