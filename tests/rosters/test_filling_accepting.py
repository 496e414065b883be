"""Accepting a proposal, whole or in part: judged anew, all the same when something has changed meanwhile."""

from datetime import timedelta

import pytest

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, as_viewer
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.filling_builders import ALWAYS, a_filling, away, places_of, proposed, said
from tests.rosters.places_builders import is_whole, told
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.people.models import RoleGrant
from volunteers.permissions import Role
from volunteers.rosters import service
from volunteers.rosters.models import FillingGap, Giving, SignUp, SignUpState
from volunteers.rosters.queries.fillings import get_filling
from volunteers.rosters.rules.filling import MOST_AT_ONCE, FillingState, PlaceState
from volunteers.rosters.service.filling_accepting import GONE, OWN, TAKEN_AWAY
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def supervisor():
    return a_viewer(Role.SUPERVISOR)


def special(**more):
    return a_volunteer(**{"grade": "qualified", **more})


def duty_in(days, **more):
    return a_duty(on=clock.today() + timedelta(days=days), starts_at=None, **more)


def committed():
    """The history is written just before the commit."""
    with unit_of_work():
        pass


def on_duty(duty):
    found = db.session.query(SignUp).filter_by(duty_id=duty.id, state=SignUpState.CONFIRMED).populate_existing()
    return {one.volunteer_id for one in found}


def test_everyone_chosen_is_on_their_duty_told_and_noted(supervisor):
    duties, people = [duty_in(3), duty_in(5)], [special(), special()]
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duties[0], people[0]), (duties[1], people[1]), (duties[0], people[1]))
    accepted = service.accept(filling.id, ids[:2], version=1, by=supervisor)
    assert (accepted.done, accepted.refused) == (tuple(ids[:2]), ())
    assert [on_duty(duty) for duty in duties] == [{people[0].id}, {people[1].id}]
    assert all(is_whole(duty) for duty in duties)
    assert len(told("signed_up")) == 2
    states = [one.state for one in places_of(filling.id)]
    assert states == [PlaceState.ACCEPTED, PlaceState.ACCEPTED, PlaceState.PROPOSED]
    page = get_filling(filling.id, supervisor)
    assert (page.version, page.totals.accepted, page.totals.open, page.line.accepted) == (2, 2, 1, 2)
    service.close_filling(filling.id, version=2, by=supervisor)
    assert places_of(filling.id)[2].state is PlaceState.LEFT
    committed()
    acts = [(one.act, one.by_account_id) for one in db.session.query(HistoryEntry).filter_by(act="accepted_filling")]
    assert acts == [("accepted_filling", supervisor.account_id)]


def test_who_fell_out_meanwhile_is_refused_in_words_and_the_others_are_accepted(supervisor):
    duty, other = duty_in(3, posts=[a_post(places=3)]), duty_in(3)
    gone, busy, fine = special(), special(), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, gone), (duty, busy), (duty, fine))
    said(gone)
    away(gone, clock.today(), clock.today() + timedelta(days=9))
    a_sign_up(other, busy)
    accepted = service.accept(filling.id, ids, version=1, by=supervisor)
    assert accepted.done == (ids[2],)
    words = dict(accepted.refused)
    assert "away" in words[ids[0]]
    assert "overlaps" in words[ids[1]]
    assert on_duty(duty) == {fine.id}
    (_, (shown, *_)) = get_filling(filling.id, supervisor).days[0]
    assert (shown.proposed[0].state, shown.proposed[0].refusal) == (PlaceState.REFUSED, words[ids[0]])


def test_what_was_refused_may_be_tried_again_once_it_is_put_right(supervisor):
    duty, other, who = duty_in(3), duty_in(3), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, who))
    place = a_sign_up(other, who)
    assert service.accept(filling.id, ids, version=1, by=supervisor).done == ()
    service.withdraw(place.id, reason="Free again", by=supervisor)
    assert service.accept(filling.id, ids, version=2, by=supervisor).done == tuple(ids)
    assert [(one.state, one.refusal) for one in places_of(filling.id)] == [(PlaceState.ACCEPTED, "")]


@pytest.mark.parametrize("change", ["cancelled", "filled"])
def test_a_duty_that_is_not_what_it_was_takes_nobody(supervisor, change):
    duty, who = duty_in(3, posts=[a_post(places=1)]), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, who))
    if change == "cancelled":
        service.cancel(duty.id, reason="Rain", by=supervisor)
    else:
        a_sign_up(duty, special())
    (refused,) = service.accept(filling.id, ids, version=1, by=supervisor).refused
    assert ("cancelled" if change == "cancelled" else "just gone") in refused[1]
    assert who.id not in on_duty(duty)
    (_, (shown,)) = get_filling(filling.id, supervisor).days[0]
    assert bool(shown.changed) is (change == "cancelled")


def test_of_a_duty_that_could_not_run_nobody_is_accepted_nor_told(supervisor):
    short, fine = duty_in(3, minimum_to_run=2), duty_in(5)
    people = [special(), special(), special()]
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (short, people[0]), (short, people[1]), (fine, people[2]))
    said(people[1])
    away(people[1], clock.today(), clock.today() + timedelta(days=9))
    accepted = service.accept(filling.id, ids, version=1, by=supervisor)
    assert accepted.done == (ids[2],)
    assert "1 person" in dict(accepted.refused)[ids[0]]
    assert "away" in dict(accepted.refused)[ids[1]]
    assert (on_duty(short), is_whole(short)) == (set(), True)
    assert [message.account_id for message in told("signed_up")] == [people[2].account_id]
    committed()
    signed_up = db.session.query(HistoryEntry).filter_by(act="signed_up")
    assert [one.subject_id for one in signed_up] == [fine.id]


