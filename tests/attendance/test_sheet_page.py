"""Booking on and off, on one page, also on the nights when the clocks are changed."""

from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Attendance, SignUp


def london(text: str) -> datetime:
    return clock.from_london(datetime.fromisoformat(text))


def night(start: str, end: str) -> SignUp:
    """A place on a duty between two London times."""
    duty = a_duty(starts_at=london(start), ends_at=london(end), posts=[a_post(places=3)])
    return a_sign_up(duty, a_volunteer(grade="qualified", started_on=clock.on(london(start))))


def supervisor(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def enter(browser: FlaskClient, place: SignUp, on: str, off: str) -> tuple[int, str]:
    address = f"/staff/duties/{place.duty_id}/attendance"
    shown = browser.get(address).get_data(as_text=True)
    response = browser.post(address, data=sent_form(shown, **{f"on_{place.id}": on, f"off_{place.id}": off}))
    return response.status_code, response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("start", "end", "on", "off", "now", "hours"),
    [
        ("2026-10-17T22:00", "2026-10-18T06:00", "22:00", "06:00", "2026-10-18T09:00", 8),
        ("2026-10-24T22:00", "2026-10-25T06:00", "10pm", "6am", "2026-10-25T09:00", 9),
        ("2027-03-27T22:00", "2027-03-28T06:00", "22:00", "6am", "2027-03-28T09:00", 7),
        ("2026-10-24T22:00", "2026-10-25T06:00", "10pm", "1:30am BST", "2026-10-25T09:00", 3.5),
        ("2026-10-24T22:00", "2026-10-25T06:00", "10pm", "1:30am GMT", "2026-10-25T09:00", 4.5),
        ("2026-10-25T01:00", "2026-10-25T06:00", "1:30am gmt", "6am", "2026-10-25T09:00", 4.5),
        ("2026-10-17T22:00", "2026-10-18T06:00", "00:30", "06:00", "2026-10-18T09:00", 5.5),
    ],
)
def test_the_time_that_passed_is_credited(client, session, start, end, on, off, now, hours):
    with time_machine.travel(london(now), tick=False):
        place = night(start, end)
        status, shown = enter(supervisor(client), place, on, off)
        assert status == 303, shown
    assert db.session.query(Attendance).one().minutes == hours * 60


@pytest.mark.parametrize(
    ("start", "end", "on", "off", "now", "words"),
    [
        ("2026-10-24T22:00", "2026-10-25T06:00", "10pm", "1:30am", "2026-10-25T09:00",
         "1:30am comes twice on 25 October 2026, when the clocks go back. Enter 1:30am BST for the first time, or "
         "1:30am GMT for the second."),
        ("2027-03-27T22:00", "2027-03-28T06:00", "10pm", "1:30am", "2027-03-28T09:00",
         "There is no 1:30am on 28 March 2027: the clocks go forward that night."),
        ("2026-10-17T22:00", "2026-10-18T06:00", "10pm", "6am", "2026-10-18T05:00", "is in the future"),
        ("2026-10-17T22:00", "2026-10-18T06:00", "5pm", "", "2026-10-18T09:00", "more than 4 hours before the duty"),
        ("2026-10-17T22:00", "2026-10-18T06:00", "", "6am", "2026-10-18T09:00", "Enter when they booked on as well."),
        ("2026-10-17T22:00", "2026-10-18T06:00", "ten", "", "2026-10-18T09:00", "Enter a time, like 6:30pm or 18:30."),
        ("2026-10-17T22:00", "2026-10-18T06:00", "10pm GMT", "", "2026-10-18T09:00", "London is not on GMT at 10pm"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused_in_words_and_kept_as_it_was_typed(
    client, session, start, end, on, off, now, words
):
    with time_machine.travel(london(now), tick=False):
        status, shown = enter(supervisor(client), night(start, end), on, off)
    assert (status, words in shown) == (200, True), shown
    assert f'value="{on}"' in shown
    assert db.session.query(Attendance).count() == 0


def test_one_wrong_time_stores_nothing_and_names_the_person(client, session):
    with time_machine.travel(london("2026-10-18T04:00"), tick=False):
        first = night("2026-10-17T22:00", "2026-10-18T06:00")
        second = a_sign_up(first.duty, a_volunteer(grade="qualified", last_name="Zola"))
        browser = supervisor(client)
        address = f"/staff/duties/{first.duty_id}/attendance"
        times = {f"on_{first.id}": "22:00", f"off_{first.id}": "03:00", f"on_{second.id}": "05:00"}
        shown = browser.post(address, data=sent_form(browser.get(address).get_data(as_text=True), **times))
    assert "Alex Zola: The time they booked on is in the future." in shown.get_data(as_text=True)
    assert db.session.query(Attendance).count() == 0


def test_people_are_booked_on_first_and_off_later(client, session):
    with time_machine.travel(london("2026-10-17T22:30"), tick=False):
        place = night("2026-10-17T22:00", "2026-10-18T06:00")
        browser = supervisor(client)
        assert enter(browser, place, "22:00", "")[0] == 303
        assert "On duty since 10pm" in browser.get(f"/staff/duties/{place.duty_id}").get_data(as_text=True)
        address = f"/staff/duties/{place.duty_id}/attendance"
    with time_machine.travel(london("2026-10-17T23:20"), tick=False):
        shown = browser.get(address).get_data(as_text=True)
        assert f'name="on_{place.id}"' not in shown
        assert browser.post(address, data=sent_form(shown, **{f"off_{place.id}": "23:15"})).status_code == 303
        assert "10pm to 11:15pm: 1 hour 15 minutes" in browser.get(f"/staff/duties/{place.duty_id}").get_data(
            as_text=True
        )
