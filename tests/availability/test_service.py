"""What a volunteer says of their time is kept, replaced and read back, and is theirs alone to say."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer, as_viewer
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.availability import queries, service
from volunteers.availability.rules import DAY, WEEK, Availability, WeeklyTime
from volunteers.errors import NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.people.models import Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.unit_of_work import unit_of_work

EVENING = WeeklyTime(1080, 1440)
NINE_TO_FIVE = tuple(WeeklyTime(day * DAY + 540, day * DAY + 1020) for day in range(5))


def themselves(volunteer: Volunteer) -> Viewer:
    return as_viewer(volunteer.account)


def test_what_is_said_is_read_back(session: Session) -> None:
    one = a_volunteer()
    by, today = themselves(one), clock.today()
    service.set_usual(one.id, [EVENING, WeeklyTime(1020, 1080)], by=by)
    service.set_day_job(one.id, NINE_TO_FIVE, by=by)
    service.add_away(one.id, today, today + timedelta(days=7), note="Abroad", by=by)
    service.add_special(one.id, today + timedelta(days=9), today + timedelta(days=9), by=by)
    said = queries.get_availabilities([one.id, one.id + 999])
    assert set(said) == {one.id}
    found = said[one.id]
    assert found.usual == (WeeklyTime(1020, 1080), EVENING)
    assert found.job == NINE_TO_FIVE
    assert found.job_minutes == 5 * 8 * 60
    assert [(each.is_away, each.note) for each in found.exceptions] == [(True, "Abroad"), (False, "")]


def test_what_is_said_last_counts(session: Session) -> None:
    one = a_volunteer()
    by = themselves(one)
    service.set_usual(one.id, [EVENING], by=by)
    service.set_usual(one.id, [WeeklyTime(0, WEEK)], by=by)
    service.set_day_job(one.id, NINE_TO_FIVE, by=by)
    service.set_day_job(one.id, (), minutes=37 * 60, by=by)
    assert queries.get_availabilities([one.id])[one.id] == Availability(
        usual=(WeeklyTime(0, WEEK),), job_minutes=37 * 60
    )
    service.set_usual(one.id, (), by=by)
    assert queries.get_availabilities([one.id])[one.id].usual == ()


def test_days_are_taken_out_and_days_that_are_over_are_not_read(session: Session) -> None:
    one, today = a_volunteer(), clock.today()
    by = themselves(one)
    days = service.add_away(one.id, today, today, by=by)
    over = service.add_away(one.id, today, today, by=by)
    over.first_on = over.last_on = today - timedelta(days=1)
    session.flush()
    assert len(queries.get_said(one.id, by).days) == 1
    service.remove(days.id, by=by)
    assert queries.get_said(one.id, by).days == ()
    assert queries.get_availabilities([one.id])[one.id].exceptions == ()


def test_days_that_cannot_be_are_refused(session: Session) -> None:
    one, today = a_volunteer(), clock.today()
    with pytest.raises(Refused, match="last day"):
        service.add_away(one.id, today, today - timedelta(days=1), by=themselves(one))


def test_nobody_says_it_for_anyone_else(session: Session) -> None:
    one, other = a_volunteer(), a_volunteer()
    today = clock.today()
    days = service.add_away(one.id, today, today, by=themselves(one))
    for by in (themselves(other), a_viewer(Role.COORDINATOR)):
        with pytest.raises(NotFound):
            service.set_usual(one.id, [EVENING], by=by)
        with pytest.raises(NotFound):
            service.set_day_job(one.id, NINE_TO_FIVE, by=by)
        with pytest.raises(NotFound):
            service.add_away(one.id, today, today, by=by)
        with pytest.raises(NotFound):
            service.remove(days.id, by=by)


def test_staff_read_it_within_their_scope(session: Session) -> None:
    one = a_volunteer(strand=SPECIALS, area=SOMERSET)
    service.set_usual(one.id, [EVENING], by=themselves(one))
    assert queries.get_said(one.id, a_viewer(Role.SUPERVISOR, SPECIALS, SOMERSET)).availability.usual == (EVENING,)
    for by in (a_viewer(Role.SUPERVISOR, SPECIALS, "bristol"), themselves(a_volunteer())):
        with pytest.raises(NotFound):
            queries.get_said(one.id, by)


def test_acts_are_in_the_history_without_what_was_said(session: Session) -> None:
    one, today = a_volunteer(), clock.today()
    with unit_of_work():
        service.add_away(one.id, today, today, note="Abroad", by=themselves(one))
        service.set_usual(one.id, [EVENING], by=themselves(one))
    acts = list_of("volunteer", one.id)
    assert {"away said", "usual times said"} <= {entry.act for entry in acts}
    assert "Abroad" not in str([entry.details for entry in acts])


def test_many_are_read_in_two_statements(app: Flask, session: Session) -> None:
    people = [a_volunteer() for _ in range(5)]
    for one in people:
        service.set_usual(one.id, [EVENING], by=themselves(one))
        service.set_day_job(one.id, NINE_TO_FIVE, by=themselves(one))
        service.add_away(one.id, clock.today(), clock.today(), by=themselves(one))
    with counted_sql(app) as asked:
        found = queries.get_availabilities([one.id for one in people])
    assert len(found) == 5
    assert asked.count == 2, asked
