"""A watch message in Chromium: sent by staff, passed on by a coordinator at a telephone, knocked on doors, and left."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.service import body_of
from tests.watch_schemes.builders import a_coordinator, a_household, a_scheme
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ANN = "ann@example.org"
LINK = re.compile(r"/watch/leave/\S+")


def test_a_message_goes_from_staff_to_every_door(copy: Copy, browser: Browser) -> None:
    email = _a_scheme(copy)
    copy.make_staff(Role.COORDINATOR)
    staff = signed_in_staff(copy, browser, Role.COORDINATOR)
    staff.open("/staff/watch-schemes")
    staff.press("^Write to schemes")
    staff.fill(category="crime_alert", title="Sheds broken into", body="Lock yours.", areas="bristol")
    staff.press("See who it goes to")
    assert "1 scheme with 2 households: 1 get e-mail, 1 take a knock" in staff.words
    staff.press("Send it to the coordinators")

    copy.service.mailbox.wait_for(email)
    dilys = Visitor(browser, copy.service.url, size=NARROW)
    dilys.open("/my-watch")
    sign_in(dilys, copy.service.mailbox, email)
    dilys.open("/my-duties")
    dilys.press("My scheme: Mill Lane Watch")
    dilys.press("Pass on 1 message")
    dilys.press("Sheds broken into")
    dilys.fill(added_words="It was at number 3.")
    dilys.press("^Pass it on")
    dilys.press("^Told")
    assert "1 of 1 done" in dilys.words
    for page in ("/my-watch/households", "/my-watch/households/new", "/my-watch/streets", "/my-watch/households/paste"):
        dilys.open(page)

    mail = copy.service.mailbox.wait_for(ANN)
    assert str(mail["List-Unsubscribe"]).startswith(f"<{copy.service.url}/watch/leave/")
    assert "It was at number 3." in body_of(mail)
    staff.open("/staff/watch-schemes/messages")
    assert "1 of 1 scheme" in staff.words
    assert "100%" in staff.words
    found = LINK.search(body_of(mail))
    assert found is not None
    ann = Visitor(browser, copy.service.url)
    ann.open(found[0])
    ann.press("Leave and erase my details")
    assert "You are off the list" in ann.words
    dilys.open("/my-watch/households")
    assert ANN not in dilys.words


def _a_scheme(copy: Copy) -> str:
    """A scheme with a household on line and one that is not; the address of its coordinator."""
    with copy.app.app_context(), unit_of_work():
        scheme = a_scheme()
        a_household(scheme, email=ANN)
        a_household(scheme, online=False)
        return db.session.get_one(Account, a_coordinator(scheme).account_id).email
