"""Handing a place on: giving up in time, a stand-in when it is near, and swaps, each judged like any sign-up."""

from datetime import timedelta

import pytest

from tests.people.builders import a_viewer, an_account
from tests.people.serving import a_cadet
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.places_builders import a_special, in_hours, is_whole, sign_up, taken, themself, told, waits
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.rosters import jobs, queries, service
from volunteers.rosters.models import DutyState, Handover, HandoverState, SignUp, SignUpState
from volunteers.rosters.queries.handovers import (
    get_stand_in,
    get_swap_offer,
    list_stand_ins,
    list_supervisors,
    list_swaps_to_answer,
)
from volunteers.rosters.queries.handovers_swaps import list_swaps
from volunteers.rosters.rules.handovers import called, is_late

pytestmark = pytest.mark.usefixtures("session")
H, S = HandoverState, SignUpState


def near(**more):
    """A duty that begins within the day, with one place that someone has."""
    duty = a_duty(starts_at=in_hours(12), posts=[a_post(places=1)], **more)
    return duty, sign_up(duty, a_special(first_name="Priya", last_name="Nair"), accepted=True)


def wanted(place, reason="My child is ill"):
    return service.ask_for_stand_in(place.id, reason=reason, by=themself(place.volunteer))


def me(volunteer):
    return queries.get_self(themself(volunteer))


@pytest.mark.parametrize(("hours", "late"), [(24.01, False), (24, False), (23.99, True), (0, True)])
def test_when_it_is_too_late_to_give_a_place_up_alone(hours, late):
    now = clock.now()
    assert is_late(starts_at=now + timedelta(hours=hours), now=now, hours=24) is late


def test_names_are_a_first_name_and_one_letter():
    assert (called("Priya", "Nair"), called("Cher", "")) == ("Priya N", "Cher")


def test_a_near_place_is_not_simply_given_up_but_a_supervisor_releases_at_any_time():
    duty, place = near()
    with pytest.raises(Refused) as refused:
        service.withdraw(place.id, reason="Unwell", by=themself(place.volunteer))
    assert [refusal.code for refusal in refused.value.refusals] == ["too_late"]
    handover = wanted(place)
    service.withdraw(place.id, reason="Released", by=a_viewer(Role.SUPERVISOR))
    db.session.refresh(handover)
    assert (handover.state, taken(duty.posts[0])) == (H.LAPSED, 0)
    stander = a_special()
    with pytest.raises(Conflict):
        service.take_over(handover.id, volunteer_id=stander.id, by=themself(stander))


def test_everyone_who_may_is_asked_without_a_name_and_the_supervisor_told_why():
    duty, place = near()
    free, lapsed, busy = a_special(), a_special(clearances=[]), a_special()
    a_sign_up(a_duty(starts_at=duty.starts_at), busy)
    with pytest.raises(Refused):
        wanted(place, " ")
    wanted(place)
    asked = {one.account_id for one in told("stand_in_wanted")}
    assert (free.account_id in asked, lapsed.account_id in asked, busy.account_id in asked) == (True, False, False)
    assert place.volunteer.account_id not in asked
    assert "Priya" not in str(told("stand_in_wanted")[0].particulars)
    assert "child" not in str(told("stand_in_wanted")[0].particulars)
    (message,) = told("cannot_make_it")
    assert (message.account_id, message.particulars["reason"]) == (duty.created_by_id, "My child is ill")
    with pytest.raises(Refused):
        wanted(place)
    db.session.refresh(place)
    assert (place.state, taken(duty.posts[0])) == (S.CONFIRMED, 1)


