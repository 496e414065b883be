"""Answers: places until they are taken, kind words after that, and a yes taken back."""

from datetime import timedelta

import pytest

from tests.mobilisation.builders import a_call, link_of, people, recipient, says, staff, taken
from tests.people.builders import a_volunteer
from tests.rosters.builders import a_duty, a_sign_up
from tests.rosters.places_builders import themself
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.mobilisation import queries, service
from volunteers.mobilisation.rules import CallState
from volunteers.notifications.models import Message
from volunteers.people.rules import Holding
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.rules import PostPlan

TWO = (PostPlan("Search team", 2),)


def test_they_come_until_every_place_is_taken_and_the_next_in_reserve_is_asked_when_one_falls_out(session):
    first, second, third, fourth = people(4)
    by = staff()
    call = a_call(*TWO, by=by)
    answers = [says(call, one, 30) for one in (first, second, third, fourth)]
    assert answers == ["coming", "coming", "too_late", "too_late"]
    assert taken(call) == [2]
    with pytest.raises(Refused, match="No place is free"):
        service.ask_reserve(call.id, version=call.version, by=by)
    db.session.refresh(call)
    assert says(call, first, None) == "withdrew"
    assert taken(call) == [1]
    assert service.ask_reserve(call.id, version=call.version, by=by).people == 1
    assert [recipient(call, one).answer.value for one in (third, fourth)] == ["none", "too_late"]
    assert says(call, third, 60) == "coming"
    assert taken(call) == [2]
    page = queries.get_call(call.id, by)
    assert (page.on_their_way, page.reserve, page.cannot, page.silent) == (2, 1, 1, 0)
    assert [one.name for one in page.coming] == ["Alex Number1", "Alex Number2"]


def test_drivers_are_drivers_first_and_the_same_answer_twice_is_one(session):
    held = [Holding("response_driver", clock.today() - timedelta(days=9), None)]
    driver, another = a_volunteer(qualifications=held), a_volunteer(qualifications=held)
    call = a_call(PostPlan("Search team", 5), PostPlan("Driver", 1, ("response_driver",)))
    assert says(call, driver, 30) == says(call, driver, 30) == "coming"
    assert taken(call) == [0, 1]
    assert says(call, another, 30) == "coming"
    assert taken(call) == [1, 1]
    said_at = recipient(call, driver).answered_at
    says(call, driver, 30)
    assert recipient(call, driver).answered_at == said_at
    assert says(call, driver, 120) == "coming"
    assert (recipient(call, driver).minutes, taken(call)) == (120, [1, 1])


def test_they_are_judged_again_when_they_answer_in_the_words_of_the_roster(session):
    (busy,) = people(1)
    call = a_call(*TWO)
    a_sign_up(a_duty(starts_at=clock.now() + timedelta(hours=4), hours=2), busy)
    with pytest.raises(Refused, match="You are already on “Evening patrol”"):
        says(call, busy, 30)
    assert (says(call, busy, None), taken(call)) == ("cannot", [0])


def test_a_call_that_has_begun_still_takes_people_and_one_that_is_over_does_not(session):
    (late,) = people(1)
    call = a_call(*TWO)
    duty = db.session.get_one(Duty, call.duty_id)
    duty.starts_at = clock.now() - timedelta(hours=1)
    db.session.flush()
    assert says(call, late, 30) == "coming"
    duty.ends_at = clock.now() - timedelta(minutes=1)
    db.session.flush()
    with pytest.raises(NotFound):
        says(call, late, None)
    with pytest.raises(NotFound):
        queries.get_by_link(link_of(call, late))


def test_closing_tells_those_without_an_answer_and_a_yes_can_still_be_taken_back(session):
    coming, silent = people(2)
    by = staff()
    call = a_call(*TWO, by=by)
    service.send_batch(key=b"k")
    says(call, coming, 30)
    service.close(call.id, tells=True, version=call.version, by=by)
    assert [one.account_id for one in session.query(Message).filter_by(kind="not_needed")] == [silent.account_id]
    with pytest.raises(Refused, match="has ended"):
        says(call, silent, 30)
    assert says(call, coming, None) == "withdrew"
    assert taken(call) == [0]
    with pytest.raises(Refused, match="has ended"):
        service.close(call.id, tells=True, version=call.version, by=by)


def test_calling_off_cancels_the_duty_and_tells_everyone(session):
    coming, silent = people(2)
    by = staff()
    call = a_call(*TWO, by=by)
    service.send_batch(key=b"k")
    says(call, coming, 30)
    service.call_off(call.id, reason="Found safe and well", version=call.version, by=by)
    told = {(one.kind, one.account_id) for one in session.query(Message).filter(Message.channel == "email")}
    assert {("duty_cancelled", coming.account_id), ("not_needed", silent.account_id)} <= told
    duty = db.session.get_one(Duty, call.duty_id)
    assert (call.state, duty.state, taken(call)) == (CallState.CALLED_OFF, DutyState.CANCELLED, [0])
    with pytest.raises(NotFound):
        says(call, silent, 30)


def test_nobody_sees_or_answers_a_call_that_is_not_theirs(session):
    mine, _ = people(2)
    call = a_call(*TWO)
    with pytest.raises(NotFound):
        queries.get_call(call.id, staff("bristol"))
    with pytest.raises(NotFound):
        service.answer_by_link(link_of(call, mine)[:-1] + "x", minutes=30)
    stranger = a_volunteer(area="bristol")
    with pytest.raises(NotFound):
        service.answer_own(call.id, minutes=30, by=themself(stranger))
    assert service.answer_own(call.id, minutes=30, by=themself(mine)).value == "coming"
    assert [one.is_coming for one in queries.list_own(themself(mine))] == [True]
    assert queries.list_own(themself(stranger)) == []
