"""A refusal that is taken back within its pause, then one that is told; and a mobile number for text messages."""

import re
import time
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.onboarding.builders import a_case, the_pause_is_over
from tests.people.builders import an_account
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
MO = "mo@example.com"


def decline(coordinator: Visitor, case: str, feedback: str) -> None:
    coordinator.open(f"{case}/move")
    coordinator.press("Decline this applicant")
    coordinator.fill(reason="no_place", feedback=feedback)
    coordinator.press("Decline them")
    assert coordinator.path == case, coordinator.words


def test_a_paused_refusal_is_taken_back_and_another_is_told(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    with copy.app.app_context(), unit_of_work():
        owner = an_account(Role.APPLICANT, email=MO, full_name="Mo Green")
        reference = a_case("submitted", account=owner, strand="neighbourhood_watch", area="bristol").reference
    case, own = f"/staff/applications/{reference}", f"/my-applications/{reference}"
    mo = signed_in_by_code(copy, browser)
    with_texts(mo, copy)

    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR)
    decline(coordinator, case, "We have enough watches there for now.")
    assert "Declined, not told yet" in coordinator.words
    mo.open(own)
    assert "enough watches" not in mo.words, "nothing has happened for the applicant yet"
    coordinator.press("Take it back")
    assert "the applicant was told nothing" in coordinator.words

    decline(coordinator, case, "Apply again when your street asks for one.")
    with copy.app.app_context(), unit_of_work():
        the_pause_is_over()
    copy.service.mailbox.wait_for(MO, number=2)
    assert "There is news about your application" in newest_text(copy, 2)
    mo.open(own)
    for words in ("We have no place to offer you for now.", "Apply again when your street", "You can appeal until"):
        assert words in mo.words, words
    coordinator.open("/staff/messages/unreached")


def signed_in_by_code(copy: Copy, browser: Browser) -> Visitor:
    visitor = Visitor(browser, copy.service.url)
    visitor.open("/sign-in")
    visitor.fill(email=MO)
    visitor.press("Send|Continue")
    visitor.fill(code=copy.service.mailbox.code_for(MO))
    visitor.press("Continue")
    return visitor


def with_texts(visitor: Visitor, copy: Copy) -> None:
    """Give a mobile number; its code stands beside the mails of a copy on one's own machine."""
    visitor.open("/my-mobile")
    visitor.fill(mobile="07700 900123")
    visitor.press("Send me a code")
    found = re.search(r"\d{6}", newest_text(copy, 1))
    assert found is not None
    visitor.fill(code=found.group())
    visitor.press("Continue")
    assert "We text 07700 900123" in visitor.words


def newest_text(copy: Copy, number: int) -> str:
    """The last of so many text messages, once they have gone out."""
    folder, until = Path(copy.service.environment["DATA_DIR"]) / "mail", time.monotonic() + 20
    while len(found := sorted(folder.glob("*.eml"))) < number and time.monotonic() < until:
        time.sleep(0.1)
    assert len(found) == number, found
    return str(message_from_bytes(found[-1].read_bytes(), policy=modern).get_content())
