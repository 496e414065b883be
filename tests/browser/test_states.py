"""Every page of three shapes of form in every state: empty, with errors, filled in, with long text, and on paper."""

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import answer_all, begin
from tests.browser.chromium import Visitor, binary
from tests.browser.printed import assert_prints
from tests.browser.staff import signed_in_staff
from tests.browser.states import States, has_errors
from tests.browser.ways import way_of
from tests.copies import Copy
from volunteers.permissions import Role

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ADA = "ada@example.com"


@pytest.fixture(scope="module")
def states() -> States:
    """What several forms ask alike is looked at once."""
    return States()


# One for young people, and one with a map. The longest is walked in ``test_journey``, and all six in
# ``tests/applications``.
@pytest.mark.parametrize("slug", ["cadets", "farm-watch"])
def test_every_page_of_a_form_in_every_state(copy: Copy, browser: Browser, states: States, slug: str) -> None:
    copy.make_staff(Role.COORDINATOR)
    way, ada = way_of(slug, copy), Visitor(browser, copy.service.url)
    ada.judged = states.judged
    draft = begin(ada, copy.service.mailbox, way, ADA, at_page=states)
    ada.judge(state=slug)
    answer_all(ada, draft, way, at_page=states)
    ada.judge(state=slug)
    assert_prints(ada)
    ada.press("^Send my application")
    assert has_errors(ada)
    ada.fill(declared="y")
    ada.press("^Send my application")
    ada.press("^See where your application stands")
    ada.judge(state=slug)
    ada.press("^Read, print or download")
    assert_prints(ada)
    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR)
    coordinator.open(draft.replace("/my-applications/", "/staff/applications/"))
    assert_prints(coordinator)
