"""Duties filled in Chromium: from what is missing through a proposal to people on duties, one of whom falls out."""

import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as Moving

from tests.browser.chromium import NARROW, Visitor, binary
from tests.browser.staff import signed_in_staff, three
from tests.copies import Copy
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer
from tests.rosters.builders import a_duty, a_post
from tests.rosters.filling_builders import away, said
from tests.service import working_at
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Role
from volunteers.rosters.models import SignUp, SignUpState
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
PATIENCE = 60.0


def test_duties_are_filled_in_part_and_who_fell_out_meanwhile_is_named(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.COORDINATOR)
    people = _world(copy)
    helen = signed_in_staff(copy, browser, Role.COORDINATOR)
    helen.open("/staff/duties/gaps")
    helen.press("Fill these duties")
    _ask(helen)
    assert "It begins in a moment" in helen.words
    with working_at("rosters", copy.service):
        _watch(helen, "can be filled")
    helen.page.reload()
    assert "3 of 4 free places can be filled" in helen.words
    helen.page.locator("main summary", has_text="1 place as Driver stays empty").click()
    assert "lack a qualification it needs" in helen.words
    _judge_at_both_widths(helen, "proposal")

    _is_away(copy, people["Bea"], on=_in(3))
    duty = helen.page.get_by_label("Market day", exact=False).first
    helen.page.locator("tr", has_text="Cy Hughes").get_by_role("checkbox").uncheck()
    assert duty.is_checked()
    helen.press("Accept those ticked")
    assert "1 place is given, and everyone is being told. 1 place could not be given: see below." in helen.words
    assert "Bea Hughes, Patrol: " in helen.words
    assert "They have said that they are away" in helen.words
    assert not helen.page.locator("tr", has_text="Bea Hughes").get_by_role("checkbox").is_checked()
    _judge_at_both_widths(helen, "accepted in part")
    assert _on_duty(copy) == {people["Alex"]}

    helen.press("Accept this place")
    assert "2 places are given" in helen.words
    helen.press("Close this proposal")
    assert _on_duty(copy) == {people["Alex"], people["Cy"]}
    helen.open("/staff/duties/fill")
    assert "3 of 4 places found, 2 given" in helen.words


def _world(copy: Copy) -> dict[str, int]:
    """Three Specials and three places that they can have, each on a day of its own; and one that nobody can."""
    with copy.app.app_context(), unit_of_work():
        people = {name: a_volunteer(first_name=name, grade="qualified").id for name in ("Alex", "Bea", "Cy")}
        town = a_duty(title="Night in town", on=_in(3), posts=[a_post(places=2)], minimum_to_run=1)
        a_duty(
            title="Market day", on=_in(3), minimum_to_run=1,
            posts=[a_post(places=1), a_post("Driver", places=1, needs=["response_driver"])],
        )  # fmt: skip
        assert town.id
        return people


def _ask(helen: Visitor) -> None:
    """Sent with the days the wrong way round first; nothing that was chosen is lost."""
    helen.fill(strand=SPECIALS, area=SOMERSET, first_on=three(_in(9)), last_on=three(_in(1)), seconds="20")
    helen.page.get_by_label("have not said when").check()
    helen.press("Find people")
    assert "The last day must be the first day or after it." in helen.words
    assert helen.page.get_by_label("have not said when").is_checked()
    helen.fill(first_on=three(_in(1)), last_on=three(_in(9)))
    helen.press("Find people")


def _judge_at_both_widths(visitor: Visitor, state: str) -> None:
    visitor.judge(state=state)
    wide, visitor.size = visitor.size, NARROW
    visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    visitor.judge(state=f"{state} on a telephone")
    visitor.size = wide
    visitor.page.set_viewport_size(wide)  # type: ignore[arg-type]


def _watch(visitor: Visitor, words: str) -> None:
    """Until the page says so by itself."""
    page, until = "", time.monotonic() + PATIENCE
    while words not in page:
        assert time.monotonic() < until, f"the page never said “{words}”"
        time.sleep(0.2)
        with suppress(Moving):  # it is just looking again
            page = visitor.page.content()


def _is_away(copy: Copy, volunteer_id: int, *, on: date) -> None:
    """They say so, while the proposal is being looked at."""
    with copy.app.app_context(), unit_of_work():
        volunteer = db.session.get_one(Volunteer, volunteer_id)
        said(volunteer)
        away(volunteer, on, on)


def _on_duty(copy: Copy) -> set[int]:
    with copy.app.app_context():
        return {one.volunteer_id for one in db.session.query(SignUp).filter_by(state=SignUpState.CONFIRMED)}


def _in(days: int) -> date:
    return clock.today() + timedelta(days=days)
