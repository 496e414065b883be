"""Who is told of an alert: members of its area who want the category, near its point where it has one."""

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.farms.models import FarmPremises, FarmWish
from volunteers.farms.queries.people import serves
from volunteers.farms.rules import Crime
from volunteers.people.models import ServicePeriod
from volunteers.places.models import Unit
from volunteers.places.rules import Position, miles_between


def list_positions() -> list[Position]:
    """Where the force's units are, to tell whether a point can be in its area at all."""
    rows = db.session.execute(select(Unit.latitude, Unit.longitude).where(Unit.latitude.is_not(None)))
    return [Position(latitude, longitude) for latitude, longitude in rows if latitude and longitude]


def list_receivers(crime: Crime, *, area: str, at: Position | None) -> list[int]:
    """The numbers of the volunteers to tell.

    An alert with a point reaches whoever has premises within the miles they chose, from any area; one without a point
    reaches the members of its area.
    """
    wanted = (
        select(FarmWish.volunteer_id, FarmWish.miles, ServicePeriod.area, FarmPremises.latitude, FarmPremises.longitude)
        .join(ServicePeriod, ServicePeriod.volunteer_id == FarmWish.volunteer_id)
        .outerjoin(
            FarmPremises,
            (FarmPremises.volunteer_id == FarmWish.volunteer_id) & FarmPremises.removed_at.is_(None),
        )
        .where(serves(clock.today()), FarmWish.crimes.contains([crime.value]))
    )
    found = set()
    for volunteer_id, miles, lives_in, latitude, longitude in db.session.execute(wanted):
        if at is None or latitude is None:
            is_near = lives_in == area
        else:
            is_near = miles_between(at, Position(latitude, longitude)) <= miles
        if is_near:
            found.add(volunteer_id)
    return sorted(found)
