"""A young person, their mother and a coordinator, each at a browser of their own: from the form to the health form."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.applications.walk_cadets import GUARDIAN, MORE, cadet_walk
from tests.browser.chromium import Visitor, binary, chromium
from tests.copies import PASSWORD, Copy
from tests.guardians.test_pages import HEALTH
from tests.openings.builders import a_unit, an_opening
from tests.service import body_of
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
SAM, JO = "sam@example.com", GUARDIAN["email"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_young_person_and_their_guardian(copy: Copy, browser: Browser, scripts: bool) -> None:
    copy.make_staff(Role.COORDINATOR)
    sam, jo, coordinator = (Visitor(browser, copy.service.url, scripts=scripts) for _ in range(3))
    reference = _apply(copy, sam)
    link = _link_in(copy)

    jo.open(link)
    assert "Sam T would like to be a police cadet" in jo.words
    jo.press("Answer now")
    jo.press("Keep my answers")
    assert "There is a problem" in jo.words
    jo.fill(take_part="yes", photographs="no", medical_help="yes")
    jo.press("Keep my answers")
    assert "will ring you" in jo.words
    assert "Taunton" not in jo.words

    coordinator.open("/staff/sign-in")
    coordinator.fill(email=copy.address_of(Role.COORDINATOR), password=PASSWORD, code=copy.code_of(Role.COORDINATOR))
    coordinator.press("Sign in")
    case = f"/staff/applications/{reference}"
    coordinator.open(case)
    coordinator.press("Record a call")
    coordinator.fill(number_source="School office", outcome="confirmed")
    coordinator.press("Record the call")
    assert "Given, confirmed by a call" in coordinator.words
    _move(coordinator, case, "application")
    copied = body_of(copy.service.mailbox.wait_for(JO, number=2))
    assert "You get a copy of what we write to Sam T" in copied

    for question, typed in MORE.items():
        sam.open(f"/my-applications/{reference}/{question}")
        sam.fill(**{name: value for name, value in typed.items() if value})
        sam.press("Continue")
        assert "There is a problem" not in sam.words, (question, sam.words)
    sam.open(f"/my-applications/{reference}/more")
    sam.press("Send")

    for check, stage in (("application_form", "orientation"), ("orientation", "paperwork")):
        _check(coordinator, case, check)
        _move(coordinator, case, stage)
    jo.open(link)
    assert "Taunton cadets" in jo.words
    jo.press("Fill in the form")
    jo.fill(**{name: value for name, value in HEALTH.items() if value})
    jo.press("Send the form")
    assert "The form is sent" in jo.words
    coordinator.open(case)
    coordinator.press("Open the form")
    assert "Bee stings" in coordinator.words

    jo.press("Change Taking part")
    jo.fill(take_part="no")
    jo.press("Keep my answers")
    coordinator.open(case)
    assert "Withdrawn" in coordinator.words
    assert "Consent of a parent or guardian was not passed" in coordinator.words


def _apply(copy: Copy, sam: Visitor) -> str:
    """From the cadets' page to the confirmation; the reference."""
    with copy.app.app_context(), unit_of_work():
        unit = a_unit()
        an_opening(unit=unit, orientation=30)
        walk = cadet_walk(unit.id)
    sam.open("/apply/cadets")
    while "/result" not in sam.path:
        sam.fill(**walk.eligible[sam.path.rpartition("/")[2]])
        sam.press("Continue")
    sam.press("Continue|Start|Sign in")
    while "/my-applications/" not in sam.path:
        if sam.path.startswith("/sign-in/code"):
            sam.fill(code=copy.service.mailbox.code_for(SAM))
        elif sam.path.startswith("/sign-in"):
            sam.fill(email=SAM)
        sam.press("Continue|Start|Sign in|Send|Begin")
    draft = sam.path
    for question, typed in walk.typed.items():
        sam.open(f"{draft}/{question}")
        sam.fill(**typed)
        sam.press("Continue")
        assert "There is a problem" not in sam.words, (question, sam.words)
    sam.open(f"{draft}/check-answers")
    sam.fill(declared="y")
    sam.press("Send|Submit|Accept")
    assert sam.path.endswith("/confirmation"), sam.words
    return draft.rpartition("/")[2]


def _link_in(copy: Copy) -> str:
    found = re.search(r"/guardian/\S+", body_of(copy.service.mailbox.wait_for(JO)))
    assert found
    return found[0]


def _check(visitor: Visitor, case: str, code: str) -> None:
    visitor.open(f"{case}/checks/{code}")
    today = clock.today()
    visitor.fill(state="passed", result_on=[str(today.day), str(today.month), str(today.year)])
    visitor.press("Save")


def _move(visitor: Visitor, case: str, stage: str) -> None:
    visitor.open(f"{case}/move")
    visitor.fill(to_stage=stage)
    visitor.press("^Move$")
    assert visitor.path == case, visitor.words
