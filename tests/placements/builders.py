"""Support volunteers, their vetting and their placements for tests: good in every detail that a test does not name."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tests.openings.builders import a_unit
from tests.people.builders import SOMERSET, a_viewer, a_volunteer, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role, Viewer
from volunteers.placements import service
from volunteers.placements.models import Placement
from volunteers.placements.rules import PLACED_STRAND, JourneyGiven, Terms, Vehicle
from volunteers.vetting.models import VettingCase
from volunteers.vetting.rules import CaseKind, Outcome

WEDNESDAY = date(2026, 11, 18)


def a_supporter(*, level: str | None = "nppv_2", licence: bool = True, area: str = SOMERSET, **more: Any) -> Volunteer:
    """A support volunteer of a year, vetted to level 2, with a licence of three years."""
    begun, licensed = clock.today() - timedelta(days=365), clock.today() - timedelta(days=1_100)
    held = [Holding("driving_licence", licensed, None)] if licence else []
    volunteer = a_volunteer(
        strand=PLACED_STRAND, area=area, rank=None, grade="volunteer", qualifications=held,
        clearances=[Holding("vetting", begun, clock.today() + timedelta(days=730))], **more,
    )  # fmt: skip
    if level is not None:
        db.session.add(
            VettingCase(
                reference="V-1", kind=CaseKind.REVIEW, volunteer_id=volunteer.id, account_id=volunteer.account_id,
                strand=PLACED_STRAND, area=area, code="vetting", waiting_since=clock.now(), created_at=clock.now(),
                outcome=Outcome.GRANTED, level=level, decided_on=begun, closed_at=clock.now(),
            )
        )  # fmt: skip
        db.session.flush()
    return volunteer


def a_placer(area: str | None = None) -> Viewer:
    return a_viewer(Role.COORDINATOR, PLACED_STRAND, area)


def terms(unit_id: int, role: str = "driver", **more: Any) -> Terms:
    """From a month ago, open."""
    given: dict[str, Any] = {
        "contact": "Priya Shah", "contact_id": None, "from_on": clock.today() - timedelta(days=30), "until_on": None,
        "days": "Tuesdays", "hours": 6, **more,
    }  # fmt: skip
    return Terms(role=role, unit_id=unit_id, **given)


def a_placement(volunteer: Volunteer, **more: Any) -> Placement:
    """A driver's placement that runs."""
    return service.place(volunteer.id, terms(a_place().id, **more), by=a_placer())


def a_placement_of(volunteer: Volunteer, *, area: str) -> Placement:
    """A driver's placement as it is kept, whatever would have refused it."""
    unit, by = a_unit(strand=PLACED_STRAND, area=area), an_account()
    placement = Placement(
        volunteer_id=volunteer.id, role="driver", unit_id=unit.id, area=area, contact="Priya Shah", days="Tuesdays",
        from_on=clock.today() - timedelta(days=30), hours=6, placed_by_id=by.id, placed_at=clock.now(),
    )  # fmt: skip
    db.session.add(placement)
    db.session.flush()
    return placement


def a_place() -> Any:
    """A unit that support volunteers can be placed at."""
    return a_unit(strand=PLACED_STRAND, area=SOMERSET)


def at(hour: int, minute: int = 0, *, on: date | None = None) -> datetime:
    """A time of yesterday, on a London clock."""
    return clock.from_london(datetime.combine(on or clock.today() - timedelta(days=1), time(hour, minute)))


def a_journey(first: int = 9, last: int = 10, **more: Any) -> JourneyGiven:
    """From nine to ten yesterday, from 1,000 to 1,020 on the odometer of a police van."""
    given: dict[str, Any] = {
        "from_place": "Taunton", "to_place": "Yeovil", "vehicle": Vehicle.POLICE, "fleet_number": "AV 12",
        "odometer_start": 1_000, "odometer_end": 1_020, **more,
    }  # fmt: skip
    return JourneyGiven(at(first), at(last), **given)
