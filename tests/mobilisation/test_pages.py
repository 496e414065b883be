"""Asking, watching and answering on pages, as staff and volunteers use them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.mobilisation.builders import a_call, link_of, people, recipient, says, taken
from tests.pages import sent_form
from tests.people.builders import SOMERSET, SPECIALS, an_account, signed_in
from tests.rosters.coordinating import page, send
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.mobilisation import jobs
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role
from volunteers.rosters.rules import PostPlan

NEW = "/staff/calls/new/special-constabulary"
TYPED = {
    "title": "Search at the river", "known": "Bring warm clothes.", "meeting_place": "Taunton police station",
    "post_1_name": "Search team", "post_1_places": "2", "areas": [SOMERSET],
    "starts": f"{clock.in_london(clock.now() + timedelta(hours=2)):%H:%M}",
    "ends": f"{clock.in_london(clock.now() + timedelta(hours=10)):%H:%M}",
}  # fmt: skip


@pytest.fixture
def owen(client, session):
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, SOMERSET)]))


def test_it_is_shown_who_would_be_asked_before_anyone_is(owen):
    people(3)
    status, shown = send(owen, NEW, **TYPED, act="look")
    assert status == 200
    assert "3 people would be asked" in shown
    assert db.session.query(Call).count() == 0
    changed = owen.post(NEW, data=sent_form(shown, **{**TYPED, "title": "Another", "act": "send"}))
    assert changed.status_code == 200, "what was changed is looked at again"
    sent = sent_form(shown, **TYPED, act="send")
    answer = owen.post(NEW, data=sent)
    assert answer.status_code == 303
    assert owen.post(NEW, data=sent).location == answer.location
    assert db.session.query(Call).count() == 1
    jobs.send_calls()
    assert db.session.query(Message).filter_by(kind="can_you_come").count() == 3
    live = owen.get(answer.location)
    assert live.headers["Refresh"] == "15"
    assert "2 more are wanted" in live.get_data(as_text=True)
    assert "Search at the river" in page(owen, "/staff/calls")


def test_what_is_missing_is_said_and_nothing_is_lost(owen):
    status, shown = send(owen, NEW, act="look", known="Bring a torch", starts="25:00")
    assert status == 200
    for words in ("Say in a few words what people are wanted for", "Enter a time", "Bring a torch", "how many people"):
        assert words in shown


def test_cadets_and_other_strands_are_not_called(owen):
    for slug in ("cadets", "community-speedwatch", "farm-watch"):
        assert owen.get(f"/staff/calls/new/{slug}").status_code == 404


def test_a_volunteer_answers_by_link_and_takes_it_back(client, session):
    (one,) = people(1)
    call = a_call(PostPlan("Search team", 1))
    here = f"/can-you-come/{link_of(call, one)}"
    assert "I can be there in 1½ hours" in page(client, here)
    assert recipient(call, one).answer.value == "none", "opening it answers nothing"
    assert send(client, here, answer="30") == (303, here)
    shown = page(client, here)
    assert "You are coming" in shown
    assert taken(call) == [1]
    send(client, here, answer="no")
    assert "Thank you for telling us" in page(client, here)
    assert taken(call) == [0]
    _, shown = send(client, here, answer="7")
    assert "Choose one of the answers" in shown
    assert client.get(f"{here}x").status_code == client.get("/can-you-come/x").status_code == 404


def test_whoever_is_too_late_is_thanked(client, session):
    first, second = people(2)
    call = a_call(PostPlan("Search team", 1))
    says(call, first, 30)
    here = f"/can-you-come/{link_of(call, second)}"
    send(client, here, answer="30")
    assert "Enough people are on their way" in page(client, here)


def test_own_duties_show_the_call_and_it_is_answered_there(client, session):
    (one,) = people(1)
    call = a_call()
    signed_in(client, one.account)
    assert "Search at the river: can you come?" in page(client, "/my-duties")
    assert send(client, f"/my-duties/calls/{call.id}", answer="60")[0] == 303
    assert "Search at the river: you are coming" in page(client, "/my-duties")


def test_staff_close_ask_more_and_call_off_from_the_live_page(owen):
    first, _ = people(2)
    with_call = a_call(PostPlan("Search team", 1))
    says(with_call, first, 30)
    here = f"/staff/calls/{with_call.id}"
    status, shown = send(owen, f"{here}/more", areas=[SOMERSET])
    assert (status, "nobody who was not asked" in shown) == (200, True)
    assert "can be asked again from" in page(owen, here)
    assert send(owen, f"{here}/close") == (303, here)
    shown = page(owen, here)
    assert "Enough people are on their way" in shown
    assert "Refresh" not in owen.get(here).headers
    other = a_call(starts_at=clock.now() + timedelta(days=2))
    assert send(owen, f"/staff/calls/{other.id}/call-off")[0] == 200
    assert send(owen, f"/staff/calls/{other.id}/call-off", reason="Found safe") == (303, f"/staff/calls/{other.id}")
    assert "Called off" in page(owen, f"/staff/calls/{other.id}")


def test_the_live_page_asks_as_much_of_the_database_for_many_as_for_few(app, owen):
    def statements(call):
        with counted_sql(app) as asked:
            page(owen, f"/staff/calls/{call.id}")
        return asked.count

    few, many = people(2), people(12)
    call = a_call(PostPlan("Search team", 20))
    for one in few:
        says(call, one, 30)
    page(owen, f"/staff/calls/{call.id}")
    before = statements(call)
    for one in many:
        says(call, one, 60)
    assert statements(call) <= before
    assert len(db.session.scalars(select(CallRecipient)).all()) == 14
