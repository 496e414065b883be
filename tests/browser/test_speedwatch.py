"""A SpeedWatch session on a telephone: planned, returned with a registration that is none, handed over, and erased."""

import csv
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import Range

from tests.browser.applying import sign_in
from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.speedwatch.builders import a_scheme
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import SignIn
from volunteers.permissions import Role
from volunteers.rosters.models import Duty, SignUp, SignUpState
from volunteers.speedwatch.models import RoadsideSession, SeenVehicle
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
JO = "jo@example.com"


def test_a_session_from_its_plan_until_nobody_knows_who_drove(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    with copy.app.app_context(), unit_of_work():
        scheme = a_scheme()
        scheme.team[0].account.email = JO
        name, team = scheme.unit.name, [one.id for one in scheme.team]
    jo = Visitor(browser, copy.service.url, size=NARROW)
    jo.open("/sign-in")
    sign_in(jo, copy.service.mailbox, JO)
    _plan(jo, name)
    session_id = int(jo.path.rpartition("/")[2])
    _hold_it_yesterday(copy, session_id, team)
    _return(jo, copy)
    _hand_over(signed_in_staff(copy, browser, Role.COORDINATOR))
    with copy.app.app_context():
        seen = db.session.scalars(select(SeenVehicle).where(SeenVehicle.session_id == session_id)).all()
        assert [(one.speed, one.sealed) for one in seen] == [(38, None)]
    jo.open("/my-speedwatch")
    assert "First letter: 1" in jo.words


def _plan(jo: Visitor, scheme: str) -> None:
    """In the dark, which is refused with everything still there; then at a good time."""
    jo.open("/my-duties")
    jo.press(scheme)
    jo.press("^Plan a session at")
    jo.fill(
        direction="both", day=three(clock.today() + timedelta(days=3)), starts="9:30pm", ends="10pm", places="4"
    )  # fmt: skip
    jo.expected = "409"
    jo.press("^Plan the session")
    assert "Daylight: it gets dark there at" in jo.words
    jo.said.clear()
    jo.fill(starts="11am", ends="1pm")
    jo.press("^Plan the session")
    assert "The session is planned" in jo.words
    assert "Stand behind the wall." in jo.words


def _hold_it_yesterday(copy: Copy, session_id: int, team: Sequence[int]) -> None:
    """Three of the team are on it, and it is over."""
    day = clock.today() - timedelta(days=1)
    starts, ends = (clock.from_london(datetime.combine(day, time(hour))) for hour in (11, 13))
    with copy.app.app_context(), unit_of_work():
        duty = db.session.get_one(RoadsideSession, session_id).duty
        operator, others = duty.posts
        for post, people in ((operator, team[:1]), (others, team[1:3])):
            post.taken = len(people)
            db.session.add_all(
                SignUp(
                    duty_id=duty.id, post_id=post.id, volunteer_id=one, state=SignUpState.CONFIRMED,
                    during=Range(starts, ends), signed_up_at=clock.now(), signed_up_by_id=duty.created_by_id,
                )
                for one in people
            )  # fmt: skip
        db.session.execute(update(Duty).where(Duty.id == duty.id).values(starts_at=starts, ends_at=ends))


def _return(jo: Visitor, copy: Copy) -> None:
    """The sign-in ran out meanwhile, and a registration is none: what was typed stands there each time."""
    jo.page.reload()
    jo.press("^Write the return")
    for box in jo.page.locator('main [name^="here_"]').all():
        box.check()
    jo.page.locator('main [name="device"]').select_option(index=1)
    jo.fill(checked="y", weather="dry", stood_from="11:05", stood_until="12:55", counted="200")
    jo.fill(row_0_at="12:10", row_0_registration="WXI9 KDE", row_0_make="Ford", row_0_colour="Blue", row_0_speed="38")
    with copy.app.app_context(), unit_of_work():
        db.session.execute(update(SignIn).values(ended_at=clock.now()))
    jo.expected = "401"
    jo.press("^Send the return")
    jo.press("^Sign in")
    sign_in(jo, copy.service.mailbox, JO)
    assert jo.page.locator('main [name="row_0_registration"]').input_value() == "WXI9 KDE"
    assert "What you typed before you signed in again is below." in jo.words
    jo.expected = None
    jo.press("^Send the return")
    assert "Did you mean WX19 KDE?" in jo.words
    jo.fill(row_0_registration="WX19 KDE")
    jo.press("^Send the return")
    assert "The return is sent." in jo.words
    assert "KDE" not in jo.words


def _hand_over(staff: Visitor) -> None:
    staff.open("/staff/speedwatch")
    staff.press("^High Street")
    staff.press("^Hand it over")
    staff.fill(reason="usual")
    with staff.page.expect_download() as taken:
        staff.page.locator("main button", has_text="Take the file out").click()
    rows = list(csv.reader(Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][7:] == ["WX19 KDE", "Ford", "Blue", "38"]
    staff.open("/staff/speedwatch?show=handed_over")
    staff.press("^High Street")
    staff.press("^The police have it")
    staff.press("^Confirm and erase")
    assert "Registrations erased" in staff.words
    staff.press("^Enter what came of it")
    staff.fill(of_first_letter="1")
    staff.press("^Save")
    assert "The outcomes are saved." in staff.words
