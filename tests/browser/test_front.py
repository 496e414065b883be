"""The front door in Chromium: every state judged by axe and on a telephone, by keyboard, and without scripts."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.copies import Copy
from tests.places.builders import a_unit
from volunteers import clock
from volunteers.applications.models import StageWait
from volunteers.extensions import db
from volunteers.places.models import UnitKind
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ANSWERS = ("18 or over", "A good part of my free time", "Go on patrol", "Yes", "Out and about")
STATES = (
    "/which-suits-me/1?missing=yes",
    "/which-suits-me/result?age=0&time=some&draws=roads&powers=any&where=any",
    "/near",
    "/near?postcode=nonsense%20" + "long" * 30,
    "/near?postcode=BT1",
    "/near?postcode=AB10&strand=cadets",
    "/near?area=bristol",
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_someone_finds_what_suits_them_and_what_is_near(copy: Copy, browser: Browser, scripts: bool) -> None:
    _some_units(copy)
    ada = Visitor(browser, copy.service.url, scripts=scripts)
    ada.open("/")
    ada.press("Start the five questions")
    for answer in ANSWERS:
        ada.page.get_by_label(answer).first.check()
        ada.press("Continue")
    assert ada.words.startswith("What suits you best")
    ada.page.go_back()
    ada.page.go_back()
    assert ada.path == "/which-suits-me/4?age=18&time=much&draws=patrol"
    ada.page.go_forward()
    ada.page.go_forward()
    ada.press("Find out more")
    assert "Most people at this stage wait 3 to 5 weeks" in ada.words
    ada.open("/")
    ada.fill(postcode="BS1 4DJ")
    ada.press("Search")
    assert "Bristol team" in ada.words
    assert "less than a mile away" in ada.words


def test_every_state_of_the_front_door(copy: Copy, browser: Browser) -> None:
    _some_units(copy)
    ada = Visitor(browser, copy.service.url)
    for path in (*STATES, *(f"/volunteer/{strand.slug}" for strand in all_strands())):
        ada.judged = set()
        ada.open(path)
    for asked in ada.page.locator("details").all():
        asked.locator("summary").click()
    ada.judged = set()
    ada.judge()


def test_the_questions_by_keyboard_alone(copy: Copy, browser: Browser) -> None:
    ada = Visitor(browser, copy.service.url)
    ada.open("/which-suits-me/1")
    ada.page.locator("input[type=radio]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Tab", "Enter"):
        ada.page.keyboard.press(key)
    ada.page.wait_for_url("**/which-suits-me/2?age=18")


def _some_units(copy: Copy) -> None:
    """A team, two cadet units, one without a position, and a stage that enough people have passed."""
    with copy.app.app_context(), unit_of_work():
        a_unit("Bristol team")
        a_unit("Bristol cadets", kind=UnitKind.CADET_UNIT, strand="cadets")
        a_unit("Hidden cadets", kind=UnitKind.CADET_UNIT, strand="cadets", at=None)
        wait = {"passed": 10, "days_low": 20, "days_high": 36, "counted_at": clock.now()}
        db.session.add(StageWait(strand="special_constabulary", stage="interview", **wait))
