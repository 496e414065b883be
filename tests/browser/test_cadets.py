"""A young person, their mother and a coordinator, each at a browser of their own: from the form to the health form."""

import re

import pytest
from playwright.sync_api import Browser

from tests.applications.walk_cadets import GUARDIAN, MORE
from tests.browser.applying import apply
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.browser.ways import way_of
from tests.copies import Copy
from tests.guardians.test_pages import HEALTH
from tests.service import body_of
from volunteers import clock
from volunteers.permissions import Role

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
SAM, JO = "sam@example.com", GUARDIAN["email"]


@pytest.mark.parametrize("scripts", [True], ids=["with scripts"])  # without them in ``tests/guardians``
def test_a_young_person_and_their_guardian(copy: Copy, browser: Browser, scripts: bool) -> None:
    copy.make_staff(Role.COORDINATOR)
    sam, jo = (Visitor(browser, copy.service.url, scripts=scripts) for _ in range(2))
    reference = apply(sam, copy.service.mailbox, way_of("cadets", copy), SAM)
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

    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR, scripts=scripts)
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
