"""When the sun rises and sets where a unit lies or, for one that nobody has placed, in the middle of its area."""

from datetime import date

from astral import Observer
from astral.sun import sunrise, sunset
from sqlalchemy import func, select

from volunteers.extensions import db
from volunteers.places.models import Unit
from volunteers.places.rules.daylight import LONDON, Daylight
from volunteers.places.rules.distance import Position


def daylight_of(unit_id: int | None, area: str, on: date) -> Daylight | None:
    """Sunrise and sunset of a day at a unit, or else in the middle of its area, or else of the force; None where no
    unit of the force has a place."""
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    here = (unit.position if unit else None) or _middle(area) or _middle(None)
    return daylight_at(here.latitude, here.longitude, on) if here else None


def daylight_at(latitude: float, longitude: float, on: date) -> Daylight:
    """Sunrise and sunset at a place in Britain on a day."""
    place = Observer(latitude, longitude)
    return Daylight(
        sunrise(place, on, tzinfo=LONDON).replace(microsecond=0),
        sunset(place, on, tzinfo=LONDON).replace(microsecond=0),
    )


def _middle(area: str | None) -> Position | None:
    """The middle of the units of an area that have a place, or of all of them."""
    wanted = select(func.avg(Unit.latitude), func.avg(Unit.longitude)).where(Unit.latitude.is_not(None))
    latitude, longitude = db.session.execute(wanted if area is None else wanted.where(Unit.area == area)).one()
    return None if latitude is None or longitude is None else Position(float(latitude), float(longitude))
