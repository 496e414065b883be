"""Places that are asked for: requests, a supervisor's answers, and places given by themselves, fairly and exactly."""

from datetime import timedelta

import pytest

from tests.people.builders import SPECIALS, a_viewer
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.rosters.places_builders import a_special, is_whole, sign_up, taken, themself, told, waits
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.rosters import jobs, service
from volunteers.rosters.models import Giving, SignUp, SignUpState, Wait
from volunteers.rosters.queries.requests import list_duties_to_give, list_requests
from volunteers.rosters.rules.waiting import Request, in_fair_order

pytestmark = pytest.mark.usefixtures("session")
S = SignUpState


def asked_for(giving=Giving.REQUEST, *, places=1, **more):
    return a_duty(posts=[a_post(places=places)], giving=giving, **more)


def due(duty):
    """The time for asking is over."""
    duty.sign_up_until = clock.now() - timedelta(minutes=1)
    db.session.flush()


def states(duty):
    rows = db.session.query(SignUp).filter_by(duty_id=duty.id).order_by(SignUp.id)
    return [one.state for one in rows.populate_existing()]


def been_out(volunteer, minutes, *, days_ago=10):
    """Hours on duty some days ago."""
    duty = a_duty(starts_at=clock.now() - timedelta(days=days_ago), hours=minutes / 60)
    an_attendance(a_sign_up(duty, volunteer), minutes=minutes)


def test_their_own_act_is_a_request_that_takes_no_place_and_a_supervisors_is_a_place():
    duty, volunteer = asked_for(places=2), a_special()
    request = sign_up(duty, volunteer)
    assert (request.state, taken(duty.posts[0]), len(told("place_requested"))) == (S.REQUESTED, 0, 1)
    with pytest.raises(Refused) as refused:
        sign_up(duty, volunteer)
    assert refused.value.refusals[0].code == "already_asked"
    assert sign_up(duty, a_special(), a_viewer(Role.SUPERVISOR)).state is S.CONFIRMED


def test_where_the_supervisor_chooses_nobody_signs_up():
    duty = asked_for(Giving.SUPERVISOR)
    with pytest.raises(Refused) as refused:
        sign_up(duty, a_special())
    assert [refusal.code for refusal in refused.value.refusals] == ["by_supervisor"]
    assert sign_up(duty, a_special(), a_viewer(Role.SUPERVISOR)).state is S.CONFIRMED


def test_a_request_is_approved_once_and_only_while_there_is_a_place():
    duty, supervisor = asked_for(), a_viewer(Role.SUPERVISOR)
    first, second = sign_up(duty, a_special()), sign_up(duty, a_special())
    service.approve(first.id, by=supervisor)
    assert (first.state, taken(duty.posts[0]), len(told("signed_up"))) == (S.CONFIRMED, 1, 1)
    for request in (first, second):
        with pytest.raises(Conflict):
            service.approve(request.id, by=supervisor)
    with pytest.raises(Refused):
        service.turn_down(second.id, reason=" ", by=supervisor)
    service.turn_down(second.id, reason="No more cars", by=supervisor)
    assert (second.state, told("request_turned_down")[0].particulars["reason"]) == (S.TURNED_DOWN, "No more cars")
    assert is_whole(duty)


def test_a_request_is_judged_again_when_it_is_approved():
    duty, volunteer = asked_for(), a_special()
    request = sign_up(duty, volunteer)
    sign_up(a_duty(starts_at=duty.starts_at + timedelta(hours=1)), volunteer)
    with pytest.raises(Refused) as refused:
        service.approve(request.id, by=a_viewer(Role.SUPERVISOR))
    assert refused.value.refusals[0].code == "clash"
    assert list_requests(duty.id, a_viewer(Role.SUPERVISOR))[0].refusals[0].code == "clash"


def test_a_request_is_taken_back_without_freeing_a_place():
    duty, volunteer = asked_for(), a_special()
    request = sign_up(duty, volunteer)
    service.withdraw(request.id, reason="Taken back", by=themself(volunteer))
    assert (request.state, taken(duty.posts[0]), told("withdrawn_from_duty")) == (S.WITHDRAWN, 0, [])
    assert sign_up(duty, volunteer).state is S.REQUESTED


