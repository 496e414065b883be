"""A patrol on a telephone: the learner reports it, and the tutor agrees."""

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.patrols.test_patrols import TODAY, a_special, on_patrol
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ANA, BO = "ana@example.com", "bo@example.com"


def test_a_learner_reports_and_their_tutor_agrees(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.SUPERVISOR)
    with copy.app.app_context(), unit_of_work():
        learner, tutor = a_special("Ana", TODAY), a_special("Bo")
        learner.account.email, tutor.account.email = ANA, BO
        on_patrol(learner, tutor)
    staff = signed_in_staff(copy, browser, Role.SUPERVISOR)
    staff.open("/staff/patrols")
    staff.press("Ana Reed")
    staff.page.locator('main [name="tutor"]').select_option(label="Bo Reed")
    staff.press("Save the tutor")
    assert "Bo Reed is now the tutor." in staff.words

    ana = _someone(copy, browser, ANA)
    ana.open("/my-duties")
    assert "1 patrol to report" in ana.words
    ana.press("My patrols")
    ana.press("Evening patrol")
    ana.press("Send the report")
    assert "Write how it went." in ana.words
    ana.fill(reflection="I took a statement, and wrote too little.")
    ana.press("Send the report")
    assert "Waits for an answer" in ana.words

    bo = _someone(copy, browser, BO)
    bo.open("/my-patrols")
    bo.press("Ana Reed: Evening patrol")
    bo.fill(comment="Calm and clear. Write more.")
    bo.press("Agree to the report")
    assert "You agreed to the report of Ana Reed." in bo.words
    ana.open("/my-patrols")
    ana.press("Evening patrol")
    assert "Calm and clear." in ana.words


def _someone(copy: Copy, browser: Browser, address: str) -> Visitor:
    visitor = Visitor(browser, copy.service.url, size=NARROW)
    visitor.open("/sign-in")
    sign_in(visitor, copy.service.mailbox, address)
    return visitor
