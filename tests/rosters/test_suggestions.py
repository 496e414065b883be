"""Those who could take a place are suggested without a name typed, and are on the duty after one press."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.rosters.coordinating import a_special, a_station, page
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import SignUp
from volunteers.rosters.queries import suggestions
from volunteers.rosters.queries.suggestions import suggest


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def add_page(duty) -> str:
    return f"/staff/duties/{duty.id}/posts/{duty.posts[0].id}/add"


def was_out(volunteer, days: int, minutes: int = 300) -> None:
    past = a_duty(on=clock.today() - timedelta(days=days), posts=[a_post(places=9)])
    an_attendance(a_sign_up(past, volunteer), minutes=minutes)


def names(duty, viewer=None) -> list[str]:
    found = suggest(duty.id, duty.posts[0].id, viewer or a_viewer(Role.SUPERVISOR))
    return [one.helper.name.removeprefix("Alex ") for one in found.people]


def test_only_those_who_may_are_suggested_the_fairest_first(session):
    for name, days, minutes in (("Often", 4, 3000), ("Lately", 4, 300), ("Longago", 60, 300)):
        was_out(a_special(name), days, minutes)
    a_special("Never")
    a_special("Elsewhere", area="bristol")
    a_volunteer(grade="qualified", last_name="Uncleared", clearances=[])
    assert names(a_duty()) == ["Never", "Longago", "Lately", "Often"]


def test_nearer_units_come_first_and_the_way_is_said(session):
    here = a_station("Taunton", latitude=51.015, longitude=-3.1)
    near = a_station("Bridgwater", latitude=51.128, longitude=-2.993)
    far = a_station("Frome", latitude=51.231, longitude=-2.32)
    for name, unit in (("Far", far), ("Near", near), ("Own", here)):
        a_special(name, unit_id=unit.id)
    a_special("Unknown")
    duty = a_duty(unit_id=here.id)
    assert names(duty) == ["Own", "Near", "Unknown", "Far"]
    ways = [one.way for one in suggest(duty.id, duty.posts[0].id, a_viewer(Role.SUPERVISOR)).people]
    assert ways == ["Taunton, own unit", "Bridgwater, about 9 miles", "", "Frome, about 37 miles"]


def test_one_press_puts_them_on(browser):
    duty, helper = a_duty(), a_special("Nakamura")
    shown = page(browser, add_page(duty))
    for words in ("1 person could take this place", "Alex Nakamura", "No hours in the last 90 days; no duty yet"):
        assert words in shown
    answer = browser.post(add_page(duty), data=sent_form(shown, volunteer_id=helper.id))
    assert (answer.status_code, answer.location) == (303, f"/staff/duties/{duty.id}")
    assert db.session.query(SignUp).one().volunteer_id == helper.id
    assert "Nobody can take this place as things stand" in page(browser, add_page(duty))


def test_more_than_are_shown_are_counted(browser, monkeypatch):
    monkeypatch.setattr(suggestions, "SHOWN", 2)
    for number in range(4):
        a_special(f"Person{number}")
    shown = page(browser, add_page(a_duty()))
    assert "4 people could take this place" in shown
    assert "These are the first 2" in shown
    assert ("Person1" in shown, "Person2" in shown) == (True, False)


def test_nobody_is_suggested_to_who_does_not_see_them(session):
    a_special()
    assert names(a_duty(), a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")) == []


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    was_out(a_special(), 10)
    address = add_page(a_duty())
    with counted_sql(app) as few:
        page(browser, address)
    for number in range(15):
        was_out(a_special(f"Other{number}"), 10)
    with counted_sql(app) as many:
        page(browser, address)
    assert many.count == few.count
    assert few.count <= 18, str(few)
