"""Nights of a cadet unit with cadets and their guardians. Builders flush, never commit."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask.testing import FlaskClient

from tests.applications.builders import an_application
from tests.guardians.builders import a_confirmed_guardian
from tests.people.builders import a_viewer, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import PermissionState
from volunteers.extensions import db
from volunteers.guardians.models import Guardian
from volunteers.people.models import Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models import Duty, SignUp

CADETS = "cadets"
YESTERDAY = -1


def a_cadet_unit(name: str = "Taunton cadets", area: str = "somerset") -> Unit:
    code = f"{area}_{name}".lower().replace(" ", "_")
    unit = Unit(code=code, name=name, kind=UnitKind.CADET_UNIT, strand=CADETS, area=area)
    db.session.add(unit)
    db.session.flush()
    return unit


def a_night(
    unit: Unit, *, days: int = YESTERDAY, kind: str = "community", starts: time = time(18), **more: Any
) -> Duty:
    """A night of two hours, so many days from today."""
    on = clock.today() + timedelta(days=days)
    given: dict[str, Any] = {"title": "Litter pick", "hours": 2, "adults": 2, "posts": [a_post("Cadet", places=20)]}
    return a_duty(
        strand=CADETS, area=unit.area, unit_id=unit.id, kind=kind, on=on, starts=starts, **{**given, **more}
    )  # fmt: skip


def a_cadet_on(duty: Duty, first_name: str, *, guardian: bool = True) -> tuple[SignUp, Guardian | None]:
    """A cadet of 15 with a place, and the guardian who agreed and was rung."""
    born = clock.today() - timedelta(days=365 * 15 + 100)
    account = an_account(Role.APPLICANT, full_name=f"{first_name} Tiller")
    cadet = a_volunteer(
        account=account, first_name=first_name, last_name="Tiller", birth_date=born, strand=CADETS, area=duty.area,
        unit_id=duty.unit_id, rank=None, grade="cadet", clearances=[],
    )  # fmt: skip
    sign_up = a_sign_up(duty, cadet)
    if not guardian:
        return sign_up, None
    case = an_application(strand=CADETS, stage="own_clothes", birth_date=born, account=account, first_name=first_name)
    return sign_up, a_confirmed_guardian(case, email=f"parent.of.{first_name.lower()}@example.org")


def a_form(sign_up: SignUp, state: PermissionState = PermissionState.GIVEN, **more: Any) -> EventPermission:
    """The form of that night."""
    now = clock.now() - timedelta(days=3)
    given = {
        "asked_at": now, "answered_at": None if state is PermissionState.ASKED else now,
        "withdrawn_at": now if state is PermissionState.WITHDRAWN else None,
    }  # fmt: skip
    form = EventPermission(duty_id=sign_up.duty_id, volunteer_id=sign_up.volunteer_id, state=state, **{**given, **more})
    db.session.add(form)
    db.session.flush()
    return form


def a_leader(area: str = "somerset") -> Viewer:
    return a_viewer(Role.COORDINATOR, CADETS, area, full_name="Helen Marsh")


def at(duty: Duty, clock_time: time) -> datetime:
    """A time of the night."""
    on: date = clock.on(duty.starts_at)
    return clock.from_london(datetime.combine(on, clock_time))


def volunteer_of(sign_up: SignUp) -> Volunteer:
    return db.session.get_one(Volunteer, sign_up.volunteer_id)


def token_of(client: FlaskClient, path: str) -> dict[str, str]:
    """What a page sends beside what is typed."""
    return {"csrf_token": client.get(path).text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]}
