"""The walk of one Special in Chromium: every page judged by axe, at two widths, with the console listened to."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import apply
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
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
    _move(coordinator, case, "sift")
    _check(coordinator, case, "sift")
    _move(coordinator, case, "interview")
    for code in ("interview", "identity", "right_to_work"):
        _check(coordinator, case, code)
    _move(coordinator, case, "pre_employment_checks")
    for code in PRE_EMPLOYMENT:
        if code == "vetting":
            _vet(vetting)
        else:
            _check(coordinator, case, code)
    for stage, checks in (("intake", ()), ("training", ("training", "personal_safety_training"))):
        _move(coordinator, case, stage)
        for code in checks:
            _check(coordinator, case, code)
    _move(coordinator, case, "attestation")
    _check(coordinator, case, "attestation")
    coordinator.open(case)
    coordinator.press("Propose clearing for duty")
    coordinator.press("Propose clearing for duty")
    coordinator.press("See what you proposed")
    assert "someone else decides" in coordinator.words
    second = signed_in_staff(copy, browser, Role.COORDINATOR, second=True)
    second.open("/staff/decisions")
    second.press("^Decide")
    second.fill(answer="agree")
    second.press("^Decide")
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


def _three(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def _check(visitor: Visitor, case: str, code: str) -> None:
    visitor.open(f"{case}/checks/{code}")
    why = {"reason": "Both were taken up by telephone."} if code == "references" else {}
    visitor.fill(state="passed", reference="R-1", result_on=_three(clock.today()), **why)
    visitor.press("Record|Save|Continue")
    assert visitor.path == case, visitor.words


def _vet(officer: Visitor) -> None:
    """The officer takes the case that waits, opens it with a reason, ticks every enquiry and grants it."""
    today = _three(clock.today())
    officer.open("/staff/vetting")
    officer.press("Take the next case")
    officer.follow(officer.page.locator("main table a").first)
    officer.fill(reason="begin", words="To vet them")
    officer.press("Open the file")
    officer.page.locator("main summary", has_text="Tick enquiries").click()
    for box in officer.page.locator('main [name="codes"]').all():
        box.check()
    officer.fill(done_on=today)
    officer.press("Tick them")
    officer.press("Record the outcome")
    officer.fill(outcome="granted", level="rv", reference="RV-20411", result_on=today)
    officer.press("Save the outcome")
    assert "The outcome is recorded" in officer.words


def _move(visitor: Visitor, case: str, stage: str) -> None:
    visitor.open(f"{case}/move")
    visitor.fill(to_stage=stage)
    visitor.press("^Move$")
    assert visitor.path == case, visitor.words


def _make_a_duty(visitor: Visitor) -> None:
    visitor.open("/staff/duties/new/special-constabulary")
    visitor.fill(
        title="Market patrol", day=_three(clock.today() + timedelta(days=9)), starts="10am", ends="2pm",
        area="bristol", meeting_place="Bristol station", post_1_name="Patrol", post_1_places="2",
    )  # fmt: skip
    visitor.press("Publish")
    assert "Market patrol" in visitor.words
