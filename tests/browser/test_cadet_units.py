"""A cadet evening on a telephone: forms asked for and answered, one that stays away, and a register that is safe."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_night
from tests.copies import Copy
from tests.service import body_of
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.rosters.models import Duty, SignUp
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")


def test_a_night_with_a_form_missing(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    night = _a_night_tomorrow(copy)
    staff = signed_in_staff(copy, browser, Role.COORDINATOR)
    staff.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    staff.open("/staff/cadet-units")
    staff.press("Litter pick")
    assert "2 forms missing" in staff.words
    staff.press("Ask for 2 forms")
    assert "We have asked for 2 forms." in staff.words

    jo = Visitor(browser, copy.service.url, size=NARROW)
    jo.open(_link_in(copy, "parent.of.ana@example.org"))
    jo.press("Send the form")
    assert "Choose whether they may take part." in jo.words
    jo.fill(
        takes_part="yes", go_home="no", photographs="yes", health_new="no", contact_name="Jo",
        contact_phone="07700 900123",
    )  # fmt: skip
    jo.press("Send the form")
    assert "You said that Sam T may take part." in jo.words

    ana, bo = _begun(copy, night)
    staff.open(f"/staff/cadet-units/nights/{night}")
    staff.press("Ana Tiller")
    assert "An adult collects them" in staff.words
    staff.open(f"/staff/cadet-units/nights/{night}/register")
    staff.expected = "409 (CONFLICT)"
    here = {f"cadet_{ana}_here": "here", f"cadet_{bo}_here": "here"}
    staff.fill(**here)
    staff.press("Save the register")
    assert "Health and permission form: Bo Tiller cannot be there" in staff.words
    assert "Never alone with one adult" in staff.words
    staff.page.locator(f'main details:has([name="cadet_{bo}_reason"]) summary').click()
    staff.fill(**{f"cadet_{bo}_here": "absent", f"cadet_{bo}_reason": "no_contact", "adult_1_name": "Tom Reed"})
    staff.press("Save the register")
    assert "The register is saved, and the hours with it." in staff.words
    assert "There from" in staff.words
    staff.open("/staff/cadet-units")
    staff.press("Taunton cadets")
    assert "1 of 1" in staff.words


def _a_night_tomorrow(copy: Copy) -> int:
    with copy.app.app_context(), unit_of_work():
        night = a_night(a_cadet_unit(), days=1)
        for name in ("Ana", "Bo"):
            a_cadet_on(night, name)
        return night.id


def _begun(copy: Copy, night: int) -> tuple[int, int]:
    """The night was the evening before; the numbers of both places on it, Ana’s first."""
    with copy.app.app_context(), unit_of_work():
        duty = db.session.get_one(Duty, night)
        duty.starts_at -= timedelta(days=2)
        duty.ends_at -= timedelta(days=2)
        assert duty.ends_at < clock.now()
        first, second = db.session.scalars(select(SignUp.id).where(SignUp.duty_id == night).order_by(SignUp.id))
        return first, second


def _link_in(copy: Copy, address: str) -> str:
    found = re.search(r"/event-form/\S+", body_of(copy.service.mailbox.wait_for(address, number=2)))
    assert found
    return found[0]
