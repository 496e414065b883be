"""Many at once in Chromium: chosen from the list, previewed with someone who cannot be moved, done and undone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.onboarding.builders import a_case
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
LIST = "/staff/applications?list=open&strand=special_constabulary"


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])  # with them every other page is walked
def test_chosen_previewed_done_and_undone(copy: Copy, browser: Browser, scripts: bool) -> None:
    with copy.app.app_context(), unit_of_work():
        for number in range(4):
            a_case("submitted", first_name=f"Ready{number}", last_name="Wordswithoutend" * 4)
        a_case("sift", first_name="Early", last_name="Byrd")
    copy.make_staff(Role.COORDINATOR)
    helen = signed_in_staff(copy, browser, Role.COORDINATOR, scripts=scripts)
    helen.open(LIST)
    helen.press("Tick all on this page")
    assert helen.page.locator('input[name="pick"]:checked').count() == 5
    helen.press("Do something with those ticked")
    assert "5 applications chosen" in helen.words
    helen.press("^Continue")
    assert "Choose what you want to do." in helen.words
    helen.fill(act="next")
    helen.press("^Continue")
    assert "4 applications will be moved, 1 will not" in helen.words
    assert "Online sift has not been passed yet." in helen.words
    helen.press("Move 4 applications")
    assert "4 applications moved" in helen.words
    helen.press("Undo all of it")
    assert "4 applications put back where they were" in helen.words
    _write(helen)


def _write(helen: Visitor) -> None:
    """From the same list to a mailing that is held, and stopped."""
    helen.open(LIST)
    helen.press("Do something with all that match")
    helen.fill(act="write")
    helen.press("^Continue")
    helen.fill(subject="For ((nme))", body="Dear ((first name))")
    helen.press("^Continue")
    assert "((nme)) cannot be filled in here" in helen.words
    helen.fill(subject="News for ((first name))")
    helen.press("^Continue")
    assert "News for Early" in helen.words
    helen.press("^Send to 5 people")
    assert "Nothing was sent yet." in helen.words
    helen.press("^Stop it")
    assert "Nothing was sent." in helen.words
    helen.open("/staff/mailings")
    helen.open("/staff/mailings/volunteers")
    helen.open("/staff/bulk")