def test_a_stand_in_is_judged_and_takes_the_place_once():
    duty, place = near(must_accept=True)
    handover, stander, busy = wanted(place), a_special(), a_special()
    a_sign_up(a_duty(starts_at=duty.starts_at), busy)
    assert [one.handover_id for one in list_stand_ins(me(stander))] == [handover.id]
    assert (list_stand_ins(me(busy)), list_stand_ins(me(place.volunteer))) == ([], [])
    assert [one.code for one in get_stand_in(handover.id, me(busy)).refusals] == ["clash"]
    for who, accepted, code in (
        (busy, True, "clash"),
        (stander, False, "not_accepted"),
        (place.volunteer, True, "own_place"),
    ):
        with pytest.raises(Refused) as refused:
            service.take_over(handover.id, volunteer_id=who.id, by=themself(who), accepted=accepted)
        assert refused.value.refusals[0].code == code
    new = service.take_over(handover.id, volunteer_id=stander.id, by=themself(stander), accepted=True)
    assert (new.state, place.state, taken(duty.posts[0]), is_whole(duty)) == (S.CONFIRMED, S.WITHDRAWN, 1, True)
    assert (handover.state, handover.taken_by_id) == (H.DONE, stander.id)
    assert told("place_taken_over")[0].particulars["by_name"] == "Alex H"
    assert told("place_changed_hands")[0].particulars["before"] == "Priya Nair"
    late = a_special()
    with pytest.raises(Conflict):
        service.take_over(handover.id, volunteer_id=late.id, by=themself(late), accepted=True)
    with pytest.raises(NotFound):
        get_stand_in(handover.id, me(late))


def test_the_holder_can_come_after_all():
    duty, place = near()
    handover, stander = wanted(place), a_special()
    with pytest.raises(NotFound):
        service.take_back(handover.id, by=themself(stander))
    service.take_back(handover.id, by=themself(place.volunteer))
    service.take_back(handover.id, by=themself(place.volunteer))
    assert (handover.state, len(told("can_make_it")), place.state) == (H.TAKEN_BACK, 1, S.CONFIRMED)
    with pytest.raises(Conflict):
        service.take_over(handover.id, volunteer_id=stander.id, by=themself(stander))
    assert wanted(place).id != handover.id
    assert is_whole(duty)


def test_a_stand_in_who_waits_for_the_duty_waits_no_more():
    duty, place = near()
    stander = a_special()
    turn = waits(duty, stander)
    service.take_over(wanted(place).id, volunteer_id=stander.id, by=themself(stander))
    db.session.refresh(turn)
    assert (turn.state.value, is_whole(duty)) == ("left", True)


def test_what_leads_nowhere_ends_by_itself():
    duty, place = near()
    handover = wanted(place)
    jobs.end_handovers()
    assert handover.state is H.OPEN
    duty.starts_at = clock.now() - timedelta(minutes=1)
    db.session.flush()
    jobs.end_handovers()
    jobs.end_handovers()
    db.session.refresh(handover)
    assert (handover.state, place.state) == (H.LAPSED, S.CONFIRMED)


def test_those_who_lead_are_told_when_whoever_made_the_duty_has_gone():
    duty, _ = near()
    assert [number for number, _ in list_supervisors(duty)] == [duty.created_by_id]
    db.session.get_one(Account, duty.created_by_id).disabled_at = clock.now()
    other = an_account(Role.SUPERVISOR)
    db.session.flush()
    found = [number for number, _ in list_supervisors(duty)]
    assert other.id in found
    assert duty.created_by_id not in found


def pair(**more):
    """Two people, each with a place on a duty of their own."""
    days = [a_duty(on=clock.today() + timedelta(days=number), posts=[a_post(places=1)], **more) for number in (7, 9)]
    people = a_special(first_name="Priya", last_name="Nair"), a_special(first_name="Sam", last_name="Carter")
    return [sign_up(duty, who, accepted=True) for duty, who in zip(days, people, strict=True)]


def offered(place, other):
    return service.offer_swap(place.id, other_sign_up_id=other.id, by=themself(place.volunteer))


def test_a_swap_is_listed_offered_and_done_in_one_go():
    place, other = pair()
    (listed,) = list_swaps(place.id, me(place.volunteer))
    assert (listed.sign_up_id, listed.name) == (other.id, "Sam C")
    handover = offered(place, other)
    assert list_swaps_to_answer(me(other.volunteer))[0].from_name == "Priya N"
    assert told("swap_offered")[0].account_id == other.volunteer.account_id
    with pytest.raises(NotFound):
        service.answer_swap(handover.id, take=True, by=themself(place.volunteer))
    service.answer_swap(handover.id, take=True, by=themself(other.volunteer))
    rows = db.session.query(SignUp).filter_by(state=S.CONFIRMED)
    assert {(one.duty_id, one.volunteer_id) for one in rows} == {
        (place.duty_id, other.volunteer_id),
        (other.duty_id, place.volunteer_id),
    }
    assert (handover.state, is_whole(place.duty), is_whole(other.duty)) == (H.DONE, True, True)
    assert told("swap_answered")[0].particulars["is_done"] is True
    assert len(told("place_changed_hands")) == 2
    with pytest.raises(Conflict):
        service.answer_swap(handover.id, take=True, by=themself(other.volunteer))


