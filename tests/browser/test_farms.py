"""Farm Watch in Chromium: a report from a telephone becomes an alert that is answered, and a visit fills a register."""

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.farms.builders import a_member, some_premises
from tests.people.builders import an_account
from volunteers import clock
from volunteers.farms import jobs
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ROB, SUE = "rob@example.com", "sue@example.com"


def test_an_alert_and_a_marking_visit(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    _members(copy)
    rob, sue = (_signed_in(copy, browser, address) for address in (ROB, SUE))
    staff = signed_in_staff(copy, browser, Role.COORDINATOR)
    _report(rob)
    _send_on(staff)
    with copy.app.app_context():
        jobs.tell()
    _answer(sue)
    staff.open("/staff/farms/alerts")
    staff.press("Van at gates")
    assert "It went towards Wells" in staff.words
    _visit(rob, staff)


def _members(copy: Copy) -> None:
    with copy.app.app_context(), unit_of_work():
        for address, name in ((ROB, "Rob Chedzey"), (SUE, "Sue Vowles")):
            member = a_member(account=an_account(Role.VOLUNTEER, email=address, full_name=name))
            some_premises(member, name=f"{name.split()[0]}'s farm")


def _signed_in(copy: Copy, browser: Browser, address: str) -> Visitor:
    visitor = Visitor(browser, copy.service.url, size=NARROW)
    visitor.open("/sign-in")
    sign_in(visitor, copy.service.mailbox, address)
    return visitor


def _report(rob: Visitor) -> None:
    rob.open("/my-farm/report")
    rob.press("Send the report")
    assert "Write what you saw." in rob.words
    rob.judge("a report with errors")
    place = rob.page.locator('select[name="place"] option').nth(1).get_attribute("value")
    rob.fill(crime="agricultural", what="A van stopped at our gates", seen_when="6am", place=place, vehicle="WX12 ABC")
    rob.press("Send the report")
    assert "We look at it" in rob.words
    rob.judge("my Farm Watch")


def _send_on(staff: Visitor) -> None:
    staff.open("/staff/farms/reports")
    staff.press("A van stopped")
    assert "WX12 ABC" in staff.words
    staff.press("Make it an alert")
    assert "WX12" not in staff.words
    staff.fill(title="Van at gates")
    staff.press("How many does it reach")
    assert "reaches 2 members" in staff.words
    staff.judge("an alert before it is sent")
    staff.press("Send the alert")


def _answer(sue: Visitor) -> None:
    sue.open("/my-farm")
    sue.press("Van at gates")
    sue.fill(body="It went towards Wells", seen_when="6:30am")
    sue.press("Tell us")
    assert "You told us" in sue.words
    sue.judge("an alert that was answered")


def _visit(rob: Visitor, staff: Visitor) -> None:
    rob.open("/my-farm")
    rob.press("Ask for a marking visit")
    rob.fill(wanted="Two quad bikes")
    rob.press("Ask for a visit")
    staff.open("/staff/farms/visits")
    staff.press("Plan the visit")
    staff.fill(visit_on=three(clock.today()), when_words="10am", who_goes="PC Hart")
    staff.press("Save and tell")
    staff.press("Enter what was marked")
    staff.fill(kind_0="Quad bike", mark_0="AS0001", serial_0="SN1", kind_1="Quad bike", mark_1="AS0001")
    staff.expected = "409"
    staff.press("Save the register")
    assert "in two rows" in staff.words
    staff.judge("what was marked, with an error")
    staff.fill(mark_1="AS0002")
    staff.press("Save the register")
    rob.open("/my-farm/register")
    assert "AS0001" in rob.words
    assert "AS0002" in rob.words
