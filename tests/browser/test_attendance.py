"""Booking on and off from a telephone in Chromium: without signal, with it again, by a code, and by the leader."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.attendance.models import BookingOutcome, DutyBooking
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ALEX, LENA = "alex@example.com", "lena@example.com"
KEPT = "() => JSON.parse(localStorage.getItem('presses') || '[]')"


def test_a_press_without_signal_is_kept_shown_and_sent_once_with_both_times(copy: Copy, browser: Browser) -> None:
    number = _world(copy)
    alex = _on_telephone(copy, browser, ALEX)
    alex.open("/my-duties")
    alex.press("^Book on$")
    page = alex.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("() => caches.match('/my-duties/without-signal').then(Boolean)")

    alex.context.set_offline(True)
    alex.expected = "ERR_INTERNET_DISCONNECTED"
    page.get_by_role("button", name="Book on").click()
    page.get_by_text("Waiting to be sent: booked on at").wait_for()
    page.reload()
    assert "No signal" in alex.words
    assert "Waiting to be sent: booked on at" in alex.words
    assert page.get_by_role("button", name="Book off").is_visible()
    press = page.evaluate(KEPT)[0]
    assert set(press) == {"duty", "whose", "what", "at", "key", "state"}

    alex.context.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.get_by_text("You are on duty since").wait_for()
    assert "Sent at" in alex.words
    alex.judge("sent")
    with copy.app.app_context():
        entries = db.session.scalars(select(DutyBooking)).all()
        assert [entry.outcome for entry in entries] == [BookingOutcome.TAKEN]
        assert (entries[0].key, round(entries[0].device_at.timestamp() * 1000)) == (press["key"], press["at"])
        assert entries[0].received_at > entries[0].device_at
    assert [each["state"] for each in page.evaluate(KEPT)] == ["sent"]
    _leader_and_staff(copy, browser, number)


def _leader_and_staff(copy: Copy, browser: Browser, number: int) -> None:
    """The leader books someone with one press and notes who did not come; staff see it all, and print the code."""
    owen = signed_in_staff(copy, browser, Role.SUPERVISOR)
    owen.open(f"/staff/duties/{number}/leader")
    owen.page.get_by_label("Lena Leader").check()
    owen.press("^Save")
    lena = _on_telephone(copy, browser, LENA, scripts=False)
    lena.open(f"/my-duties/{number}/booking")
    lena.press("^Book on$")
    assert "You are on duty since" in lena.words
    lena.press("Book the others")
    lena.press("^Book off Alex")
    assert "Alex Adams is booked off" in lena.words
    lena.press("^Did not come")
    lena.fill(reason="no_contact")
    lena.press("^Note that")
    assert "Did not come: No word from them" in lena.words
    for page in (f"duties/{number}/attendance", f"duties/{number}/code", "not-booked-off"):
        owen.open(f"/staff/{page}")
    owen.open(f"/staff/duties/{number}/attendance")
    owen.press("^Entries and corrections")
    assert "Themselves" in owen.words


def _world(copy: Copy) -> int:
    copy.make_staff(Role.SUPERVISOR)
    with copy.app.app_context(), unit_of_work():
        duty = a_duty(starts_at=clock.now() - timedelta(minutes=30), posts=[a_post(places=4)])
        for email, name in ((ALEX, "Adams"), (LENA, "Leader"), ("zoe@example.com", "Zola")):
            account = an_account(Role.APPLICANT, email=email)
            first = {"Adams": "Alex", "Leader": "Lena", "Zola": "Zoe"}[name]
            a_sign_up(duty, a_volunteer(account=account, area=SOMERSET, first_name=first, last_name=name))
        assert duty.strand == SPECIALS
        return duty.id


def _on_telephone(copy: Copy, browser: Browser, email: str, *, scripts: bool = True) -> Visitor:
    visitor = Visitor(browser, copy.service.url, size=NARROW, scripts=scripts)
    visitor.open("/sign-in")
    sign_in(visitor, copy.service.mailbox, email)
    return visitor
