"""Duties to be filled as a problem: who and what is in it, what is others' by promise, and in how many statements."""

from datetime import timedelta

import pytest

from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.rosters.filling_builders import ALWAYS, a_filling, said
from tests.rosters.places_builders import a_request, an_offer, waits
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import GradePeriod, ServiceStatus, Volunteer
from volunteers.people.queries import get_standings
from volunteers.people.rules import Holding, StatusKind
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters import service
from volunteers.rosters.models import Duty, Filling, Giving, Post, SignUpState, Wait, WaitState
from volunteers.rosters.queries.filling_judging import acceptable
from volunteers.rosters.queries.filling_people import cleared_span
from volunteers.rosters.queries.filling_world import read_world
from volunteers.rosters.queries.problems import draw
from volunteers.rosters.rules.filling import FillingState
from volunteers.rosters.solver.problem import Assignment

pytestmark = pytest.mark.usefixtures("session")


def special(**more):
    return a_volunteer(**{"grade": "qualified", **more})


def duty_in(days, **more):
    return a_duty(on=clock.today() + timedelta(days=days), starts_at=None, **more)


def give_up():
    """So that the next can be asked for."""
    for one in db.session.query(Filling).filter_by(state=FillingState.WAITING):
        service.cancel_filling(one.id, by=a_viewer(Role.SUPERVISOR))
    db.session.flush()


def drawn(**more):
    db.session.flush()
    return draw(read_world(a_filling(**more)))


def problem(**more):
    return drawn(**more).problem


def of(found, one):
    """The volunteer, duty or post of this row in a problem."""
    posts = (post for duty in found.duties for post in duty.posts)
    each = {Volunteer: found.volunteers, Duty: found.duties, Post: posts}[type(one)]
    return next(known for known in each if known.id == str(one.id))


def barred(found, who):
    return {int(duty) for volunteer, duty in found.barred if volunteer == str(who.id)}


def test_everyone_who_serves_there_is_in_it_and_every_duty_with_a_place_free():
    here, elsewhere = special(), special(area="bristol")
    special(started_on=clock.today() - timedelta(days=9)).service[0].ended_on = clock.today()
    free = duty_in(3, posts=[a_post(places=2, needs=["response_driver"], grades=["qualified", "directed"])])
    full = duty_in(4, posts=[a_post(places=1)])
    a_sign_up(full, elsewhere)
    duty_in(20)
    duty_in(5, area="bristol")
    found = problem()
    assert [who.id for who in found.volunteers] == [str(here.id)]
    assert [duty.id for duty in found.duties] == [str(free.id)]
    post = of(found, free.posts[0])
    assert (post.count, post.needs, len(post.grades)) == (2, ("response_driver",), 1)
    assert of(found, here).grade in post.grades
    duty = of(found, free)
    assert (duty.start, duty.end, duty.minimum_to_run) == (free.starts_at, free.ends_at, 1)
    assert duty.needs_independent  # an operational duty: nobody goes out with only those who need company
    assert (found.rules.rest_hours, found.rules.max_consecutive_days) == (11, 6)


def test_however_many_there_are_it_takes_as_many_statements(app):
    def asked():
        filling = a_filling()
        with counted_sql(app) as seen:
            draw(read_world(filling))
        give_up()
        return seen.count

    def add(count):
        for number in range(count):
            who = special(qualifications=[Holding("response_driver", clock.today(), None)])
            said(who, usual=ALWAYS)
            a_sign_up(duty_in(2 + number, posts=[a_post(places=3, needs=["response_driver"])]), who)

    add(1)
    asked()  # what the force calls its qualifications is read once
    few = asked()
    add(4)
    assert asked() == few <= 14


@pytest.mark.parametrize(
    ("status", "is_barred"),
    [(StatusKind.LEAVE, True), (StatusKind.SUSPENDED, True), (StatusKind.RESTRICTED, True), (StatusKind.ACTIVE, False)],
)
def test_how_someone_serves_on_the_days_of_a_duty_keeps_them_from_it(status, is_barred):
    who, inside, after = special(), duty_in(3), duty_in(6)
    day = clock.on(inside.starts_at)
    db.session.add(
        ServiceStatus(
            service_period_id=who.service[0].id, status=status, from_on=day, until_on=day, recorded_at=clock.now(),
            recorded_by_id=who.account_id,
        )
    )  # fmt: skip
    found = problem()
    assert barred(found, who) == ({inside.id} if is_barred else set())
    assert after.id not in barred(found, who)


