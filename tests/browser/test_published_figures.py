"""Anyone reads the published figures in Chromium: judged by axe, on a telephone, on paper, and without scripts."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.printed import assert_prints
from tests.copies import Copy
from tests.trends.releasing import a_made_up_release
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_foot_of_a_page_to_a_release_and_its_correction(copy: Copy, browser: Browser, scripts: bool) -> None:
    ada = Visitor(browser, copy.service.url, scripts=scripts)
    ada.open("/published-figures")
    assert "We have not published any figures yet" in ada.words
    ada.judge("nothing published")

    with copy.app.app_context(), unit_of_work():
        names = [a_made_up_release(version=version).name for version in (1, 2)]
    ada.open("/")
    ada.follow(ada.page.get_by_role("contentinfo").get_by_role("link", name="Figures", exact=True))
    assert "newer version with a correction" in ada.words
    ada.judge("published")
    ada.press("^newer version with a correction")
    assert ada.path == f"/published-figures/{names[1]}"
    assert "Counted again." in ada.words
    ada.judge("correction")
    ada.press("^earlier one")
    assert ada.path == f"/published-figures/{names[0]}"
    assert "These figures were corrected" in ada.words
    ada.judge("corrected")
    assert_prints(ada)
