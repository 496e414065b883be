"""Waiting lists: joined when full, offered in order, answered in time, and never jumped."""

from datetime import timedelta

import pytest

from tests.people.builders import a_viewer
from tests.people.serving import a_cadet
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.places_builders import (
    a_special,
    in_hours,
    is_whole,
    sign_up,
    state_of,
    taken,
    themself,
    token_of,
    told,
    waits,
)
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.people.rules import Holding
from volunteers.permissions import Role
from volunteers.rosters import jobs, service
from volunteers.rosters.models import SignUp, SignUpState, WaitState
from volunteers.rosters.queries.waiting import find_own_wait, get_offer, list_offers_to_lapse
from volunteers.strands.queries import get_strand

pytestmark = pytest.mark.usefixtures("session")
W = WaitState


def full_duty(**more):
    """A duty with one place, which someone has."""
    duty, holder = a_duty(posts=[a_post(places=1)], **more), a_special(first_name="Holder")
    return duty, sign_up(duty, holder)


def freed(place):
    return service.withdraw(place.id, reason="Unwell", by=themself(place.volunteer))


def test_joining_is_for_a_full_post_and_shows_which_they_are():
    duty = a_duty(posts=[a_post(places=1)])
    first, second = a_special(), a_special()
    with pytest.raises(Conflict):
        waits(duty, first)
    sign_up(duty, a_special())
    waits(duty, first)
    waits(duty, second)
    own = find_own_wait(duty.id, second.id)
    assert (own.position, own.is_offered) == (2, False)
    with pytest.raises(Refused):
        waits(duty, first)
    assert taken(duty.posts[0]) == 1


def test_whoever_could_not_take_a_place_cannot_wait_for_it():
    duty, _ = full_duty()
    with pytest.raises(Refused) as refused:
        waits(duty, a_special(clearances=[]))
    assert "full" not in [refusal.code for refusal in refused.value.refusals]
    with pytest.raises(NotFound):
        service.join_waiting_list(
            duty.id, post_id=duty.posts[0].id, volunteer_id=a_special().id, by=a_viewer(Role.SUPERVISOR)
        )


def test_a_freed_place_is_kept_for_the_first_and_nobody_jumps_the_list():
    duty, place = full_duty()
    first, second, other = a_special(), a_special(), a_special()
    one, two = waits(duty, first), waits(duty, second)
    freed(place)
    assert (state_of(one), state_of(two), taken(duty.posts[0])) == (W.OFFERED, W.WAITING, 1)
    assert one.offer_until - one.offered_at == timedelta(hours=12)
    for who, by in ((other, themself(other)), (second, a_viewer(Role.SUPERVISOR))):
        with pytest.raises(Conflict):
            sign_up(duty, who, by)
    found = service.answer_offer(one.id, take=True, by=themself(first))
    assert (found.state, state_of(one), taken(duty.posts[0])) == (SignUpState.CONFIRMED, W.TAKEN, 1)
    assert is_whole(duty)
    with pytest.raises(Conflict):
        service.answer_offer(one.id, take=True, by=themself(first))


def test_an_offer_lasts_half_of_the_time_that_is_left_where_that_is_less():
    duty, place = full_duty(starts_at=in_hours(10))
    wait = waits(duty, a_special())
    service.withdraw(place.id, reason="Released", by=a_viewer(Role.SUPERVISOR))
    db.session.refresh(wait)
    assert timedelta(hours=4.9) < wait.offer_until - clock.now() <= timedelta(hours=5)


@pytest.mark.parametrize("how", ["decline", "leave", "lapse"])
def test_a_place_not_taken_goes_to_the_next_and_then_to_anyone(how):
    duty, place = full_duty()
    first, second, other = a_special(), a_special(), a_special()
    one, two = waits(duty, first), waits(duty, second)
    freed(place)
    if how == "decline":
        service.answer_offer(one.id, take=False, by=themself(first))
    elif how == "leave":
        service.leave_waiting_list(one.id, by=themself(first))
    else:
        one.offer_until = clock.now() - timedelta(seconds=1)
        assert list_offers_to_lapse(clock.now()) == [one.id]
        assert service.lapse_offer(one.id)
        assert not service.lapse_offer(one.id)
        assert len(told("place_offer_lapsed")) == 1
    assert state_of(one) is (W.LAPSED if how == "lapse" else W.DECLINED)
    assert (state_of(two), taken(duty.posts[0])) == (W.OFFERED, 1)
    service.answer_offer(two.id, take=False, by=themself(second))
    assert taken(duty.posts[0]) == 0
    assert sign_up(duty, other).state is SignUpState.CONFIRMED
    assert is_whole(duty)


