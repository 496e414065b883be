"""An analyst goes through the pages of trends, from the four answers to a strand, an area, the forces and the plans."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.people.builders import a_volunteer
from tests.trends.foreseen import a_forecast
from tests.trends.released import SPECIALS, a_content
from tests.trends.test_representation_page import publish, with_more
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")


def test_from_four_answers_to_the_pages_behind_them(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.OPCC_ANALYST)
    with copy.app.app_context(), unit_of_work():
        for _ in range(6):
            a_volunteer(area="bristol")
        a_forecast(300)
        publish(db.session, with_more(a_content()))
    copy.service.flask("figures", "compute")
    analyst = signed_in_staff(copy, browser, Role.OPCC_ANALYST)

    analyst.open("/staff/trends")
    for question in ("Are we growing?", "Will we make it?", "Where is it stuck?", "Who is missing?"):
        assert question in analyst.words
    analyst.judge("overview")
    analyst.press("^Special Constabulary")
    assert "we expect 300" in analyst.words
    assert "Able to work alone" in analyst.words
    analyst.judge("strand")
    for address, words in (
        ("measures", "Keeping people"), ("measures/headcount", "By area"), ("stages", "Stage by stage"),
        ("areas/bristol", "Bristol"), ("forces", "Other forces"), ("plans", "Plans and targets"),
        (f"representation?place={SPECIALS}", "Women are 31% of the Special Constabulary"),
    ):  # fmt: skip
        analyst.open(f"/staff/trends/{address}")
        assert words in analyst.words
        analyst.judge(address)
