"""An analyst reads the forecast, asks what if, sees it beside things as they are, and reads how good it all is."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import binary
from tests.browser.printed import letters_of
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.people.builders import a_volunteer
from tests.trends.foreseen import a_forecast
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.models import Over, Scenario
from volunteers.trends.rules import Measure
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")


def test_from_the_forecast_to_a_scenario_and_back_to_how_good_it_is(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.OPCC_ANALYST)
    with copy.app.app_context(), unit_of_work():
        for _ in range(6):
            a_volunteer(area="bristol")
        a_forecast(300)
        a_forecast(40, 0.3, measure=Measure.JOINERS, over=Over.YEAR)
    copy.service.flask("figures", "compute")
    analyst = signed_in_staff(copy, browser, Role.OPCC_ANALYST)

    analyst.open("/staff/trends/forecast")
    assert "we expect 300, most likely between 275 and 325" in analyst.words
    assert "8timesin10" in letters_of(analyst.page.pdf()), "the table is closed on paper"
    analyst.press("^What if something changes")
    analyst.press("two more intakes")
    analyst.fill(more_intakes="several")
    analyst.press("^Work it out")
    assert "Enter a whole number, such as 2 or 50." in analyst.words
    analyst.fill(more_intakes="2")
    analyst.press("^Work it out")
    assert "Being computed" in analyst.words

    with copy.app.app_context(), unit_of_work():
        made = db.session.scalars(db.select(Scenario)).one()
        a_forecast(324, scenario_id=made.id)
    analyst.press("^look again")
    assert "24 more" in analyst.words
    analyst.judge("computed")
    analyst.press("^How good")
    assert "less than that of the best simple way (last value)" in analyst.words
