"""A registration that is still there after it was erased, and a return of two people."""

from sqlalchemy import select

from tests.integrity.planted.planting import plants
from tests.speedwatch.builders import a_returned, a_scheme
from volunteers import clock
from volunteers.extensions import db
from volunteers.speedwatch.models import SeenVehicle


@plants("registration_not_erased")
def still_there() -> list[int]:
    scheme = a_scheme()
    kept, erased = a_returned(scheme), a_returned(a_scheme())
    kept.erased_at = erased.erased_at = clock.now()
    for vehicle in db.session.scalars(select(SeenVehicle).where(SeenVehicle.session_id == erased.id)):
        vehicle.sealed = None
    db.session.flush()
    return [kept.id]


@plants("return_of_too_few")
def two_alone() -> list[int]:
    a_returned(a_scheme())
    alone = a_returned(a_scheme())
    alone.present = 2
    db.session.flush()
    return [alone.id]
