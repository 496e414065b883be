"""The page on which a volunteer says when they can, and what staff see of it."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account, as_viewer, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.availability import queries, service
from volunteers.availability.rules import OFFICE_HOURS, Availability, between, part_of
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role

PAGE = "/my-availability"


@pytest.fixture
def special(session: Session) -> Volunteer:
    return a_volunteer()


@pytest.fixture
def browser(client: FlaskClient, special: Volunteer) -> FlaskClient:
    return signed_in(client, special.account)


def send(browser: FlaskClient, path: str, **answers: Any) -> tuple[int, str]:
    shown = browser.get(PAGE).get_data(as_text=True)
    response = browser.post(f"{PAGE}/{path}", data=sent_form(shown, **answers))
    return response.status_code, response.get_data(as_text=True)


def said(volunteer: Volunteer) -> Availability:
    return queries.get_availabilities([volunteer.id]).get(volunteer.id, Availability())


def days(day: date, name: str = "first_on") -> dict[str, Any]:
    return {name: [day.day, day.month, day.year]}


def test_usual_times_are_ticked_and_stay_ticked(browser: FlaskClient, special: Volunteer) -> None:
    exact = {"exact_1_day": "2", "exact_1_from": "5:30pm", "exact_1_to": "1am"}
    status, _ = send(browser, "usual", parts=["0-evening", "4-night"], **exact)
    assert status == 303
    assert set(said(special).usual) == {part_of(0, "evening"), part_of(4, "night"), between(2, time(17, 30), time(1))}
    shown = browser.get(PAGE).get_data(as_text=True)
    assert shown.count(" checked") == 3  # two parts, and that there is no day job
    assert 'value="17:30"' in shown
    assert "Your usual times are saved." in shown


def test_many_exact_times_all_stay(browser: FlaskClient, special: Volunteer) -> None:
    times = [between(day, time(17), time(3, 30)) for day in range(5)]
    service.set_usual(special.id, times, by=as_viewer(special.account))
    shown = browser.get(PAGE).get_data(as_text=True)
    assert shown.count('value="03:30"') == 5
    rows = {f"exact_{day + 1}_{name}": said for day in range(5) for name, said in
            (("day", str(day)), ("from", "17:00"), ("to", "03:30"))}  # fmt: skip
    assert send(browser, "usual", **rows, exact_7_day="6", exact_7_from="9am", exact_7_to="1pm")[0] == 303
    assert set(said(special).usual) == {*times, between(6, time(9), time(13))}


def test_a_button_ticks_several_at_once_and_saves_nothing(browser: FlaskClient, special: Volunteer) -> None:
    exact = {"exact_1_day": "2", "exact_1_from": "5:30pm"}
    status, shown = send(browser, "usual", parts=["0-morning"], fill="evenings", **exact)
    assert status == 200
    assert shown.count(" checked") == 6 + 1
    assert "5:30pm" in shown, "what was typed is there still"
    assert said(special) == Availability()
    _, cleared = send(browser, "usual", parts=["0-morning"], fill="none")
    assert cleared.count(" checked") == 1


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        ({"exact_2_day": "1", "exact_2_from": "25:00", "exact_2_to": "8pm"}, "Enter a time, like 6:30pm or 18:30."),
        ({"exact_2_day": "1", "exact_2_from": "6pm"}, "Choose a day, and enter when it starts and ends."),
        ({"exact_2_from": "6pm", "exact_2_to": "8pm"}, "Choose a day, and enter when it starts and ends."),
        ({"exact_2_day": "9", "exact_2_from": "6pm", "exact_2_to": "8pm"}, "Choose one from the list."),
    ],
)
def test_a_time_that_is_none_is_said_and_nothing_is_lost(
    browser: FlaskClient, special: Volunteer, exact: dict[str, str], words: str
) -> None:
    status, shown = send(browser, "usual", parts=["0-evening"], **exact)
    assert status == 200
    assert words in shown
    assert "<title>Error: My availability" in shown
    assert all(f'value="{typed}"' in shown for name, typed in exact.items() if not name.endswith("day"))
    assert shown.count(" checked") == 1 + 1
    assert said(special) == Availability()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"job": "office"}, Availability(job=OFFICE_HOURS, job_minutes=2400)),
        (
            {"job": "fixed", "job_days": ["1", "6"], "job_from": "22:00", "job_to": "6am", "job_hours": "nonsense"},
            Availability(job=tuple(between(day, time(22), time(6)) for day in (1, 6)), job_minutes=960),
        ),
        ({"job": "shifts", "job_hours": "37", "job_from": "late"}, Availability(job_minutes=37 * 60)),
        ({"job": "none"}, Availability()),
    ],
)
def test_a_day_job_is_kept_and_shown_again(
    browser: FlaskClient, special: Volunteer, answers: dict[str, Any], expected: Availability
) -> None:
    assert send(browser, "day-job", **answers)[0] == 303
    assert said(special) == expected
    assert f'value="{answers["job"]}" checked' in browser.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Choose what your day job is like."),
        ({"job": "fixed"}, "Choose the days you work."),
        ({"job": "fixed", "job_days": ["1"], "job_from": "nine", "job_to": "5pm"}, "Enter a time, like"),
        ({"job": "fixed", "job_days": ["1"], "job_from": "9am"}, "Enter when your work ends."),
        ({"job": "shifts"}, "Enter how many hours a week you work."),
        ({"job": "shifts", "job_hours": "101"}, "must be a number from 1 to 100"),
    ],
)
def test_a_day_job_that_is_not_whole_is_asked_again(
    browser: FlaskClient, special: Volunteer, answers: dict[str, Any], words: str
) -> None:
    status, shown = send(browser, "day-job", **answers)
    assert status == 200
    assert words in shown
    assert said(special) == Availability()


def test_days_away_are_added_once_and_taken_out(browser: FlaskClient, special: Volunteer) -> None:
    first = clock.today() + timedelta(days=3)
    shown = browser.get(PAGE).get_data(as_text=True)
    form = sent_form(shown, kind="away", note="Abroad", **days(first), **days(first + timedelta(days=7), "last_on"))
    for _ in range(2):
        assert browser.post(f"{PAGE}/days", data=form).status_code == 303
    [one] = said(special).exceptions
    assert (one.first_on, one.last_on, one.is_away, one.note) == (first, first + timedelta(days=7), True, "Abroad")
    assert "Abroad" in browser.get(PAGE).get_data(as_text=True)
    [row] = queries.get_said(special.id, signed_viewer(special)).days
    for _ in range(2):
        assert send(browser, f"days/{row.id}/remove")[0] == 303
    assert said(special).exceptions == ()


def test_one_special_day(browser: FlaskClient, special: Volunteer) -> None:
    day = clock.today() + timedelta(days=9)
    assert send(browser, "days", kind="can", **days(day))[0] == 303
    [one] = said(special).exceptions
    assert (one.first_on, one.last_on, one.is_away) == (day, day, False)


def test_days_that_cannot_be_are_refused_beside_them_and_nothing_is_lost(
    browser: FlaskClient, special: Volunteer
) -> None:
    first = clock.today() + timedelta(days=3)
    before = days(first - timedelta(days=1), "last_on")
    status, shown = send(browser, "days", kind="away", note="Abroad", **days(first), **before)
    assert status == 200
    assert shown.count("The last day must be the first day or after it.") == 2
    assert 'value="Abroad"' in shown
    _, shown = send(browser, "days", first_on=["31", "2", "2027"])
    assert "Choose whether you are away or can be on duty." in shown
    assert "The first day must be a real date." in shown
    assert said(special).exceptions == ()


def test_nobody_takes_out_another_ones_days(browser: FlaskClient, special: Volunteer) -> None:

    other = a_volunteer()
    theirs = service.add_away(other.id, clock.today(), clock.today(), by=signed_viewer(other))
    assert send(browser, f"days/{theirs.id}/remove")[0] == 303
    assert len(said(other).exceptions) == 1


def test_staff_read_it_on_the_volunteers_page(
    app: Flask, browser: FlaskClient, client: FlaskClient, special: Volunteer
) -> None:
    send(browser, "usual", parts=["0-evening", "1-evening"])
    send(browser, "day-job", job="office")
    send(browser, "days", kind="away", note="Abroad", **days(clock.today() + timedelta(days=2)))
    staff = signed_in(app.test_client(), an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, SOMERSET)]))
    shown = staff.get(f"/staff/volunteers/{special.id}").get_data(as_text=True)
    for words in ("Monday and Tuesday: evening", "Monday to Friday: 9am to 5pm", "Abroad"):
        assert words in shown
    silent = a_volunteer()
    shown = staff.get(f"/staff/volunteers/{silent.id}").get_data(as_text=True)
    assert "They have not said when they can be on duty." in shown


def test_the_page_asks_little_of_the_database(app: Flask, browser: FlaskClient, special: Volunteer) -> None:
    send(browser, "usual", parts=["0-evening"])
    send(browser, "days", kind="away", **days(clock.today()))
    with counted_sql(app) as asked:
        browser.get(PAGE)
    assert asked.count <= 13, asked


def signed_viewer(volunteer: Volunteer) -> Any:

    return as_viewer(volunteer.account)