def test_a_restricted_volunteer_may_be_on_what_is_not_operational():
    who, meeting = special(), duty_in(3, kind="meeting")
    db.session.add(
        ServiceStatus(
            service_period_id=who.service[0].id, status=StatusKind.RESTRICTED, from_on=clock.today(), until_on=None,
            recorded_at=clock.now(), recorded_by_id=who.account_id,
        )
    )  # fmt: skip
    found = problem()
    assert barred(found, who) == set()
    assert not of(found, meeting).needs_independent


def test_a_duty_for_its_unit_is_for_those_posted_there_and_ways_are_between_units():
    there = {"area": SOMERSET, "latitude": 51.0, "longitude": -3.1}
    unit = Unit(code="taunton", name="Taunton", kind=UnitKind.STATION, strand=None, **there)
    db.session.add(unit)
    db.session.flush()
    theirs, other = special(unit_id=unit.id), special()
    duty = duty_in(3, unit_id=unit.id, is_unit_only=True)
    found = problem()
    assert (barred(found, theirs), barred(found, other)) == (set(), {duty.id})
    places = [of(found, one).place for one in (theirs, duty, other)]
    assert places == [(51.0, -3.1), (51.0, -3.1), None]
    duty_in(4)
    give_up()
    assert [one.id for one in problem(unit_id=unit.id).duties] == [str(duty.id)]


def test_who_gave_a_place_up_or_was_turned_down_or_declined_it_is_not_asked_again():
    people, duty = [special() for _ in range(3)], duty_in(3, posts=[a_post(places=4)])
    for who, state in zip(people, (SignUpState.WITHDRAWN, SignUpState.TURNED_DOWN), strict=False):
        a_sign_up(duty, who, state=state)
    declined = Wait(
        duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=people[2].id, state=WaitState.DECLINED,
        joined_at=clock.now(),
    )  # fmt: skip
    db.session.add(declined)
    found = problem()
    assert all(barred(found, who) == {duty.id} for who in people)


def test_places_that_are_someones_by_promise_are_left_to_them():
    on, waiting, asking, offered = (special() for _ in range(4))
    full, asked = duty_in(3, posts=[a_post(places=1)]), duty_in(4, posts=[a_post(places=2)], giving=Giving.REQUEST)
    kept = duty_in(5, posts=[a_post(places=2)])
    place = a_sign_up(full, on)
    waits(full, waiting)
    place.state = SignUpState.WITHDRAWN
    full.posts[0].taken = 0  # nobody was offered it yet
    a_request(asked, asking)
    an_offer(kept, offered, token="a link")
    found = drawn()
    assert dict(found.promised) == {full.posts[0].id: 1, asked.posts[0].id: 1}
    assert [of(found.problem, duty.posts[0]).count for duty in (full, asked, kept)] == [0, 1, 1]
    assert found.places == 2
    assert barred(found.problem, asking) == {asked.id}


def test_who_may_not_have_the_place_they_wait_for_keeps_nobody_from_it():
    duty, who = duty_in(3, posts=[a_post(places=2)], giving=Giving.REQUEST), special(clearances=[])
    a_request(duty, who)
    found = drawn()
    assert (dict(found.promised), found.places) == ({}, 2)


def test_other_duties_stay_where_they_are_and_hours_are_of_the_months():
    who, duty = special(), duty_in(3, posts=[a_post(places=2)])
    a_sign_up(duty, who)
    near = a_duty(on=clock.today() + timedelta(days=5), starts_at=None, strand="community_speedwatch", area="bristol")
    a_sign_up(near, who)
    past = a_sign_up(duty_in(-40), who)
    an_attendance(past, minutes=120)
    found = problem()
    assert {one.duty for one in found.assigned} == {str(duty.id), str(near.id)}
    assert of(found, duty.posts[0]).count == 2
    volunteer = of(found, who)
    months = {clock.month_of(clock.today() + timedelta(days=days)) for days in range(14)}
    inside = sum(5 for one in (duty, near) if clock.month_of(clock.on(one.starts_at)) in months)
    assert volunteer.already_hours == 0
    assert volunteer.commitment_hours == 16 * len(months) + 10 - inside
    assert volunteer.max_hours is not None
    assert volunteer.max_hours > 10


