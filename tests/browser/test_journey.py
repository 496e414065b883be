"""The walk of one Special in Chromium: every page judged by axe, at two widths, with the console listened to."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import apply
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import agree, grant_vetting, move, record, signed_in_staff, three
from tests.browser.ways import SPECIAL
from tests.copies import Copy
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA = "ada@example.com"
PRE_EMPLOYMENT = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")


def test_one_special_from_the_form_to_the_trends(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR, Role.VETTING_OFFICER, Role.OPCC_ANALYST)
    copy.make_second(Role.COORDINATOR)
    ada = Visitor(browser, copy.service.url)
    apply(ada, copy.service.mailbox, SPECIAL, ADA)
    coordinator, vetting, analyst = (
        signed_in_staff(copy, browser, role) for role in (Role.COORDINATOR, Role.VETTING_OFFICER, Role.OPCC_ANALYST)
    )

    coordinator.open("/staff/applications")
    coordinator.press("Ada Lovelace")
    case = coordinator.path
    move(coordinator, case, "sift")
    record(coordinator, case, "sift")
    move(coordinator, case, "interview")
    for code in ("interview", "identity", "right_to_work"):
        record(coordinator, case, code)
    move(coordinator, case, "pre_employment_checks")
    for code in PRE_EMPLOYMENT:
        if code == "vetting":
            grant_vetting(vetting)
        else:
            record(coordinator, case, code)
    for stage, checks in (("intake", ()), ("training", ("training", "personal_safety_training"))):
        move(coordinator, case, stage)
        for code in checks:
            record(coordinator, case, code)
    move(coordinator, case, "attestation")
    record(coordinator, case, "attestation")
    coordinator.open(case)
    coordinator.press("Propose clearing for duty")
    coordinator.press("Propose clearing for duty")
    coordinator.press("See what you proposed")
    assert "someone else decides" in coordinator.words
    second = signed_in_staff(copy, browser, Role.COORDINATOR, second=True)
    agree(second)
    assert "leared for duty" in second.words

    _make_a_duty(coordinator)
    duty = coordinator.path
    coordinator.open("/staff/duties")
    coordinator.open("/staff/volunteers")
    coordinator.press("Lovelace")
    ada.open("/duties")
    ada.press("Market patrol")
    ada.press("Sign up|Take")
    ada.open("/my-duties")
    assert "Market patrol" in ada.words
    coordinator.open(duty)
    assert "Ada Lovelace" in coordinator.words
    coordinator.open(f"{duty}/attendance")

    with copy.app.app_context(), unit_of_work():
        a_volunteer(area="bristol")  # has served for a year, so that there are whole months to show
    copy.service.flask("figures", "compute")
    analyst.open("/staff/trends")
    assert "Headcount" in analyst.words


def _make_a_duty(visitor: Visitor) -> None:
    visitor.open("/staff/duties/new/special-constabulary")
    visitor.fill(
        title="Market patrol", day=three(clock.today() + timedelta(days=9)), starts="10am", ends="2pm",
        area="bristol", meeting_place="Bristol station", post_1_name="Patrol", post_1_places="2",
    )  # fmt: skip
    visitor.press("Publish")
    assert "Market patrol" in visitor.words
