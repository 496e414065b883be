"""A volunteer claims hours on a telephone without JavaScript; a supervisor adjusts and certifies them in Chromium."""

import os
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.people.builders import a_volunteer, an_account
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ALEX = "alex@example.com"
PICTURES = os.environ.get("PICTURES")


def test_hours_are_claimed_adjusted_certified_and_reported(copy: Copy, browser: Browser) -> None:
    day = clock.today() - timedelta(days=1)
    copy.make_staff(Role.SUPERVISOR)
    with copy.app.app_context(), unit_of_work():
        alex = a_volunteer(account=an_account(Role.APPLICANT, email=ALEX), last_name="Adams")
        begun = clock.start_of_day(day) + timedelta(hours=18)
        an_attendance(a_sign_up(a_duty(starts_at=begun), alex), minutes=290)
    own = Visitor(browser, copy.service.url, size=NARROW, scripts=False)
    own.open("/sign-in")
    sign_in(own, copy.service.mailbox, ALEX)
    own.open("/my-hours/claim")
    own.press("^Claim these hours")
    assert own.page.title().startswith("Error:")
    own.fill(
        what="School talk in Keynsham", kind="community", on=three(day), since="10am", until="12:30pm", basis="employer"
    )
    own.press("^Claim these hours")
    own.open(f"/my-hours?month={day:%Y-%m}")
    assert "7 hours 20 minutes" in own.words
    _picture(own, "mine")

    staff = signed_in_staff(copy, browser, Role.SUPERVISOR)
    staff.open("/staff/hours")
    _picture(staff, "to_certify")
    staff.follow(staff.page.get_by_role("link", name="School talk in Keynsham").first)
    staff.fill(counted="2:00", reason="The talk ended at noon.")
    staff.press("^Adjust the hours")
    assert "minus 30 minutes" in staff.words
    _picture(staff, "one")
    staff.open("/staff/hours")
    for box in staff.page.locator('main input[name="stint"]').all():
        box.check()
    staff.press("^Certify what is ticked")
    assert "2 stretches of work certified" in staff.words
    staff.open(f"/staff/hours/report?from={day:%Y-%m}&to={day:%Y-%m}")
    assert "6:50" in staff.words
    _picture(staff, "report")
    own.open(f"/my-hours?month={day:%Y-%m}")
    assert "Certified" in own.words


def _picture(visitor: Visitor, name: str) -> None:
    """Keep a picture of the page where the environment says where to."""
    if PICTURES:
        visitor.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