@pytest.mark.parametrize("area", ["bristol", None])
def test_requests_out_of_scope_are_not_found(area):
    duty = asked_for()
    request = sign_up(duty, a_special())
    stranger = a_viewer(Role.SUPERVISOR, SPECIALS, area) if area else themself(request.volunteer)
    for act in (
        lambda: service.approve(request.id, by=stranger),
        lambda: service.turn_down(request.id, reason="No", by=stranger),
        lambda: list_requests(duty.id, stranger),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize(
    ("minutes", "order"),
    [
        ({}, [1, 2, 3]),
        ({1: 60}, [2, 3, 1]),
        ({1: 60, 2: 60, 3: 30}, [3, 1, 2]),
        ({3: 0, 2: 1}, [1, 3, 2]),
    ],
)
def test_the_fair_order_is_hours_first_then_who_asked_first(minutes, order):
    requests = [Request(number, number, 1) for number in (3, 1, 2)]
    assert [one.number for one in in_fair_order(requests, minutes)] == order


def test_places_are_given_at_the_deadline_to_who_was_out_least_and_everyone_is_told_why():
    duty, people = asked_for(Giving.AUTOMATIC, places=2), [a_special() for _ in range(5)]
    for volunteer, minutes, days_ago in zip(people, (300, 120, 240, 600, 0), (10, 10, 10, 95, 10), strict=True):
        if minutes:
            been_out(volunteer, minutes, days_ago=days_ago)
    for volunteer in people:
        sign_up(duty, volunteer)
    assert (list_duties_to_give(clock.now()), service.give_places(duty.id)) == ([], 0)
    due(duty)
    jobs.give_automatic_places()
    # Ten hours 95 days ago do not count: the fourth is as fair as the fifth, and asked first.
    assert states(duty) == [S.TURNED_DOWN, S.TURNED_DOWN, S.TURNED_DOWN, S.CONFIRMED, S.CONFIRMED]
    waiting = [one.volunteer_id for one in db.session.query(Wait).filter_by(duty_id=duty.id).order_by(Wait.id)]
    assert waiting == [people[1].id, people[2].id, people[0].id]
    assert [one.particulars["position"] for one in told("request_turned_down")] == [1, 2, 3]
    assert len(told("signed_up")) == 2
    jobs.give_automatic_places()
    assert (states(duty).count(S.CONFIRMED), len(told("signed_up")), is_whole(duty)) == (2, 2, True)


def test_who_may_not_is_told_why_and_does_not_wait():
    duty, busy = asked_for(Giving.AUTOMATIC), a_special()
    sign_up(duty, busy)
    sign_up(a_duty(starts_at=duty.starts_at + timedelta(hours=1)), busy)
    sign_up(duty, a_special())
    due(duty)
    assert service.give_places(duty.id) == 1
    assert states(duty) == [S.TURNED_DOWN, S.CONFIRMED]
    (message,) = told("request_turned_down")
    assert "overlaps" in message.particulars["reason"]
    assert message.particulars["position"] is None
    assert db.session.query(Wait).count() == 0


def test_someone_who_needs_company_has_a_place_once_there_is_some():
    duty = asked_for(Giving.AUTOMATIC, places=2)
    new, guide = a_special(grade="accompanied"), a_special()
    sign_up(duty, guide)
    sign_up(duty, new)
    been_out(guide, 600)
    due(duty)
    assert service.give_places(duty.id) == 2


def test_without_a_deadline_places_are_given_a_day_before_and_then_as_they_are_asked_for():
    duty = asked_for(Giving.AUTOMATIC, places=2, starts_at=clock.now() + timedelta(hours=23))
    sign_up(duty, a_special())
    jobs.give_automatic_places()
    sign_up(duty, a_special())
    jobs.give_automatic_places()
    assert states(duty) == [S.CONFIRMED, S.CONFIRMED]


def test_requests_nobody_answered_end_when_the_duty_begins():
    duty = asked_for()
    sign_up(duty, a_special())
    jobs.end_handovers()
    assert states(duty) == [S.REQUESTED]
    duty.starts_at = clock.now() - timedelta(minutes=1)
    db.session.flush()
    jobs.end_handovers()
    assert states(duty) == [S.TURNED_DOWN]


def test_what_there_is_to_read_must_be_accepted_by_themselves_alone():
    duty, volunteer = a_duty(must_accept=True, risk_assessment="Wear high visibility.", version=3), a_special()
    with pytest.raises(Refused) as refused:
        sign_up(duty, volunteer)
    assert refused.value.refusals[0].code == "not_accepted"
    assert sign_up(duty, volunteer, accepted=True).accepted_version == 3
    put_on = sign_up(duty, a_special(), a_viewer(Role.SUPERVISOR))
    assert put_on.accepted_version is None
    service.accept_briefing(put_on.id, by=themself(put_on.volunteer))
    assert put_on.accepted_version == 3
    with pytest.raises(NotFound):
        service.accept_briefing(put_on.id, by=themself(volunteer))


def test_a_full_post_that_is_asked_for_is_waited_for():
    duty = asked_for()
    sign_up(duty, a_special(), a_viewer(Role.SUPERVISOR))
    with pytest.raises(Conflict):
        sign_up(duty, a_special())
    assert waits(duty, a_special()).id
