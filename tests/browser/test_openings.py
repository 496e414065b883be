"""Openings in Chromium: made by a coordinator, waited for by someone with a mailbox alone, told of, and taken off."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from config import ROOT
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.openings.builders import a_unit, an_opening
from tests.service import body_of
from volunteers import clock
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
JO = "jo@example.com"
LINK = re.compile(r"/opportunities/interest/remove/\S+")


@pytest.mark.parametrize("scripts", [True], ids=["with scripts"])  # without them in ``tests/openings``
def test_someone_waits_is_told_and_is_taken_off_the_list(copy: Copy, browser: Browser, scripts: bool) -> None:
    unit_id = _cadet_units(copy)
    jo = Visitor(browser, copy.service.url, scripts=scripts)
    jo.open("/opportunities")
    jo.fill(area="somerset")
    jo.press("Show")
    jo.press("Closed cadets")
    assert "Applications have closed." in jo.words
    jo.press("Register your interest")
    jo.press("Tell me when it opens")
    assert "Enter your e-mail address." in jo.words
    jo.fill(email=JO)
    jo.press("Tell me when it opens")
    assert "Thank you for your interest" in jo.words
    copy.service.mailbox.wait_for(JO)

    copy.make_staff(Role.COORDINATOR)
    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR, scripts=scripts)
    _make(coordinator, unit_id)
    _tell(copy)
    mail = copy.service.mailbox.wait_for(JO, number=2)
    assert str(mail["List-Unsubscribe"]).startswith(f"<{copy.service.url}/opportunities/interest/remove/")
    found = LINK.search(body_of(mail))
    assert found is not None
    jo.open(found[0])
    jo.press("Take me off the list")
    assert "You are off the list" in jo.words


def _cadet_units(copy: Copy) -> int:
    """One unit in each state; the number of the one that is closed."""
    with copy.app.app_context(), unit_of_work():
        for name, window in {"Open": {}, "Soon": {"opens": 5}, "Full": {"places": 1, "taken": 1}}.items():
            an_opening(unit=a_unit(f"{name} cadets"), title=f"{name} cadets", **window)  # type: ignore[arg-type]
        closed = a_unit("Closed cadets")
        an_opening(unit=closed, title="Closed cadets", closes=-1, words="A" * 300)
        return closed.id


def _make(coordinator: Visitor, unit_id: int) -> None:
    coordinator.open("/staff/openings?when=past")
    coordinator.press("Create an opening")
    coordinator.press("Police Cadets")
    coordinator.press("Create the opening")
    assert "Choose a unit." in coordinator.words
    opens, closes, starts = (clock.today() + timedelta(days=days) for days in (0, 20, 60))
    days = {"opens_on": opens, "closes_on": closes, "starts_on": starts}
    coordinator.fill(unit_id=str(unit_id), title="New cadets", places="20")
    coordinator.fill(**{name: [str(day.day), str(day.month), str(day.year)] for name, day in days.items()})
    coordinator.press("Create the opening")
    assert "1 person waits to be told" in coordinator.words
    coordinator.press("Change it")
    coordinator.press("Save changes")
    coordinator.press("Close it now")
    coordinator.press("Keep it open")
    coordinator.open("/staff/openings")


def _tell(copy: Copy) -> None:
    """What the scheduler asks of a worker during the day."""
    job = "from wsgi import app; from volunteers.openings import jobs\nwith app.app_context(): jobs.tell_interested()"
    subprocess.run([sys.executable, "-c", job], cwd=ROOT, env=copy.service.environment, check=True)