def test_who_needs_company_is_put_there_after_it_and_not_without(supervisor):
    together, alone = duty_in(3), duty_in(5, needs_independent=True)
    learner, guide, other = special(grade="accompanied"), special(), special(grade="accompanied")
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (together, learner), (together, guide), (alone, other))
    accepted = service.accept(filling.id, ids, version=1, by=supervisor)
    assert set(accepted.done) == set(ids[:2])
    assert "alone" in dict(accepted.refused)[ids[2]]
    assert on_duty(alone) == set()


def test_a_proposal_that_changed_since_it_was_seen_is_looked_at_again(supervisor):
    duty, people = duty_in(3), [special(), special()]
    filling = a_filling(by=supervisor)
    ids = proposed(filling, *((duty, who) for who in people))
    service.accept(filling.id, ids[:1], version=1, by=supervisor)
    for version, chosen in ((1, ids[1:]), (2, ids[:1]), (2, [*ids, 10**6])):
        with pytest.raises(Conflict):
            service.accept(filling.id, chosen, version=version, by=supervisor)
    with pytest.raises(Conflict):
        service.close_filling(filling.id, version=1, by=supervisor)
    with pytest.raises(Refused):
        service.accept(filling.id, [], version=2, by=supervisor)
    with pytest.raises(Refused):
        service.accept(filling.id, range(MOST_AT_ONCE + 1), version=2, by=supervisor)
    service.close_filling(filling.id, version=2, by=supervisor)
    with pytest.raises(Conflict):
        service.accept(filling.id, ids[1:], version=3, by=supervisor)


def test_nothing_is_accepted_before_it_is_ready_nor_by_those_of_elsewhere(supervisor):
    duty, who = duty_in(3), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, who))
    with pytest.raises(NotFound):
        service.accept(filling.id, ids, version=1, by=a_viewer(Role.SUPERVISOR, SPECIALS, "bristol"))
    filling.state = FillingState.RUNNING
    db.session.flush()
    with pytest.raises(Conflict):
        service.accept(filling.id, ids, version=1, by=supervisor)


def test_those_who_went_elsewhere_are_left_to_others(supervisor):
    here = a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")
    duty, who = duty_in(3), special(area="bristol")
    filling = a_filling(by=here)
    ids = proposed(filling, (duty, who))
    assert service.accept(filling.id, ids, version=1, by=here).refused == ((ids[0], GONE),)


def test_nobody_asks_of_themselves_by_accepting(supervisor):
    duty, who = duty_in(3, giving=Giving.REQUEST), special()
    account = who.account
    db.session.add(RoleGrant(account_id=account.id, role=Role.SUPERVISOR))
    db.session.flush()
    db.session.refresh(account, ["role_grants"])
    by = as_viewer(account)
    filling = a_filling(by=by)
    ids = proposed(filling, (duty, who))
    assert service.accept(filling.id, ids, version=1, by=by).refused == ((ids[0], OWN.message),)
    assert db.session.query(SignUp).filter_by(duty_id=duty.id).count() == 0
    assert told("place_requested") == []


def test_what_someone_asked_for_becomes_their_place(supervisor):
    duty, who = duty_in(3, giving=Giving.REQUEST), special()
    a_sign_up(duty, who, state=SignUpState.REQUESTED)
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, who))
    assert service.accept(filling.id, ids, version=1, by=supervisor).done == tuple(ids)
    assert (on_duty(duty), is_whole(duty)) == ({who.id}, True)


def test_a_post_that_was_taken_off_its_duty_leaves_the_person_shown_and_refused(supervisor):
    duty, who = duty_in(3, posts=[a_post("Driver"), a_post("Patrol")]), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, who))
    db.session.add(FillingGap(filling_id=filling.id, duty_id=duty.id, post_id=duty.posts[0].id, places=1, reasons=[]))
    db.session.flush()
    db.session.expire_all()
    db.session.delete(duty.posts[0])
    db.session.flush()
    assert service.accept(filling.id, ids, version=1, by=supervisor).refused == ((ids[0], TAKEN_AWAY),)
    (_, (shown,)) = get_filling(filling.id, supervisor).days[0]
    assert ([one.name for one in shown.proposed], shown.empty) == ([who.name], ())


def test_nobody_is_put_back_on_a_duty_they_gave_up_since(supervisor):
    duty, gone, fine = duty_in(3, posts=[a_post(places=2)]), special(), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, gone), (duty, fine))
    service.withdraw(a_sign_up(duty, gone).id, reason="Cannot after all", by=supervisor)
    accepted = service.accept(filling.id, ids, version=1, by=supervisor)
    assert accepted.done == (ids[1],)
    assert "given up a place on this duty" in dict(accepted.refused)[ids[0]]
    assert on_duty(duty) == {fine.id}


def test_whoever_said_other_times_is_not_put_on_a_duty_that_was_moved_out_of_theirs(supervisor):
    duty, other, fine = duty_in(3, posts=[a_post(places=2)]), special(), special()
    filling = a_filling(by=supervisor)
    ids = proposed(filling, (duty, other), (duty, fine))
    begins = clock.in_london(duty.starts_at + timedelta(days=1))
    minute = begins.weekday() * 24 * 60
    said(other, usual=[(minute, minute + 60)])
    said(fine, usual=ALWAYS)
    accepted = service.accept(filling.id, ids, version=1, by=supervisor)
    assert accepted.done == (ids[1],)
    assert "outside the times they usually can" in dict(accepted.refused)[ids[0]]
