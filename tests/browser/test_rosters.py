"""A roster in Chromium: planned by a coordinator, filled from telephones, handed over, and led with a printed sheet."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.planned import a_series, a_template, an_event
from tests.service import body_of
from volunteers import clock
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models import DutyState, Giving
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ALEX, BEA = "alex@example.com", "bea@example.com"
ONE_DUTY = re.compile(r"/staff/duties/\d+")


def test_a_duty_is_planned_filled_from_telephones_changed_and_handed_on(copy: Copy, browser: Browser) -> None:
    soon = _world(copy)
    helen = signed_in_staff(copy, browser, Role.COORDINATOR)
    number = _plan(helen)
    alex, bea = (_on_telephone(copy, browser, who) for who in (ALEX, BEA))
    _say_when(alex)

    alex.open("/duties")
    alex.press("Harbour patrol")
    alex.press("Sign up")
    assert "Tick" in alex.words or "read" in alex.words
    alex.page.locator('main [name="accepted"]').check()
    alex.press("Sign up")
    assert "You are on this duty as Patrol" in alex.words
    bea.open(f"/duties/{number}")
    bea.press("Join the waiting list")
    assert "waiting" in bea.words

    _move(helen, number)
    alex.open("/my-duties")
    alex.press("has changed")
    assert "It now starts at 7pm, not 6pm." in alex.words
    alex.press("Yes, I still come")
    alex.press("I cannot come")
    alex.press("Give up my place")
    alex.fill(reason="Called in to work")
    alex.press("Give up my place")
    _answer_by_link(copy, browser, number)
    bea.open(f"/duties/{number}")
    assert "You are on this duty" in bea.words
    _stand_in(alex, bea, soon)


def test_those_who_plan_and_lead_see_what_is_missing_and_print_who_is_on(copy: Copy, browser: Browser) -> None:
    _world(copy)
    number = _more_duties(copy)
    owen, alex = signed_in_staff(copy, browser, Role.SUPERVISOR), _on_telephone(copy, browser, ALEX)
    _need_people(owen)
    for page in ("", "?view=month"):
        owen.open(f"/staff/duties/calendar{page}")
    owen.open("/staff/duties/gaps")
    assert "Cannot run as they stand" in owen.words
    for page in ("not-out", "at-risk", "cover", "events", "templates"):
        owen.open(f"/staff/duties/{page}")
    owen.open("/staff/duties")
    owen.page.locator('main input[type="checkbox"]').first.check()
    owen.press("Publish the ticked drafts")

    alex.open(f"/duties/{number}")
    alex.press("Ask for a place")
    owen.open(f"/staff/duties/{number}/requests")
    owen.press("Give the place")
    owen.open(f"/staff/duties/{number}")
    assert "Alex Hughes" in owen.words
    owen.press("Add a volunteer")
    owen.press("Add Bea Hughes")
    owen.open(f"/staff/duties/{number}/sheet")
    assert "Bea Hughes" in owen.words
    for page in ("repeat", "template", "edit", "cancel"):
        owen.open(f"/staff/duties/{number}/{page}")
    for choice in ("/my-messages/choices", "/my-calendar", "/stand-ins", f"/duties/{number}/swap"):
        alex.open(choice)


def _world(copy: Copy) -> int:
    """Two qualified Specials, and a duty that Bea is on in less than a day."""
    copy.make_staff(Role.COORDINATOR, Role.SUPERVISOR)
    with copy.app.app_context(), unit_of_work():
        a_volunteer(account=an_account(email=ALEX), first_name="Alex", grade="qualified")
        bea = a_volunteer(account=an_account(email=BEA), first_name="Bea", grade="qualified")
        duty = a_duty(title="Night in town", starts_at=clock.now() + timedelta(hours=20))
        a_sign_up(duty, bea)
        return duty.id


def _more_duties(copy: Copy) -> int:
    with copy.app.app_context(), unit_of_work():
        unit = Unit(code="taunton", name="Taunton team", kind=UnitKind.STATION, strand=SPECIALS, area=SOMERSET)
        asked = a_duty(title="Match day", on=_in(9), posts=[a_post(places=3)], giving=Giving.REQUEST)
        asked.unit = unit
        a_duty(title="Quiet evening", on=_in(4), state=DutyState.DRAFT)
        a_template(), an_event(), a_series()
        return asked.id


def _plan(helen: Visitor) -> str:
    """A duty for one, with something to read first; filled in wrongly once, and nothing typed is lost."""
    helen.open("/staff/duties/new/special-constabulary")
    helen.press("Publish")
    assert "Enter a title." in helen.words
    helen.fill(
        title="Harbour patrol", day=three(_in(10)), starts="6pm", ends="half past", area=SOMERSET,
        meeting_place="The front desk", post_1_name="Patrol", post_1_places="1", briefing="Stay in pairs.",
    )  # fmt: skip
    helen.press("Publish")
    assert helen.page.locator('main [name="title"]').input_value() == "Harbour patrol"
    helen.fill(ends="11pm")
    helen.page.locator("main summary", has_text="Risk assessment").click()
    helen.fill(risk_assessment="Deep water", must_accept="y")
    helen.press("Publish")
    assert ONE_DUTY.fullmatch(helen.path), helen.words
    return helen.path.rpartition("/")[2]


def _move(helen: Visitor, number: str) -> None:
    helen.open(f"/staff/duties/{number}/edit")
    helen.fill(starts="7pm")
    helen.press("Save the changes")
    assert "still to confirm" in helen.words or "confirm" in helen.words


def _say_when(alex: Visitor) -> None:
    """The week and the day job, in less than a minute."""
    alex.open("/my-availability")
    alex.press("Weekday evenings")
    alex.press("Save usual times")
    alex.fill(first_on=three(_in(60)), last_on=three(_in(50)))
    alex.press("Add these days")
    assert "Error:" in alex.page.title()
    alex.fill(last_on=three(_in(65)))
    alex.press("Add these days")


def _answer_by_link(copy: Copy, browser: Browser, number: str) -> None:
    """Whoever waited longest is offered the place by mail, and takes it without signing in."""
    mails = (copy.service.mailbox.wait_for(BEA, number=each) for each in range(1, 9))
    link = next(found[0] for mail in mails if (found := re.findall(r"/my-offers/[\w-]+", body_of(mail))))
    visitor = Visitor(browser, copy.service.url, scripts=False, size=NARROW)
    visitor.open(link)
    visitor.press("Take the place")
    assert "Harbour patrol" in visitor.words or number


def _stand_in(alex: Visitor, bea: Visitor, soon: int) -> None:
    bea.open(f"/duties/{soon}")
    bea.press("I cannot make it")
    bea.fill(reason="My daughter is ill")
    bea.press("Find a stand-in")
    assert "We are looking for someone to stand in for you" in bea.words
    alex.open("/stand-ins")
    alex.press("Night in town")
    alex.press("Take the place")
    bea.open("/my-duties")
    assert "Night in town" not in bea.words


def _need_people(owen: Visitor) -> None:
    owen.open("/staff/duties/cover/new")
    owen.press("Save")
    assert "Choose at least one day." in owen.words
    owen.fill(weekdays=["4", "5"], starts="8pm", ends="2am", people="2")
    owen.press("Save")


def _on_telephone(copy: Copy, browser: Browser, who: str) -> Visitor:
    visitor = Visitor(browser, copy.service.url, size=NARROW)
    visitor.open("/sign-in")
    sign_in(visitor, copy.service.mailbox, who)
    return visitor


def _in(days: int) -> date:
    return clock.today() + timedelta(days=days)
