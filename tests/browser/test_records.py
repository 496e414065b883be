"""A Special's skills in Chromium: entered on a telephone after a duty, signed by the officer, and a status reached."""

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.records.builders import DIRECTED, a_special, an_evidence
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.records.rules import EvidenceState
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
MEERA = "meera@example.com"
LAST = DIRECTED[-1]


def test_evidence_from_a_telephone_to_a_confirmed_status(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.SUPERVISOR, Role.COORDINATOR)
    volunteer_id = _nearly_there(copy)
    meera = Visitor(browser, copy.service.url)
    meera.open("/sign-in")
    sign_in(meera, copy.service.mailbox, MEERA)
    _enter_three(meera)

    supervisor = signed_in_staff(copy, browser, Role.SUPERVISOR)
    supervisor.open("/staff/records/signatures")
    supervisor.press("Sign what I ticked")
    assert "Tick the evidence you saw." in supervisor.words
    for place in range(3):
        supervisor.page.locator('main [name="pieces"]').nth(place).check()
    supervisor.press("Sign what I ticked")
    assert "You have signed 3 pieces of evidence." in supervisor.words
    meera.open("/my-record")
    assert "Ready for Directed patrol" in meera.words

    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR)
    for path in ("reviews", "kit", "milestones"):
        coordinator.open(f"/staff/records/{path}")
    coordinator.open("/staff/records")
    coordinator.press("^Confirm")
    coordinator.press("Confirm the status")
    assert "10 of 29 skills to go" in coordinator.words
    _review_and_issue(coordinator, volunteer_id)
    meera.open("/my-record")
    meera.press("Read your review")
    meera.press("Agree to this review")
    assert "You have agreed to your review." in meera.words


def _nearly_there(copy: Copy) -> int:
    """A Special with everything that directed patrol needs signed, but for one skill of which nothing is."""
    with copy.app.app_context(), unit_of_work():
        supervisor = db.session.query(Account).filter_by(email=copy.address_of(Role.SUPERVISOR)).one()
        special = a_special(first_name="Meera", last_name="Sandhu")
        special.account.email = MEERA
        for skill in DIRECTED[:-1]:
            for _ in range(3):
                an_evidence(special, supervisor, skill=skill, state=EvidenceState.SIGNED)
        return special.id


def _enter_three(meera: Visitor) -> None:
    """Three pieces at the width of a telephone, the first one after an error."""
    meera.open("/my-record/skills")
    assert "1 of 19 skills to go" in meera.words
    meera.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for number in range(3):
        meera.open(f"/my-record/evidence/new?skill={LAST}")
        if number == 0:
            meera.press("Send it to be signed")
            assert "Write what happened." in meera.words
        meera.fill(what=f"I protected the scene, duty {number}.", duty_on=three(clock.today()))
        meera.page.locator('main [name="signer"]').select_option(label="Staff supervisor")
        meera.press("Send it to be signed")
        assert "Your evidence is sent to be signed." in meera.words
    meera.press("Road traffic collision, ")
    meera.press("Change it")
    meera.press("Leave it as it is")


def _review_and_issue(coordinator: Visitor, volunteer_id: int) -> None:
    """A review and a radio, from the volunteer's page."""
    page = f"/staff/volunteers/{volunteer_id}"
    coordinator.open(page)
    coordinator.open(f"{page}/reviews/new/special-constabulary")
    coordinator.fill(went_well="Calm with people.", what_next="Statement taking.")
    coordinator.press("Save and ask them to agree")
    assert "Waits for the volunteer" in coordinator.words
    coordinator.open(f"{page}/kit/issue")
    coordinator.fill(kind="radio", serial="R 100")
    coordinator.press("Issue it")
    coordinator.press("Take back")
    coordinator.press("Take it back")
    assert "Choose how it came back." in coordinator.words
