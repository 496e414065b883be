"""Reference data kept in Chromium by an administrator, on a wide screen and at the width of a small phone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.places.builders import a_unit
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
REFERENCE = "/staff/reference"


def test_the_lists_are_kept_and_seen_wherever_they_count(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.ADMINISTRATOR)
    with copy.app.app_context(), unit_of_work():
        unit = a_unit("Bridewell team").id
    staff, public = signed_in_staff(copy, browser, Role.ADMINISTRATOR), Visitor(browser, copy.service.url)
    public.open("/near?postcode=BS1")
    assert "Bridewell team" in public.words
    staff.open(REFERENCE)
    staff.press("^Areas")
    staff.press("^Bristol$")
    staff.fill(name="")
    staff.press("^Save")
    staff.judge(state="refused")
    staff.fill(name="Greater Bristol")
    staff.press("^Save")
    assert "from “Bristol” to “Greater Bristol”" in staff.words
    public.open("/near?postcode=BS1")
    assert "Greater Bristol" in public.words, "another process, at its next request"
    _add_a_reason(staff)
    _end_a_unit(staff, unit)
    public.open("/near?postcode=BS1")
    assert "Bridewell team" not in public.words
    for place in ("", "areas/bristol", "units", f"units/{unit}", "units/new", "qualifications", "qualifications/taser"):
        staff.open(f"{REFERENCE}/{place}".rstrip("/"))


def _add_a_reason(staff: Visitor) -> None:
    staff.open(f"{REFERENCE}/reasons")
    staff.press("^Leaving$")
    staff.press("^Add a reason")
    staff.fill(words="Joined another force", note="no")
    staff.press("^Save")
    assert "Joined another force: added to the list" in staff.words


def _end_a_unit(staff: Visitor, unit: int) -> None:
    staff.open(f"{REFERENCE}/units/{unit}")
    staff.press("^End this unit")
    assert "Bridewell team: no longer offered" in staff.words