def test_others_on_the_duty_count_for_what_it_needs_though_nobody_proposes_them():
    guide = special(area="bristol")
    duty = duty_in(3, posts=[a_post(places=3)], minimum_to_run=3, needs_independent=True)
    a_sign_up(duty, guide)
    found = problem()
    assert (of(found, duty).minimum_to_run, of(found, duty).needs_independent) == (2, False)
    assert (of(found, duty.posts[0]).count, found.assigned) == (2, ())


def test_cadets_are_as_many_as_there_are_adult_leaders_for():
    enough = a_duty(strand="cadets", adults=3, posts=[a_post(places=2)], on=clock.today() + timedelta(days=3))
    few = a_duty(strand="cadets", adults=1, posts=[a_post(places=2)], on=clock.today() + timedelta(days=4))
    found = drawn(strand="cadets", by=a_viewer(Role.COORDINATOR))
    assert [of(found.problem, duty.posts[0]).count for duty in (enough, few)] == [2, 0]
    assert (dict(found.capped), found.places) == ({few.posts[0].id: 2}, 2)


def test_grades_that_every_post_takes_alike_may_all_be_on_duty_alone():
    people = [special(grade=grade) for grade in ("accompanied", "directed", "qualified")]
    duty_in(3)
    found = problem()
    assert [of(found, who).grade for who in people] == ["other accompanied", "qualified", "qualified"]
    duty_in(4, posts=[a_post(grades=["directed"])])
    give_up()
    apart = problem()
    grades = [of(apart, who).grade for who in people]
    assert len(set(grades)) == 3
    assert grades.count("qualified") == 1


def test_a_grade_that_begins_meanwhile_counts_from_its_day():
    who, before, after = special(grade="in_training"), duty_in(2), duty_in(6)
    db.session.add(
        GradePeriod(
            volunteer_id=who.id, strand=SPECIALS, grade="qualified", from_on=clock.today() + timedelta(days=4),
        )
    )  # fmt: skip
    found = problem()
    assert barred(found, who) == {after.id}  # the solver looks at them with the grade of the first day
    assert of(found, who).grade not in of(found, before.posts[0]).grades


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("vetting", -5, 90), ("medical", -9, 3)], (-5, 3)),
        ([("vetting", -5, 2), ("vetting", 3, 30), ("medical", -9, None)], (-5, 30)),
        ([("vetting", -5, 0), ("vetting", 4, 30), ("medical", -9, None)], (4, 30)),
        ([("vetting", -5, 30)], None),
        ([("vetting", 40, 90), ("medical", -9, None)], None),
    ],
)
def test_clearances_that_follow_each_other_are_one_and_all_must_hold(spans, expected):
    today = clock.today()

    def day(number):
        return None if number is None else today + timedelta(days=number)

    holdings = tuple(Holding(code, today + timedelta(days=first), day(last)) for code, first, last in spans)
    who = special(clearances=holdings)
    standing = get_standings([who.id], SPECIALS)[who.id]
    found = cleared_span(standing, ("vetting", "medical"), today, today + timedelta(days=13))
    assert found == (expected and (day(expected[0]), day(expected[1])))


def test_what_is_computed_is_held_against_every_rule_one_after_the_other():
    guide, learner, busy = special(), special(grade="accompanied"), special()
    duty, clash = duty_in(3, posts=[a_post(places=3)]), duty_in(3)
    world = read_world(a_filling())
    placed = [
        Assignment(str(one.id), str(one.posts[0].id), str(who.id))
        for one, who in ((duty, learner), (duty, guide), (duty, busy), (clash, busy))
    ]
    good, bad = acceptable(world, placed)
    assert {one.volunteer_id for one in good} == {guide.id, learner.id, busy.id}
    assert {one.duty_id for one in good} == {duty.id}
    assert [(one.volunteer_id, one.duty_id) for one in bad] == [(busy.id, clash.id)]
