"""A driver on a telephone writes down journeys and claims their miles; staff approve the claim."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.placements.builders import a_placement, a_supporter
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
DRIVER = "driver@example.com"


def test_a_driver_logs_journeys_and_claims_miles_that_staff_approve(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    with copy.app.app_context(), unit_of_work():
        volunteer = a_supporter(first_name="Ana", last_name="Reed")
        volunteer.account.email = DRIVER
        a_placement(volunteer)
    driver = Visitor(browser, copy.service.url, size=NARROW)
    driver.open("/sign-in")
    sign_in(driver, copy.service.mailbox, DRIVER)
    driver.open("/my-duties")
    driver.press("My placement: Volunteer driver")
    _log_in_police_car(driver)
    _log_in_own_car(driver)
    driver.press("^Claim these miles")
    assert "Miles claimed" in driver.words
    driver.press("My expenses")
    assert "£5.58 waits to be approved" in driver.words

    staff = signed_in_staff(copy, browser, Role.COORDINATOR)
    staff.open("/staff/placements")
    staff.press("Ana Reed")
    assert "Taunton to Wells, 12.4 miles" in staff.words
    staff.press("Sheet of this month")
    staff.open("/staff/expenses")
    staff.page.locator('main [name="claims"]').check()
    staff.press("Approve what I ticked")
    assert "You have approved 1 claim." in staff.words
    driver.open("/my-expenses")
    assert "Approved" in driver.words


def _log_in_police_car(driver: Visitor) -> None:
    """The odometer goes back: refused in words, and what was typed is still there to be corrected."""
    driver.press("Log a journey")
    driver.fill(
        on=three(clock.today() - timedelta(days=1)), starts="9am", ends="10am", from_place="Taunton", to_place="Yeovil",
        vehicle="police", fleet_number="AV12", odometer_start="500", odometer_end="400",
    )  # fmt: skip
    driver.press("Save the journey")
    assert "An odometer does not go back" in driver.words
    assert driver.page.locator('main [name="from_place"]').input_value() == "Taunton"
    driver.fill(odometer_end="520")
    driver.press("Save the journey")
    assert "Taunton to Yeovil, 20 miles" in driver.words


def _log_in_own_car(driver: Visitor) -> None:
    driver.press("Log a journey")
    driver.fill(
        on=three(clock.today() - timedelta(days=1)), starts="1pm", ends="2pm", from_place="Taunton", to_place="Wells",
        vehicle="own", miles="12.4",
    )  # fmt: skip
    driver.press("Save the journey")
    assert "Taunton to Wells, 12.4 miles" in driver.words