def test_who_cannot_come_now_is_passed_over_and_keeps_their_turn():
    duty, place = full_duty()
    busy, second = a_special(), a_special()
    one, two = waits(duty, busy), waits(duty, second)
    elsewhere = sign_up(a_duty(starts_at=duty.starts_at + timedelta(hours=1)), busy)
    freed(place)
    assert (state_of(one), state_of(two)) == (W.WAITING, W.OFFERED)
    service.answer_offer(two.id, take=False, by=themself(second))
    assert taken(duty.posts[0]) == 0
    freed(elsewhere)
    with pytest.raises(Conflict) as refused:
        sign_up(duty, a_special())
    assert refused.value.refusals[0].code == "waited_for"
    jobs.lapse_offers()
    assert state_of(one) is W.OFFERED


def test_a_place_taken_otherwise_ends_the_turn_and_frees_what_was_kept():
    duty = a_duty(posts=[a_post("Driver", places=1), a_post(places=1)])
    place = sign_up(duty, a_special())
    first, second = a_special(), a_special()
    one, two = waits(duty, first), waits(duty, second)
    freed(place)
    service.assign(duty.id, post_id=duty.posts[1].id, volunteer_id=first.id, by=themself(first))
    assert (state_of(one), state_of(two)) == (W.LEFT, W.OFFERED)
    assert is_whole(duty)


def test_a_supervisor_puts_on_whom_a_place_is_kept_for():
    duty, place = full_duty()
    first = a_special()
    one = waits(duty, first)
    freed(place)
    assert sign_up(duty, first, a_viewer(Role.SUPERVISOR)).state is SignUpState.CONFIRMED
    assert (state_of(one), taken(duty.posts[0]), is_whole(duty)) == (W.TAKEN, 1, True)


def test_the_link_answers_once_and_only_in_time():
    duty, place = full_duty()
    first = a_special()
    wait = waits(duty, first)
    freed(place)
    token = token_of(wait)
    assert token not in str(wait.token_digest)
    assert get_offer(token).duty_id == duty.id
    assert service.answer_by_link(token, take=True).volunteer_id == first.id
    for wrong in (token, "x" * 27):
        with pytest.raises(NotFound):
            get_offer(wrong)
        with pytest.raises(NotFound):
            service.answer_by_link(wrong, take=True)


def test_the_link_answers_nothing_once_the_time_is_over():
    duty, place = full_duty()
    wait = waits(duty, a_special())
    freed(place)
    wait.offer_until = clock.now()
    db.session.flush()
    with pytest.raises(NotFound):
        get_offer(token_of(wait))
    with pytest.raises(NotFound):
        service.answer_by_link(token_of(wait), take=True)


def test_taking_is_judged_anew_and_a_refusal_keeps_the_place_for_them():
    duty, place = full_duty()
    first = a_special()
    wait = waits(duty, first)
    freed(place)
    a_sign_up(a_duty(starts_at=duty.starts_at + timedelta(hours=1)), first)
    with pytest.raises(Refused) as refused:
        service.answer_by_link(token_of(wait), take=True)
    assert [refusal.code for refusal in refused.value.refusals] == ["clash"]
    assert (state_of(wait), is_whole(duty)) == (W.OFFERED, True)


def test_a_young_person_is_sent_no_link():
    held = [Holding(code, clock.today(), None) for code in get_strand("cadets").duty.clearances]
    cadets = [a_cadet(turns_in=400, clearances=held), a_cadet(turns_in=400, clearances=held)]
    duty = a_duty(strand="cadets", posts=[a_post(places=1)], adults=2)
    place = a_sign_up(duty, cadets[0])
    wait = waits(duty, cadets[1])
    service.withdraw(place.id, reason="Released", by=a_viewer(Role.COORDINATOR))
    db.session.refresh(wait)
    assert (wait.state, wait.token_digest) == (W.OFFERED, None)
    assert (len(told("place_offered")), told("place_offered_by_link")) == (1, [])


def test_nobody_answers_or_leaves_for_another():
    duty, place = full_duty()
    wait = waits(duty, a_special())
    freed(place)
    for stranger in (themself(a_special()), a_viewer(Role.SUPERVISOR)):
        with pytest.raises(NotFound):
            service.answer_offer(wait.id, take=True, by=stranger)
        with pytest.raises(NotFound):
            service.leave_waiting_list(wait.id, by=stranger)


def test_the_job_may_run_twice_and_be_killed_in_between():
    duty, place = full_duty()
    people = [a_special() for _ in range(3)]
    turns = [waits(duty, one) for one in people]
    freed(place)
    turns[0].offer_until = clock.now()
    db.session.flush()
    jobs.lapse_offers()
    jobs.lapse_offers()
    assert [state_of(one) for one in turns] == [W.LAPSED, W.OFFERED, W.WAITING]
    assert is_whole(duty)
    assert db.session.query(SignUp).filter_by(duty_id=duty.id, state=SignUpState.CONFIRMED).count() == 0
