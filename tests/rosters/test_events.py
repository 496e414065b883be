"""Events with sessions: made, given one or several, published and called off together."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.test_new_duty import ANSWERS
from tests.rosters.test_planning_pages import send
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role
from volunteers.rosters import service
from volunteers.rosters.models import (
    Duty,
    DutyState,
    Event,
    Handover,
    HandoverKind,
    HandoverState,
    SignUpState,
    Wait,
    WaitState,
)
from volunteers.rosters.service.events import add_sessions, cancel_event, create_event

LIST = "/staff/duties/events"


@pytest.fixture(autouse=True)
def _early_october():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def by(session):
    return a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def an_event(by, *, sessions: int = 1, state: DutyState = DutyState.DRAFT) -> Event:
    event = create_event(title="Harbour Festival", about="", strand=SPECIALS, area="somerset", by=by)
    for number in range(sessions):
        duty = a_duty(title="Festival", state=state, on=clock.today() + timedelta(days=20 + number))
        duty.event_id = event.id
    db.session.flush()
    return event


def read(browser: FlaskClient, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def test_an_event_is_made_and_given_sessions_from_its_page(browser):
    status, here = send(browser, f"{LIST}/new", title="Harbour Festival", strand=SPECIALS, area="somerset", about="")
    event = db.session.query(Event).one()
    assert (status, here) == (303, f"{LIST}/{event.id}")
    assert "It has no sessions yet." in read(browser, here)
    assert browser.get(f"{here}/sessions").location.endswith(f"?event={event.id}")
    new = f"/staff/duties/new/special-constabulary?event={event.id}"
    assert send(browser, new, **{**ANSWERS, "area": "somerset"}) == (303, here)
    assert db.session.query(Duty).one().event_id == event.id
    assert "Bath city centre patrol" in read(browser, here)
    assert "Harbour Festival" in read(browser, LIST)


def test_several_sessions_at_once_like_one_there_is_each_with_its_own_hours(browser, by):
    event = an_event(by)
    like = db.session.query(Duty).one()
    address = f"{LIST}/{event.id}/sessions"
    status, here = send(
        browser, address, like=str(like.id), day_1=["24", "10", "2026"], starts_1="10pm", ends_1="6am",
        day_2=["25", "10", "2026"], starts_2="1:30am GMT", ends_2="6am",
    )  # fmt: skip
    assert (status, here) == (303, f"{LIST}/{event.id}")
    added = db.session.query(Duty).filter(Duty.id != like.id).order_by(Duty.starts_at).all()
    lasting = [clock.elapsed(one.starts_at, one.ends_at).total_seconds() / 3600 for one in added]
    assert (lasting, {one.state for one in added}) == ([9, 4.5], {DutyState.DRAFT})
    assert "2 sessions added as drafts." in read(browser, here)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Enter the day and the hours of at least one session."),
        ({"day_2": ["24", "10", "2026"]}, "Enter the time it starts."),
        ({"starts_2": "6pm", "ends_2": "8pm"}, "Enter the day."),
        ({"day_2": ["28", "3", "2027"], "starts_2": "1:30am", "ends_2": "6am"}, "There is no 1:30am"),
        ({"day_2": ["24", "10", "2026"], "starts_2": "6pm", "ends_2": "6pm"},
         "24 October 2026: The duty must end after it starts."),
        ({"day_2": ["24", "9", "2026"], "starts_2": "6pm", "ends_2": "8pm"},
         "24 September 2026: The duty must start in the future."),
    ],
)  # fmt: skip
def test_a_session_that_cannot_be_comes_back_as_it_was_typed_and_none_is_added(browser, by, answers, words):
    event = an_event(by)
    like = db.session.query(Duty).one()
    typed = {"like": str(like.id), "starts_1": "", **answers}
    status, shown = send(browser, f"{LIST}/{event.id}/sessions", **typed)
    assert (status, words in shown) == (200, True), shown
    days = re.findall(r'<input[^>]*name="day_2"[^>]*value="([^"]*)"', shown)
    assert [day for day in days if day] == answers.get("day_2", [])
    assert db.session.query(Duty).count() == 1


def test_every_draft_is_published_at_once(browser, by):
    event = an_event(by, sessions=3)
    here = f"{LIST}/{event.id}"
    shown = read(browser, here)
    assert "Publish 3 drafts" in shown
    assert browser.post(f"{here}/publish", data=sent_form(shown)).location == here
    assert {one.state for one in db.session.query(Duty)} == {DutyState.PUBLISHED}
    assert "3 duties published." in read(browser, here)


def test_calling_an_event_off_frees_and_tells_everyone_on_its_sessions(browser, by):
    event = an_event(by, sessions=2, state=DutyState.PUBLISHED)
    for duty in db.session.query(Duty):
        a_sign_up(duty, a_volunteer())
    here = f"{LIST}/{event.id}"
    assert "2 sessions to come will be cancelled with it" in read(browser, f"{here}/cancel")
    assert send(browser, f"{here}/cancel", reason="")[0] == 200
    assert send(browser, f"{here}/cancel", reason="Storm") == (303, here)
    assert "This event has been cancelled." in read(browser, here)
    assert db.session.query(Message).filter_by(kind="duty_cancelled").count() == 2
    assert send(browser, f"{here}/cancel", reason="Storm")[0] == 409
    with pytest.raises(Refused):
        add_sessions(event.id, [], like=1, publish=False, by=by)


def test_an_event_of_another_area_is_not_found(by, browser, client):
    event = an_event(by)
    stranger = a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")
    with pytest.raises(NotFound):
        cancel_event(event.id, reason="Storm", by=stranger)
    elsewhere = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "bristol")]))
    for address in ("", "/sessions", "/cancel"):
        assert elsewhere.get(f"{LIST}/{event.id}{address}").status_code == 404
    assert elsewhere.get(f"/staff/duties/new/special-constabulary?event={event.id}").status_code == 404


def test_publishing_many_says_which_could_not_be(by):
    draft, open_, past = (
        a_duty(state=DutyState.DRAFT), a_duty(), a_duty(state=DutyState.DRAFT, on=clock.today() - timedelta(days=1)),
    )  # fmt: skip
    many = service.publish_many([draft.id, open_.id, past.id], by=by)
    assert many.done == (draft.id,)
    assert {number: why[0].code for number, why in many.refused.items()} == {
        open_.id: "not_a_draft", past.id: "in_the_past",
    }  # fmt: skip


def test_a_cancelled_duty_has_nobody_who_waits_asks_or_looks_for_a_stand_in(by):
    duty, other = a_duty(posts=[a_post(places=3)]), a_duty(on=clock.today() + timedelta(days=9))
    on, asked, waits = (a_volunteer(last_name=name) for name in ("On", "Asks", "Waits"))
    place, theirs = a_sign_up(duty, on), a_sign_up(other, asked)
    request = a_sign_up(duty, asked, state=SignUpState.REQUESTED)
    wait = Wait(duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=waits.id, joined_at=clock.now())
    stand_in = Handover(kind=HandoverKind.STAND_IN, sign_up_id=place.id, reason="Ill", asked_at=clock.now())
    swap = Handover(
        kind=HandoverKind.SWAP, sign_up_id=theirs.id, other_sign_up_id=place.id, to_volunteer_id=on.id, reason="",
        asked_at=clock.now(),
    )  # fmt: skip
    db.session.add_all([wait, stand_in, swap])
    db.session.flush()
    service.cancel(duty.id, reason="Storm", by=by)
    for row in (wait, stand_in, swap, request, theirs):
        db.session.refresh(row)
    assert (wait.state, stand_in.state, swap.state) == (WaitState.LAPSED, HandoverState.LAPSED, HandoverState.LAPSED)
    assert (request.state, theirs.state) == (SignUpState.WITHDRAWN, SignUpState.CONFIRMED)
