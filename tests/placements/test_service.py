"""Placing, journeys and their miles, on the real database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.people.builders import as_viewer
from tests.placements.builders import a_journey, a_place, a_placement, a_placer, a_supporter, at, terms
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.expenses.models import ExpenseClaim
from volunteers.extensions import db
from volunteers.hours.models import Stint
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.placements import queries, service
from volunteers.placements.rules import Vehicle

pytestmark = pytest.mark.usefixtures("session")
OWN = {"vehicle": Vehicle.OWN, "fleet_number": "", "odometer_start": None, "odometer_end": None, "tenths": 124}


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """Refused on exactly these grounds."""
    with pytest.raises(Refused) as found:
        yield
    assert tuple(each.code for each in found.value.refusals) == codes


@pytest.fixture
def driver(session: object) -> Volunteer:
    return a_supporter()


def test_placing_tells_the_volunteer_and_shows_on_the_board(driver):
    placement = a_placement(driver)
    (told,) = db.session.scalars(select(Message).where(Message.kind == "placed"))
    assert (told.particulars["contact"], told.particulars["role"]) == ("Priya Shah", "Volunteer driver")
    service.want("driver", "somerset", 3, by=a_placer())
    service.want("driver", "somerset", 4, by=a_placer())
    column = queries.board(a_placer(), clock.today())[0]
    assert (column.now, column.wanted, column.missing, column.rows[0].placement.id) == (1, 4, 3, placement.id)
    assert queries.board(a_placer("bristol"), clock.today())[0].rows == []
    for act in (
        lambda: queries.get_placement(placement.id, a_placer("bristol")),
        lambda: service.want("driver", "somerset", 1, by=a_placer("bristol")),
        lambda: service.place(driver.id, terms(a_place().id), by=a_placer("bristol")),
    ):
        with pytest.raises(NotFound):
            act()


def test_placing_is_refused_for_what_is_missing_and_twice(driver):
    nobody = a_supporter(level=None, licence=False)
    with refused("level_unknown", "licence"):
        a_placement(nobody)
    a_placement(driver)
    with refused("twice"):
        a_placement(driver)


def test_a_placement_is_changed_and_ended_with_a_reason(driver):
    placement, by = a_placement(driver), a_placer()
    service.change_placement(placement.id, terms(placement.unit_id, hours=8), version=1, by=by)
    assert (placement.hours, placement.version) == (8, 2)
    with pytest.raises(Conflict):
        service.change_placement(placement.id, terms(placement.unit_id), version=1, by=by)
    with refused("no_reason"):
        service.end_placement(placement.id, last_on=clock.today(), reason="", version=2, by=by)
    service.end_placement(placement.id, last_on=clock.today(), reason="Moved away", version=2, by=by)
    (told,) = db.session.scalars(select(Message).where(Message.kind == "placement_ended"))
    assert told.particulars["reason"] == "Moved away"
    with pytest.raises(Conflict):
        service.end_placement(placement.id, last_on=clock.today(), reason="Again", version=3, by=by)


def test_journeys_of_a_driver_follow_one_another(driver):
    placement, by = a_placement(driver), as_viewer(driver.account)
    journey = service.log_journey(placement.id, a_journey(), by=by)
    assert (journey.fleet_number, journey.miles_tenths) == ("AV12", 200)
    with refused("overlaps"):
        service.log_journey(placement.id, a_journey(9, 11, **OWN), by=by)
    with refused("odometer_start"):
        service.log_journey(placement.id, a_journey(11, 12, odometer_start=1_010, odometer_end=1_050), by=by)
    service.log_journey(placement.id, a_journey(11, 12, odometer_start=1_020, odometer_end=1_050), by=by)
    sheets = [each for month in _months() for each in queries.list_sheets(a_placer(), month)]
    assert sum(each.tenths for each in sheets) == 500
    assert all(queries.list_sheets(a_placer("bristol"), month) == [] for month in _months())


def test_only_the_driver_writes_down_their_journeys_and_only_while_placed(driver):
    placement = a_placement(driver, from_on=clock.today())
    with pytest.raises(NotFound):
        service.log_journey(placement.id, a_journey(), by=as_viewer(a_supporter().account))
    with refused("not_then"):
        service.log_journey(placement.id, a_journey(), by=as_viewer(driver.account))
    other = a_placement(a_supporter(), role="chaplain")
    row = queries.get_placement(other.id, a_placer())
    with refused("not_a_driver"):
        service.log_journey(other.id, a_journey(), by=as_viewer(db.session.get(Volunteer, other.volunteer_id).account))
    assert not row.drives


def test_miles_of_ones_own_car_are_claimed_once_and_keep_the_journey(driver):
    placement, by = a_placement(driver), as_viewer(driver.account)
    police = service.log_journey(placement.id, a_journey(), by=by)
    own = service.log_journey(placement.id, a_journey(11, 12, **OWN), by=by)
    with refused("not_own_car"):
        service.claim_miles(police.id, by=by)
    made = {service.claim_miles(own.id, by=by).id for _ in range(2)}
    assert [each.pence for each in db.session.scalars(select(ExpenseClaim))] == [558]
    assert len(made) == 1
    with refused("claimed"):
        service.remove_journey(own.id, by=by)
    service.remove_journey(police.id, by=by)
    assert [each.id for each in queries.list_journeys(placement.id)] == [own.id]


def test_a_days_work_is_claimed_as_hours_once(driver):
    placement, by = a_placement(driver), as_viewer(driver.account)
    for _ in range(2):
        service.log_hours(placement.id, starts_at=at(9), ends_at=at(12), key="k", by=by)
    (stint,) = db.session.scalars(select(Stint))
    assert (stint.claimed, stint.kind, stint.unit_id) == (180, "community", placement.unit_id)


def _months() -> list[date]:
    first = clock.month_of(clock.today() - timedelta(days=1))
    return sorted({first, clock.month_of(clock.today())})
