"""People called out in Chromium: staff ask and watch, a volunteer opens the link on a telephone and comes."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.people.builders import SOMERSET, a_volunteer, an_account
from tests.service import body_of
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
LINK = re.compile(r"/can-you-come/[\w-]+")
GRADES = {"Ana": "qualified", "Ben": "qualified", "Cy": "in_training"}


def test_staff_call_people_out_and_those_who_come_answer_by_the_link(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.SUPERVISOR)
    with copy.app.app_context(), unit_of_work():
        for name, grade in GRADES.items():
            account = an_account(Role.APPLICANT, email=f"{name.lower()}@example.org")
            a_volunteer(account=account, first_name=name, grade=grade)
    owen = signed_in_staff(copy, browser, Role.SUPERVISOR)
    _ask(owen)
    live = owen.path

    ana, ben = (_on_a_telephone(copy, browser, f"{name}@example.org") for name in ("ana", "ben"))
    assert "Can you come?" in ana.words
    ana.press("I can be there in 30 minutes")
    assert "You are coming" in ana.words
    ben.page.reload()
    ben.press("I can be there in 1 hour")
    assert "Enough people are on their way" in ben.words
    owen.open(live)
    assert "Ana Hughes" in owen.words
    owen.judge(state="full")

    ana.press("I cannot come after all")
    assert "Thank you for telling us" in ana.words
    owen.open(live)
    owen.press("Ask the next in reserve")
    assert "1 person in reserve is being asked." in owen.words
    ben.open(ben.path)
    assert "A place has come free. Can you still come?" in ben.words
    ben.press("I can be there in 30 minutes")
    owen.open(live)
    owen.press("Enough people")
    owen.press("Stand down the rest")
    assert "Those who are coming are still expected." in owen.words
    assert "Ben Hughes" in owen.words


def _ask(owen: Visitor) -> None:
    """Sent empty first; nothing goes out before it was seen who would be asked."""
    owen.open("/staff/calls")
    owen.press("Ask the Special Constabulary")
    owen.press("See who would be asked")
    assert "Say in a few words what people are wanted for." in owen.words
    owen.fill(
        title="Search at the river", known="A child is missing. Bring a torch.", post_1_places="1",
        meeting_place="Taunton police station", areas=SOMERSET,
    )  # fmt: skip
    owen.press("See who would be asked")
    assert "2 people would be asked" in owen.words
    assert "1: Grade not enough for any post" in owen.words
    owen.judge(state="who would be asked")
    owen.press("Ask 2 people now")
    assert "2 people are being asked." in owen.words
    assert "1 more is wanted" in owen.words


def _on_a_telephone(copy: Copy, browser: Browser, address: str) -> Visitor:
    """The link in the mail that came to them, opened on a narrow screen."""
    found = LINK.search(body_of(copy.service.mailbox.wait_for(address)))
    assert found is not None
    visitor = Visitor(browser, copy.service.url, size=NARROW)
    visitor.open(found[0])
    return visitor
