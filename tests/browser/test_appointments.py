"""An intake in Chromium: made by a coordinator, filled by applicants on their telephones, and marked on one page."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import Range

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.onboarding.builders import a_case
from tests.service import body_of
from volunteers import clock
from volunteers.appointments.models import Booking, Session
from volunteers.appointments.rules import LIVE
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
PEOPLE = {"ada": "Ada Lovelace", "grace": "Grace Hopper", "mary": "Mary Somerville"}
LINK = re.compile(r"/my-applications/\S+")


class Telephone(Visitor):
    """Someone who has a telephone and nothing else."""

    def judge(self, state: str = "") -> None:
        super().judge(state)
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]


def test_an_intake_from_invitation_to_attendance(copy: Copy, browser: Browser) -> None:
    references = _applicants(copy)
    copy.make_staff(Role.COORDINATOR)
    coordinator = signed_in_staff(copy, browser, Role.COORDINATOR)
    session = _make_and_invite(coordinator)

    ada, grace, mary = (_telephone(copy, browser, name) for name in PEOPLE)
    _book(ada, "2 places left", "Book this time")
    _book(grace, "1 place left", "Book this time")
    assert "You have a place" in grace.words
    _book(mary, "nobody waits before you", "Join the waiting list")
    assert "You are next on the waiting list" in mary.words

    _cancel(ada)
    assert "Bridewell police station" in body_of(_mails_to(copy, "mary", number=3)[-1])
    mary.open(mary.path)
    assert "You have a place" in mary.words
    _look_at_calendar(mary)

    _begin(copy)
    _mark(coordinator, session)
    with copy.app.app_context():
        passed = db.session.query(Check).filter_by(code="interview", state=CheckState.PASSED).count()
    assert passed == 2
    mary.open(f"/my-applications/{references['mary']}/appointments")
    assert "You came." in mary.words


def _applicants(copy: Copy) -> dict[str, str]:
    with copy.app.app_context(), unit_of_work():
        made = {name: a_case("interview", **_named(full)) for name, full in PEOPLE.items()}
        for name, application in made.items():
            application.account.email = f"{name}@example.com"
        return {name: application.reference for name, application in made.items()}


def _named(full: str) -> dict[str, str]:
    first, last = full.split(" ")
    return {"first_name": first, "last_name": last}


def _make_and_invite(coordinator: Visitor) -> str:
    """The coordinator's pages, up to the invitations; the address of the session."""
    coordinator.open("/staff/appointments")
    coordinator.press("Make sessions|Make a session")
    coordinator.press("Special Constabulary")
    coordinator.press("Make it")
    assert "Choose what it is for." in coordinator.words
    day = clock.today() + timedelta(days=9)
    choice = coordinator.page.locator('main [name="purpose"] option', has_text="Interview").first.get_attribute("value")
    coordinator.fill(
        purpose=choice, day=three(day), starts="6pm", ends="6:45pm", area="bristol", place="Bridewell police station",
        address="Bridewell Street, Bristol", capacity="2", notes="Bring photo identification.",
    )  # fmt: skip
    coordinator.press("Make it")
    session = coordinator.path
    coordinator.press("Invite people")
    for box in coordinator.page.locator('main [name="chosen"]').all():
        box.check()
    coordinator.press("Send the invitations")
    assert "3 people are invited" in coordinator.words
    return session


def _telephone(copy: Copy, browser: Browser, name: str) -> Visitor:
    """Someone who opens the link in the invitation they got, and signs in."""
    found = LINK.search(body_of(_mails_to(copy, name, number=1)[0]))
    assert found is not None
    telephone = Telephone(browser, copy.service.url)
    telephone.open(found[0])
    sign_in(telephone, copy.service.mailbox, f"{name}@example.com")
    return telephone


def _mails_to(copy: Copy, name: str, *, number: int) -> list:
    copy.service.mailbox.wait_for(f"{name}@example.com", number=number)
    return copy.service.mailbox.to(f"{name}@example.com")


def _book(telephone: Visitor, left: str, button: str) -> None:
    telephone.press("^Choose a time")
    assert left in telephone.words
    telephone.page.locator('main [name="session"]').first.check()
    telephone.press("^Continue")
    assert "Bring photo identification." in telephone.words
    telephone.press(button)


def _cancel(telephone: Visitor) -> None:
    telephone.press("^Cancel it")
    telephone.press("^Cancel my place")
    assert "Choose the reason nearest to yours." in telephone.words
    telephone.fill(reason="time", note="My shift was moved")
    telephone.press("^Cancel my place")
    assert "You cancelled this" in telephone.words
    telephone.press("^See all your appointments")


def _look_at_calendar(telephone: Visitor) -> None:
    telephone.press("let your calendar follow")
    telephone.press("Make my link")
    address = telephone.page.locator("main textarea").input_value()
    answer = telephone.context.request.get(address)
    assert "SUMMARY:Interview: Special Constabulary" in answer.text()
    telephone.press("Switch it off")
    assert telephone.context.request.get(address).status == 404


def _begin(copy: Copy) -> None:
    """The day has come: the session is over since an hour."""
    with copy.app.app_context(), unit_of_work():
        ends_at = clock.now() - timedelta(hours=1)
        starts_at = ends_at - timedelta(minutes=45)
        db.session.execute(update(Session).values(starts_at=starts_at, ends_at=ends_at))
        live = update(Booking).where(Booking.state.in_(LIVE))
        db.session.execute(live.values(during=Range(starts_at, ends_at)))


def _mark(coordinator: Visitor, session: str) -> None:
    coordinator.open(session)
    coordinator.press("Mark who came")
    for kind, value in (("came", "came"), ("result", "passed")):
        for choice in coordinator.page.locator(f'main [name^="{kind}_"][value="{value}"]').all():
            choice.check()
    coordinator.press("^Save$")
    assert "Attendance is saved." in coordinator.words