def test_duties_that_overlap_can_be_swapped():
    start = in_hours(200)
    duties = [a_duty(starts_at=start + timedelta(hours=each), posts=[a_post(places=1)]) for each in (0, 2)]
    place, other = (sign_up(duty, a_special()) for duty in duties)
    service.answer_swap(offered(place, other).id, take=True, by=themself(other.volunteer))
    assert all(is_whole(duty) for duty in duties)


def test_a_swap_declined_or_taken_back_changes_nothing():
    place, other = pair()
    handover = offered(place, other)
    service.answer_swap(handover.id, take=False, by=themself(other.volunteer))
    assert (handover.state, place.state, other.state) == (H.DECLINED, S.CONFIRMED, S.CONFIRMED)
    again = offered(place, other)
    service.take_back(again.id, by=themself(place.volunteer))
    with pytest.raises(NotFound):
        get_swap_offer(again.id, me(other.volunteer))
    assert told("can_make_it") == []


def test_both_are_judged_when_it_is_offered_and_again_when_it_is_answered():
    place, other = pair()
    handover = offered(place, other)
    # Priya takes another duty at the time of the one she would have.
    a_sign_up(a_duty(starts_at=other.duty.starts_at), place.volunteer)
    with pytest.raises(Refused) as refused:
        service.answer_swap(handover.id, take=True, by=themself(other.volunteer))
    assert [refusal.code for refusal in refused.value.refusals] == ["colleague"]  # and nothing of why
    assert list_swaps(place.id, me(place.volunteer)) == []
    third = sign_up(a_duty(on=clock.today() + timedelta(days=12), posts=[a_post(places=1)]), a_special())
    third.volunteer_id, kept = third.volunteer_id, a_special(clearances=[])
    fourth = a_sign_up(a_duty(on=clock.today() + timedelta(days=14), posts=[a_post(places=1)]), kept)
    with pytest.raises(Refused):
        offered(third, fourth)


def test_a_swap_ends_when_either_place_is_given_up():
    place, other = pair()
    handover = offered(place, other)
    service.withdraw(other.id, reason="Unwell", by=themself(other.volunteer))
    db.session.refresh(handover)
    assert handover.state is H.LAPSED
    with pytest.raises(Conflict):
        service.answer_swap(handover.id, take=True, by=themself(other.volunteer))


def test_what_no_list_shows_cannot_be_asked_for():
    place, other = pair()
    later = sign_up(a_duty(on=clock.today() + timedelta(days=40), posts=[a_post(places=1)]), a_special())
    with pytest.raises(Conflict):
        offered(place, later)
    with pytest.raises(NotFound):
        service.offer_swap(place.id, other_sign_up_id=other.id, by=themself(other.volunteer))
    with pytest.raises(NotFound):
        service.offer_swap(place.id, other_sign_up_id=2**31 - 1, by=themself(place.volunteer))
    assert [one.sign_up_id for one in list_swaps(place.id, me(place.volunteer))] == [other.id]


def test_cadets_swap_within_their_own_unit_alone():
    cadets = [a_cadet(turns_in=400), a_cadet(turns_in=400)]
    duties = [
        a_duty(strand="cadets", adults=4, posts=[a_post(places=1)], on=clock.today() + timedelta(days=number))
        for number in (7, 9)
    ]
    place, other = (a_sign_up(duty, one) for duty, one in zip(duties, cadets, strict=True))
    assert list_swaps(place.id, me(cadets[0])) == []
    with pytest.raises(NotFound):
        offered(place, other)


def test_a_swap_of_a_cancelled_duty_is_refused():
    place, other = pair()
    handover = offered(place, other)
    other.duty.state = DutyState.CANCELLED
    db.session.flush()
    with pytest.raises(Refused):
        service.answer_swap(handover.id, take=True, by=themself(other.volunteer))
    assert db.session.query(Handover).count() == 1
