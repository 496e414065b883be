"""Who has not been out lately: longest first, counted from when they could have been, page by page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.people.builders import SPECIALS, a_viewer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.rosters.coordinating import a_special, page
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod, ServiceStatus
from volunteers.people.rules import StatusKind
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import SignUpState
from volunteers.rosters.queries import not_out
from volunteers.rosters.queries.not_out import list_not_out

NOT_OUT = "/staff/duties/not-out"


@pytest.fixture(autouse=True)
def _at_noon(session):
    with time_machine.travel(datetime(2027, 2, 10, 12, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def days() -> int:
    return current_force().numbers.not_out_days


def ago(days: int):
    return clock.today() - timedelta(days=days)


def out(volunteer, days: int, **more):
    """A duty that they were on so many days ago."""
    return a_sign_up(a_duty(on=ago(days), posts=[a_post(places=9)]), volunteer, **more)


def is_away(volunteer, first: int, last: int | None, status: StatusKind = StatusKind.LEAVE) -> None:
    """On leave from and until so many days ago."""
    period = db.session.query(ServicePeriod).filter_by(volunteer_id=volunteer.id).one()
    db.session.add(
        ServiceStatus(
            service_period_id=period.id, status=status, from_on=ago(first),
            until_on=None if last is None else ago(last), recorded_by_id=an_account(Role.COORDINATOR).id,
            recorded_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()


def names(**more) -> list[str]:
    return [one.name.removeprefix("Alex ") for one in list_not_out(a_viewer(Role.COORDINATOR), **more).people]


def test_longest_first_and_those_out_lately_not_at_all(session, days):
    out(a_special("Lately"), days - 1)
    out(a_special("Justnow"), days)
    out(a_special("Longago"), days + 100)
    out(a_special("Gaveup"), 5, state=SignUpState.WITHDRAWN)
    assert names() == ["Gaveup", "Longago", "Justnow"]


def test_time_counts_from_when_they_began_or_came_back(session, days):
    a_duty()
    a_special("Begun", started_on=ago(days - 1))
    a_special("Older", started_on=ago(days))
    back = a_special("Back")
    is_away(back, days + 60, days - 5)
    assert names() == ["Older"]


def test_those_on_leave_or_suspended_are_left_out_and_counted(session):
    a_duty()
    for number, status in enumerate((StatusKind.LEAVE, StatusKind.SUSPENDED)):
        is_away(a_special(f"Away{number}"), 10, None, status)
    is_away(a_special("Restricted"), 10, None, StatusKind.RESTRICTED)
    found = list_not_out(a_viewer(Role.COORDINATOR))
    assert [one.name for one in found.people] == ["Alex Restricted"]
    assert found.on_leave == 2


def test_a_line_says_the_last_duty_the_next_one_and_the_hours_of_this_quarter(session, days):
    someone = a_special("Nakamura", started_on=ago(900))
    an_attendance(out(someone, days + 30), minutes=300)
    a_sign_up(a_duty(on=clock.today() + timedelta(days=5)), someone)
    (line,) = list_not_out(a_viewer(Role.COORDINATOR)).people
    assert (line.days, line.last_on, line.next) == (days + 30, ago(days + 30), "15 February 2027")
    assert line.hours == ("5 hours" if ago(days + 30).year == 2027 else "0 hours")


def test_a_strand_that_plans_no_duties_misses_nobody(session):
    a_special("Nobody")
    assert names() == []
    a_duty(strand="farm_watch")
    assert names() == []
    a_duty()
    assert names() == ["Nobody"]


def test_it_goes_on_page_by_page_and_keeps_to_scope_and_filters(session, client, monkeypatch):
    monkeypatch.setattr(not_out, "PAGE", 2)
    for number in range(5):
        out(a_special(f"Person{number}"), 200 + number)
    a_special("Elsewhere", area="bristol")
    browser = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))
    address, seen = NOT_OUT, []
    while address:
        shown = page(browser, address)
        assert "Elsewhere" not in shown
        seen += [name for name in (f"Person{number}" for number in range(5)) if name in shown]
        after = shown.split('href="', 1) and [part.split('"')[0] for part in shown.split('href="') if "after=" in part]
        address = after[0].replace("&amp;", "&") if after else ""
    assert seen == ["Person3", "Person4", "Person1", "Person2", "Person0"]
    assert names(area="bristol") == ["Elsewhere"]


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, session, client):
    browser = signed_in(client, an_account(Role.COORDINATOR))
    out(a_special(), 200)
    with counted_sql(app) as few:
        page(browser, NOT_OUT)
    for number in range(10):
        out(a_special(f"Other{number}"), 210 + number)
    with counted_sql(app) as many:
        page(browser, NOT_OUT)
    assert many.count == few.count
