"""The pages of placements: the board and sheets of staff, and a driver's own on a telephone."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.placements.builders import a_place, a_placement, a_supporter, at
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role
from volunteers.placements.models import Journey, Placement
from volunteers.placements.rules import PLACED_STRAND


@pytest.fixture
def driver(session: object) -> Volunteer:
    return a_supporter()


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def test_a_driver_logs_a_journey_after_an_error_and_claims_its_miles(client, driver):
    placement = a_placement(driver)
    browser = signed_in(client, driver.account)
    assert "My placement: Volunteer driver" in page(browser, "/my-duties")
    here = f"/my-placement/{placement.id}/journeys/new"
    typed = {
        "on": boxes(clock.on(at(9))), "starts": "9:15", "ends": "10am", "from_place": "Taunton", "to_place": "Yeovil",
        "vehicle": "police", "fleet_number": "av12", "odometer_start": "500", "odometer_end": "400",
    }  # fmt: skip
    said = browser.post(here, data=sent_form(page(browser, here), **typed)).get_data(as_text=True)
    assert "An odometer does not go back" in said
    assert 'value="av12"' in said
    own = {**typed, "vehicle": "own", "odometer_start": "", "odometer_end": "", "miles": "12.4"}
    sent = sent_form(said, **own)
    assert {browser.post(here, data=sent).location for _ in range(2)} == {"/my-placement"}
    (journey,) = db.session.scalars(select(Journey))
    shown = page(browser, "/my-placement")
    assert "12.4 miles" in shown
    browser.post(f"/my-placement/journeys/{journey.id}/claim", data=sent_form(shown))
    assert "£5.58" in page(browser, "/my-expenses")


def test_a_days_work_is_written_down_and_an_overlap_refused(client, driver):
    placement = a_placement(driver)
    browser = signed_in(client, driver.account)
    here = f"/my-placement/{placement.id}/worked"
    typed = {"on": boxes(clock.on(at(9))), "starts": "9", "ends": "1pm"}
    assert browser.post(here, data=sent_form(page(browser, here), **typed)).location == "/my-placement"
    again = browser.post(here, data=sent_form(page(browser, here), **typed)).get_data(as_text=True)
    assert "There is a problem" in again


def test_staff_place_someone_and_are_told_what_is_missing(client, driver):
    young = a_supporter(first_name="Kit", level="nppv_1")
    unit = a_place()
    staff = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, PLACED_STRAND, None)]))
    here = "/staff/placements/new?role=driver"
    typed = {
        "volunteer": str(young.id), "role": "driver", "unit": str(unit.id), "contact": "Priya Shah",
        "from_on": boxes(clock.today()), "days": "Tuesdays", "hours": "6",
    }  # fmt: skip
    said = staff.post(here, data=sent_form(page(staff, here), **typed))
    text = said.get_data(as_text=True)
    assert (said.status_code, "role needs level 2" in text, "a vetting officer" in text) == (409, True, True)
    made = staff.post(here, data=sent_form(text, **{**typed, "volunteer": str(driver.id)})).location
    assert "Priya Shah" in page(staff, made)
    wanted = "/staff/placements/wanted"
    staff.post(wanted, data=sent_form(page(staff, wanted), role="driver", area="somerset", wanted="4"))
    assert "1 of 4" in page(staff, "/staff/placements?area=somerset")
    change = f"{made}/change"
    staff.post(change, data=sent_form(page(staff, change), **{**typed, "volunteer": str(driver.id), "hours": "8"}))
    (placement,) = db.session.scalars(select(Placement))
    assert placement.hours == 8
    end = f"{made}/end"
    staff.post(end, data=sent_form(page(staff, end), last_on=boxes(clock.today()), reason="Moved"))
    assert placement.end_reason == "Moved"


def test_the_sheet_of_a_month_and_its_list(client, driver):
    placement = a_placement(driver)
    browser = signed_in(client, driver.account)
    here = f"/my-placement/{placement.id}/journeys/new"
    typed = {
        "on": boxes(clock.on(at(9))), "starts": "9:15", "ends": "10am", "from_place": "=1+1", "to_place": "Yeovil",
        "vehicle": "own", "miles": "12.4",
    }  # fmt: skip
    browser.post(here, data=sent_form(page(browser, here), **typed))
    staff = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, PLACED_STRAND, None)]))
    month = clock.month_of(clock.on(at(9)))
    assert "12.4 miles" in page(staff, f"/staff/placements/journeys?month={month}")
    text = page(staff, f"/staff/placements/journeys/file?month={month}")
    assert "'=1+1" in text
    assert '"45"' in text
