"""How a volunteer serves, in Chromium: put on leave, refused a duty in that time, back again; and a cadet moved on."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.people.builders import a_volunteer, an_account
from tests.people.serving import a_cadet
from tests.rosters.builders import a_duty, a_sign_up
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ALEX = "alex@example.com"


def test_on_leave_a_duty_is_refused_and_back_again_it_is_not(copy: Copy, browser: Browser) -> None:
    volunteer_id, duty_id = _someone_with_duties(copy)
    copy.make_staff(Role.COORDINATOR)
    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR)
    record = f"/staff/volunteers/{volunteer_id}"
    _put_on_leave(coordinator, record)

    alex = _signed_in(copy, browser)
    alex.open(f"/duties/{duty_id}")
    assert "You are on leave from" in alex.words
    assert "Sign up" not in alex.words
    alex.open("/my-duties")
    alex.press("My service:")
    assert "On leave until" in alex.words

    coordinator.open(record)
    coordinator.press("Change or end this")
    coordinator.fill(from_on=three(clock.today()))
    coordinator.press("Continue")
    assert "What this replaces" in coordinator.words
    coordinator.press("Save and tell them")
    assert "Active again" in coordinator.words
    alex.open(f"/duties/{duty_id}")
    assert "You are on leave" not in alex.words
    _move_the_cadet_on(coordinator)


def _put_on_leave(coordinator: Visitor, record: str) -> None:
    """Filled in wrongly first, looked at, gone back, saved; then the duty in that time is freed."""
    coordinator.open("/staff/volunteers")
    coordinator.press("Alex Hughes")
    assert coordinator.path == record
    coordinator.press("Leave, restriction or suspension")
    coordinator.press("Continue")
    assert "Enter the first day." in coordinator.words
    coordinator.fill(from_on=three(_in(0)), until_on=three(_in(40)), reason="study", note="Exams until spring")
    coordinator.press("Continue")
    assert "1 duty they are down for in this time" in coordinator.words
    coordinator.press("Change something first")
    coordinator.press("Continue")
    coordinator.press("Save and tell them")
    assert "Duties they cannot do" in coordinator.words
    coordinator.press("Take them off this duty")
    assert coordinator.path == record
    assert "is off 1 duty" in coordinator.words
    for what in ("rank", "grade", "posting", "end"):
        coordinator.open(f"{coordinator.page.locator('.app-serving__changes a').first.get_attribute('href')}".replace(
            "/status", f"/{what}"
        ))  # fmt: skip
        coordinator.open(record)


def _move_the_cadet_on(coordinator: Visitor) -> None:
    coordinator.open("/staff/volunteers")
    coordinator.press("wait to be moved on: 1")
    coordinator.press("Move on")
    coordinator.fill(way="special", note="Talked with her and her mother")
    coordinator.press("Save and tell them")
    assert "Agreed already" in coordinator.words
    assert "Special Constable" in coordinator.words


def _someone_with_duties(copy: Copy) -> tuple[int, int]:
    """Alex, down for one duty and free for another, both in the next weeks; and a cadet who turns 18."""
    with copy.app.app_context(), unit_of_work():
        volunteer = a_volunteer(account=an_account(email=ALEX))
        a_sign_up(a_duty(on=_in(8), title="Harbour patrol"), volunteer)
        a_cadet(turns_in=20)
        return volunteer.id, a_duty(on=_in(12), title="Night in town").id


def _signed_in(copy: Copy, browser: Browser) -> Visitor:
    visitor = Visitor(browser, copy.service.url)
    visitor.open("/sign-in")
    visitor.fill(email=ALEX)
    visitor.press("Send|Continue")
    visitor.fill(code=copy.service.mailbox.code_for(ALEX))
    visitor.press("Sign in|Continue")
    return visitor


def _in(days: int) -> date:
    return clock.today() + timedelta(days=days)
