"""What is missing in the next two weeks, the most urgent first, and how many could help."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_cover_rule, a_special, a_station, page
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import DutyState
from volunteers.rosters.queries import gaps
from volunteers.rosters.queries.gaps import list_gaps
from volunteers.rosters.queries.judging import ids_who_may
from volunteers.rosters.queries.who_could import count_who_could

GAPS = "/staff/duties/gaps"


@pytest.fixture(autouse=True)
def _at_noon(session):
    """A Wednesday at noon, so that no test passes midnight on its way."""
    with time_machine.travel(datetime(2027, 1, 13, 12, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def in_days(days: int):
    return clock.today() + timedelta(days=days)


def test_what_cannot_run_comes_before_what_has_places_free_whatever_the_day(session):
    viewer = a_viewer(Role.SUPERVISOR)
    crew = [a_special(f"Crew{number}") for number in range(4)]
    for duty, people in (
        (a_duty(title="Free soon", on=in_days(1), posts=[a_post(places=3)]), crew[:2]),
        (a_duty(title="Full", on=in_days(3)), crew[:2]),
        (a_duty(title="Short later", on=in_days(9)), ()),
        (a_duty(title="Short soon", on=in_days(5)), ()),
    ):
        for one in people:
            a_sign_up(duty, one)
    a_duty(title="Too far", on=in_days(14))
    a_duty(title="A draft", on=in_days(2), state=DutyState.DRAFT)
    a_duty(title="Called off", on=in_days(2), state=DutyState.CANCELLED)
    a_duty(title="Elsewhere", on=in_days(2), area="bristol")
    found = list_gaps(a_viewer(Role.SUPERVISOR, SPECIALS, "somerset"))
    assert [one.duty.title for one in found.urgent] == ["Short soon", "Short later"]
    assert [(one.duty.title, one.empty) for one in found.free] == [("Free soon", "1 place empty")]
    assert "Elsewhere" in [one.duty.title for one in list_gaps(viewer).urgent]


def test_its_own_minimum_and_the_want_of_an_independent_officer_count(session):
    own = a_duty(title="Needs three", on=in_days(1), posts=[a_post(places=4)])
    own.minimum_to_run = 3
    alone = a_duty(title="Nobody alone", on=in_days(2))
    alone.needs_independent = True
    for number in range(2):
        a_sign_up(own, a_special(f"Own{number}"))
        a_sign_up(alone, a_volunteer(grade="accompanied", last_name=f"New{number}"))
    found = list_gaps(a_viewer(Role.SUPERVISOR))
    assert [(one.duty.title, one.duty.cover.words) for one in found.urgent] == [
        ("Needs three", "Below minimum"),
        ("Nobody alone", "No independent officer"),
    ]


def test_a_unit_below_its_minimum_is_there_with_from_and_to(browser):
    taunton = a_station("Taunton team")
    a_cover_rule(taunton, weekdays=[clock.today().weekday()], people=1)
    duty = a_duty(on=clock.today(), starts=datetime(2027, 1, 13, 18).time(), hours=4, unit_id=taunton.id)  # noqa: DTZ001
    a_sign_up(duty, a_special())
    found = list_gaps(a_viewer(Role.SUPERVISOR))
    assert [(one.unit, one.when, one.count) for one in found.short] == [("Taunton team", "6pm to 10pm", "0 of 1")]
    shown = page(browser, GAPS)
    assert "Units with too few people" in shown
    assert f"from=2027-01-20&amp;strand={SPECIALS}&amp;unit={taunton.id}" in shown


def test_how_many_could_take_it_is_counted_and_the_next_step_is_there(browser):
    duty = a_duty(title="Short", on=in_days(2), posts=[a_post(places=1), a_post("Driver", needs=["response_driver"])])
    for name in ("Ahmed", "Okafor"):
        a_special(name)
    a_special("Away", area="bristol")
    a_volunteer(grade="qualified", last_name="Uncleared", clearances=[])
    shown = page(browser, GAPS)
    assert "2 volunteers could take it now" in shown
    assert f"/staff/duties/{duty.id}/posts/{duty.posts[0].id}/add" in shown


def test_the_count_is_what_each_would_be_told_by_the_one_judge(session):
    busy = a_special("Busy")
    a_sign_up(a_duty(on=in_days(2), posts=[a_post(places=1)]), busy)
    for name in ("Ahmed", "Okafor"):
        a_special(name)
    duties = [
        a_duty(on=in_days(2), posts=[a_post(grades=["qualified"])]),
        a_duty(on=in_days(4), posts=[a_post(needs=["taser"])]),
        a_duty(on=in_days(6)),
    ]
    expected = {duty.id: len(ids_who_may(duty, duty.posts[0])) for duty in duties}
    assert count_who_could([duty.id for duty in duties]) == expected
    assert list(expected.values()) == [2, 0, 3]


def test_counting_ends_where_there_are_enough_to_choose_from(browser):
    a_duty(title="Short", on=in_days(2))
    for number in range(12):
        a_special(f"Person{number}")
    assert "10 or more volunteers could take it now" in page(browser, GAPS)


def test_more_than_is_shown_is_said(browser, monkeypatch):
    for number in range(4):
        a_duty(title=f"Patrol {number}", on=in_days(1 + number))
    monkeypatch.setattr(gaps, "MOST_SHOWN", 3)
    shown = page(browser, GAPS)
    assert ("Patrol 2" in shown, "Patrol 3" in shown, "1 more are not shown" in shown) == (True, False, True)


def test_nothing_missing_is_said(browser):
    assert "Nothing is missing" in page(browser, GAPS)


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    a_cover_rule(a_station())
    duty = a_duty(on=in_days(2), posts=[a_post(places=3)])
    duty.needs_independent = True
    a_sign_up(duty, a_special())
    with counted_sql(app) as few:
        page(browser, GAPS)
    for number in range(15):
        more = a_duty(on=in_days(2 + number % 10), posts=[a_post(places=3)])
        more.needs_independent = True
        a_sign_up(more, a_special(f"Other{number}"))
    with counted_sql(app) as many:
        page(browser, GAPS)
    assert many.count == few.count
    assert few.count <= 20, str(few)
