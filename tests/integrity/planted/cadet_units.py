"""Faults in the registers of cadet units."""

from datetime import time

from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_form, a_night, at
from tests.integrity.planted.planting import plants
from tests.people.builders import an_account
from volunteers import clock
from volunteers.cadet_units.models import AdultPresent, CadetPresent, NightRegister
from volunteers.extensions import db
from volunteers.rosters.models import Duty, SignUp


@plants("cadet_there_without_form")
def there_past_the_register() -> list[int]:
    night = a_night(a_cadet_unit())
    ana, bo = (a_cadet_on(night, name, guardian=False)[0] for name in ("Ana", "Bo"))
    a_form(ana)
    _register(night, [ana, bo], [time(20), time(20)])
    return [bo.id]


@plants("cadets_with_fewer_than_two_adults")
def an_adult_left_early() -> list[int]:
    unit, found = a_cadet_unit(), []
    for days, left in ((-1, time(20)), (-2, time(19))):
        night = a_night(unit, days=days)
        ana, _ = a_cadet_on(night, "Ana", guardian=False)
        a_form(ana)
        _register(night, [ana], [time(20), left])
        found.append(night.id)
    return found[1:]


def _register(night: Duty, cadets: list[SignUp], left: list[time]) -> None:
    """A register with these cadets there from six until eight, and an adult from six until each of these times."""
    db.session.add(NightRegister(duty_id=night.id, saved_at=clock.now(), saved_by_id=an_account().id))
    db.session.flush()
    began, ended = at(night, time(18)), at(night, time(20))
    for each in cadets:
        db.session.add(CadetPresent(sign_up_id=each.id, duty_id=night.id, came_at=began, left_at=ended))
    for number, until in enumerate(left):
        adult = AdultPresent(duty_id=night.id, name=f"Adult {number}", role="Leader", came_at=began)
        adult.left_at = at(night, until)
        db.session.add(adult)
    db.session.flush()
