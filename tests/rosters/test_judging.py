"""What the rules look at, read for many people or for many duties in a fixed number of statements."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_volunteer
from tests.people.serving import on, period_of
from tests.places.builders import a_unit
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.availability.models import SpecialDays, Statement
from volunteers.extensions import db
from volunteers.people.models import GradePeriod, PostingPeriod, Volunteer
from volunteers.people.queries import get_standings
from volunteers.rosters.models import Duty, Giving, SignUpState
from volunteers.rosters.queries import duty_facts, post_facts
from volunteers.rosters.queries.judging import Reader, cases_for, ids_who_may, teams_of
from volunteers.rosters.rules import THEY, YOU, Member, refusals_to_take


def say_away(volunteer: Volunteer, day: int) -> None:
    db.session.add(Statement(volunteer_id=volunteer.id, said_at=clock.now()))
    db.session.flush()
    days = SpecialDays(
        volunteer_id=volunteer.id, first_on=on(day), last_on=on(day), is_away=True, said_at=clock.now()
    )  # fmt: skip
    db.session.add(days)
    db.session.flush()


def codes_of(duty: Duty, volunteer: Volunteer, **more: bool) -> list[str]:
    case = cases_for(duty, [volunteer.id], to=YOU, **more)[volunteer.id]
    return [refusal.code for refusal in refusals_to_take(case, post_facts(duty.posts[0]))]


def test_what_a_duty_says_of_itself_reaches_the_rules(session: Session) -> None:
    unit = a_unit("Taunton", area="somerset")
    duty = a_duty(unit_id=unit.id)
    duty.kind, duty.is_unit_only, duty.giving, duty.needs_independent = "training", True, Giving.REQUEST, True
    duty.adults, duty.must_accept, duty.version, duty.sign_up_until = 3, True, 4, duty.starts_at - timedelta(days=1)
    facts = duty_facts(duty)
    assert (facts.kind, facts.is_operational, facts.unit_id, facts.is_unit_only) == ("training", False, unit.id, True)
    assert (facts.giving, facts.needs_independent, facts.adults) == (Giving.REQUEST, True, 3)
    assert (facts.must_accept, facts.version) == (True, 4)
    assert facts.starts.time() == time(18)
    assert facts.sign_up_until == duty.sign_up_until
    duty.kind = "patrol"
    assert duty_facts(duty).is_operational is True
    duty.kind = None
    assert duty_facts(duty).is_operational is None


def test_what_they_said_where_they_serve_and_who_is_on_it_are_all_judged(session: Session) -> None:
    unit = a_unit("Taunton", area="somerset")
    duty = a_duty(on=on(10), unit_id=unit.id, posts=[a_post(places=2)])
    new = a_volunteer(grade="accompanied", unit_id=unit.id)
    assert codes_of(duty, new) == []
    say_away(new, 10)
    assert codes_of(duty, new) == ["away"]
    a_sign_up(duty, a_volunteer(grade="accompanied"))
    assert codes_of(duty, new) == ["away", "pairing"]
    duty.is_unit_only = True
    assert codes_of(duty, a_volunteer()) == ["unit"]


def test_what_is_said_to_them_is_their_own_act_unless_somebody_else_does_it(session: Session) -> None:
    duty, volunteer = a_duty(on=on(10)), a_volunteer()
    duty.sign_up_until = clock.now() - timedelta(hours=1)
    session.flush()
    assert codes_of(duty, volunteer) == ["sign_up_closed"]
    assert codes_of(duty, volunteer, own_act=False) == []
    case = cases_for(duty, [volunteer.id], to=THEY)[volunteer.id]
    assert not case.own_act
    reader = Reader.of(volunteer.id, [SPECIALS], around=(duty.starts_at, duty.ends_at))
    assert [reader.case(duty_facts(duty), to=to).own_act for to in (YOU, THEY)] == [True, False]


def test_the_team_is_who_is_on_it_with_their_grade_on_that_day(session: Session) -> None:
    duty = a_duty(on=on(10), posts=[a_post(places=3), a_post("Leader", places=1, grades=["qualified"])])
    empty = a_duty(on=on(11))
    soon, later = a_volunteer(grade="accompanied"), a_volunteer(grade="accompanied")
    for volunteer, day in ((soon, 10), (later, 11)):
        session.add(GradePeriod(volunteer_id=volunteer.id, strand=SPECIALS, grade="qualified", from_on=on(day)))
        session.flush()
        a_sign_up(duty, volunteer)
    a_sign_up(duty, a_volunteer(), state=SignUpState.WITHDRAWN)
    teams = teams_of([duty.id, empty.id])
    assert teams[duty.id].members == (
        Member(soon.id, "qualified", may_be_alone=True), Member(later.id, "accompanied", may_be_alone=False)
    )  # fmt: skip
    assert [(post.post_id, post.places, post.taken) for post in teams[duty.id].posts] == [
        (duty.posts[0].id, 3, 2), (duty.posts[1].id, 1, 0)
    ]  # fmt: skip
    assert teams[empty.id].members == ()
    assert teams_of([]) == {}


def test_hours_count_as_they_were_recorded_and_far_enough_back(session: Session) -> None:
    volunteer = a_volunteer()
    for days_ago, minutes in ((110, 600), (20, 60)):
        an_attendance(a_sign_up(a_duty(on=on(-days_ago)), volunteer), minutes=minutes)
    a_sign_up(a_duty(on=on(-150)), volunteer)
    duty = a_duty(on=on(1))
    (case,) = cases_for(duty, [volunteer.id], to=YOU).values()
    assert [one.minutes for one in case.others] == [600, 60]


def test_those_who_may_are_of_the_area_and_refused_by_nothing(session: Session) -> None:
    duty = a_duty(on=on(10))
    fit, away, elsewhere, gone = a_volunteer(), a_volunteer(), a_volunteer(area="bristol"), a_volunteer(clearances=[])
    say_away(away, 10)
    assert ids_who_may(duty, duty.posts[0]) == [fit.id]
    assert not {away.id, elsewhere.id, gone.id} & set(ids_who_may(duty, duty.posts[0]))


def test_those_who_may_stand_in_take_the_place_of_the_one_who_leaves(session: Session) -> None:
    duty = a_duty(on=on(10), posts=[a_post(places=2)])
    holder, other, free, new = (
        a_volunteer(), a_volunteer(grade="accompanied"), a_volunteer(), a_volunteer(grade="accompanied")
    )  # fmt: skip
    for volunteer in (holder, other):
        a_sign_up(duty, volunteer)
    session.refresh(duty.posts[0])
    assert ids_who_may(duty, duty.posts[0]) == []
    assert ids_who_may(duty, duty.posts[0], leaves=holder.id) == [free.id]
    assert set(ids_who_may(duty, duty.posts[0], leaves=other.id)) == {free.id, new.id}


@pytest.mark.parametrize("moved", [True, False])
def test_where_they_are_posted_is_read_whether_or_not_they_ever_moved(session: Session, moved: bool) -> None:
    here, there = a_unit("Taunton", area="somerset"), a_unit("Yeovil", area="somerset")
    volunteer = a_volunteer(unit_id=here.id)
    if moved:
        period = period_of(volunteer)
        for day, unit in ((period.started_on, here), (on(5), there)):
            row = PostingPeriod(
                service_period_id=period.id, area="somerset", unit_id=unit.id, from_on=day, recorded_at=clock.now()
            )
            session.add(row)
        session.flush()
    standing = get_standings([volunteer.id], SPECIALS)[volunteer.id]
    assert standing.unit_on(on(4)) == here.id
    assert standing.unit_on(on(5)) == (there.id if moved else here.id)
    assert standing.unit_on(on(-4000)) is None
    assert get_standings([volunteer.id], "cadets")[volunteer.id].postings == ()


def test_no_statement_is_added_by_more_people_or_more_duties(app: Flask, session: Session) -> None:
    duties, people = [a_duty(on=on(10 + n)) for n in range(8)], [a_volunteer() for _ in range(8)]
    for volunteer in people:
        say_away(volunteer, 30)
    post_facts(duties[0].posts[0])

    def asked(most: int) -> tuple[int, int]:
        ids = [one.id for one in people[:most]]
        with counted_sql(app) as for_many_people:
            assert len(cases_for(duties[0], ids, to=THEY)) == most
        with counted_sql(app) as for_many_duties:
            reader = Reader.of(ids[0], [SPECIALS], around=(duties[0].starts_at, duties[-1].ends_at))
            teams = teams_of([duty.id for duty in duties[:most]])
            for duty in duties[:most]:
                refusals_to_take(reader.case(duty_facts(duty), teams[duty.id]), post_facts(duty.posts[0]))
        return for_many_people.count, for_many_duties.count

    assert asked(1) == asked(8) == (5, 5)
