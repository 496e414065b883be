"""Openings of a viewer's scope: listed with who waits, made, changed and closed, with nobody's text lost."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.openings.builders import CADETS, SPECIALS, a_unit, an_interest, an_opening
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.openings.models import Opening
from volunteers.permissions import Grant, Role

LIST = "/staff/openings"
NEW = f"{LIST}/new/cadets"
SQL_FOR_THE_LIST = 6
ANSWERS = {
    "title": "New cadets for September", "words": "We meet on Thursdays.\nBring a pen.",
    "opens_on": ["25", "5", "2026"], "closes_on": ["30", "6", "2026"], "places": "20",
    "orientation_on": ["9", "7", "2026"], "starts_on": ["7", "9", "2026"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _early_may():
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def browser(client: FlaskClient, session: Session) -> FlaskClient:
    """A coordinator of the cadets of Somerset and of the Specials everywhere."""
    grants = [Grant(Role.COORDINATOR, CADETS, "somerset"), Grant(Role.COORDINATOR, SPECIALS, None)]
    return signed_in(client, an_account(grants=grants))


def send(browser: FlaskClient, address: str = NEW, **changes: object) -> tuple[int, str]:
    shown = browser.get(address).get_data(as_text=True)
    answer = browser.post(address, data=sent_form(shown, **{**ANSWERS, **changes}))
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def count(model: type) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def acts() -> list[tuple[str, object]]:
    rows = db.session.execute(select(HistoryEntry.act, HistoryEntry.details).where(HistoryEntry.subject == "opening"))
    return [(act, details.get("fields")) for act, details in rows]


def test_an_opening_is_made_as_it_was_asked_for(browser):
    unit = a_unit()
    status, location = send(browser, unit_id=str(unit.id))
    opening = db.session.scalars(select(Opening)).one()
    assert (status, location) == (303, f"{LIST}/{opening.id}")
    assert (opening.strand, opening.unit_id, opening.places, opening.taken) == (CADETS, unit.id, 20, 0)
    assert [str(day) for day in (opening.opens_on, opening.closes_on, opening.orientation_on, opening.starts_on)] == [
        "2026-05-25", "2026-06-30", "2026-07-09", "2026-09-07",
    ]  # fmt: skip
    said = browser.get(location).get_data(as_text=True)
    assert "0 of 20 places taken" in said
    assert "Created opening" in said
    assert acts() == [("created_opening", None)]


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"title": " "}, "Enter a title.", "title"),
        ({"opens_on": ["", "", ""]}, "Enter the first day to apply.", "opens_on-day"),
        ({"closes_on": ["24", "5", "2026"]}, "The closing date must be the same as or after", "closes_on-day"),
        ({"closes_on": ["31", "6", "2026"]}, "The last day to apply must be a real date.", "closes_on-day"),
        ({"opens_on": ["1", "4", "2026"], "closes_on": ["3", "5", "2026"]}, "must be today or later", "closes_on-day"),
        ({"starts_on": ["30", "6", "2026"]}, "The start date must be after the closing date.", "starts_on-day"),
        ({"starts_on": ["", "9", "2026"]}, "The start date must include a day", "starts_on-day"),
        ({"starts_on": ["", "", ""]}, "the age of a new cadet is judged on it", "starts_on-day"),
        ({"orientation_on": ["24", "5", "2026"]}, "must be on or after the opening date", "orientation_on-day"),
        ({"places": "0"}, "must be between 1 and 500", "places"),
        ({"places": "lots"}, "must be between 1 and 500", "places"),
        ({"unit_id": "404"}, "Choose", "unit_id"),
        ({"unit_id": ""}, "Choose a unit.", "unit_id"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(browser, changes, words, field):
    unit = a_unit()
    status, said = send(browser, **{"unit_id": str(unit.id), **changes})
    assert (status, count(Opening)) == (200, 0)
    assert f'href="#{field}">' in said
    assert words in said
    assert "Bring a pen." in said


def test_faults_are_listed_in_the_order_of_the_page(browser):
    a_unit()
    said = send(browser, unit_id="", title="", starts_on=["", "", ""])[1]
    places = [said.index(f'href="#{field}">') for field in ("unit_id", "title")]
    assert places == sorted(places)


def test_two_openings_for_the_same_unit_do_not_overlap(browser):
    unit = a_unit()
    assert send(browser, unit_id=str(unit.id))[0] == 303
    status, said = send(browser, unit_id=str(unit.id), opens_on=["30", "6", "2026"], closes_on=["2", "7", "2026"])
    assert (status, "There is already an opening for this from 25 May 2026 to 30 June 2026" in said) == (200, True)
    assert send(browser, unit_id=str(unit.id), opens_on=["1", "7", "2026"], closes_on=["2", "7", "2026"])[0] == 303


def test_the_same_form_twice_makes_one(browser):
    unit = a_unit()
    sent = sent_form(browser.get(NEW).get_data(as_text=True), **ANSWERS, unit_id=str(unit.id))
    assert len({browser.post(NEW, data=sent).location for _ in range(3)}) == 1
    assert count(Opening) == 1


def test_one_may_open_for_ones_own_strands_and_areas_alone(browser):
    elsewhere, specials = a_unit("Bath cadets", area="bath_and_north_east_somerset"), f"{LIST}/new/special-constabulary"
    a_unit("Taunton cadets")
    shown = browser.get(NEW).get_data(as_text=True)
    assert "Taunton cadets" in shown
    assert "Bath cadets" not in shown
    assert "The whole force" not in shown
    assert send(browser, unit_id=str(elsewhere.id))[0] == 200
    assert count(Opening) == 0
    assert browser.get(f"{LIST}/new/farm-watch").status_code == 404
    assert browser.get(f"{LIST}/new/nothing").status_code == 404
    assert "The whole force" in browser.get(specials).get_data(as_text=True)
    assert send(browser, specials, unit_id="")[0] == 303


def test_only_support_volunteers_are_asked_for_a_role(client, session):
    signed_in(client, an_account(Role.COORDINATOR))
    address = f"{LIST}/new/police-support-volunteers"
    assert 'name="role"' not in client.get(NEW).get_data(as_text=True)
    assert send(client, address, unit_id="", role="chaplain")[0] == 303
    assert db.session.scalars(select(Opening.role)).one() == "chaplain"
    assert send(client, address, unit_id="", role="king")[0] == 200


def test_which_kind_is_not_asked_of_someone_with_one(client, session):
    a_unit()
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, CADETS, "somerset")]))
    assert client.get(f"{LIST}/new").location == NEW


def test_the_list_is_narrowed_to_scope_and_counts_who_waits(app: Flask, browser, session):
    unit, elsewhere = a_unit(), a_unit("Bath cadets", area="bath_and_north_east_somerset")
    for number in range(20):
        an_opening(unit=a_unit(f"Unit {number}"), title=f"Opening {number:02}")
    an_opening(unit=unit, title="Taunton one", opens=10)
    an_opening(unit=elsewhere, title="Bath one")
    an_opening(title="All cadets")
    an_opening(strand=SPECIALS, title="Specials intake")
    an_opening(unit=unit, title="Last year", opens=-90, closes=-60, starts=None)
    for email, wished in (("a@example.org", unit), ("b@example.org", None), ("c@example.org", elsewhere)):
        an_interest(email, unit=wished)
    session.commit()
    with counted_sql(app) as asked:
        said = browser.get(LIST).get_data(as_text=True)
    assert asked.count <= SQL_FOR_THE_LIST, asked
    assert [title in said for title in ("Taunton one", "Specials intake", "Opening 19")] == [True] * 3
    assert [title in said for title in ("Bath one", "All cadets", "Last year")] == [False] * 3
    assert 'data-label="Waiting" class="app-nowrap">2</td>' in said, "one for the unit, one for any"
    assert "Last year" in browser.get(f"{LIST}?when=past").get_data(as_text=True)
    assert "Specials intake" not in browser.get(f"{LIST}?strand=cadets").get_data(as_text=True)
    for path in ("", "/change", "/close"):
        hidden = db.session.scalars(select(Opening.id).where(Opening.title == "Bath one")).one()
        assert browser.get(f"{LIST}/{hidden}{path}").status_code == 404


def test_a_long_list_goes_on_and_none_is_left_out(browser, session):
    for number in range(60):
        an_opening(unit=a_unit(f"Unit {number}"), title=f"Opening {number:02}", closes=number % 7, starts=90)
    first = browser.get(LIST).get_data(as_text=True)
    after = first.split("after=")[1].split('"')[0]
    second = browser.get(f"{LIST}?after={after}").get_data(as_text=True)
    assert [sum(f"Opening {number:02}" in said for said in (first, second)) for number in range(60)] == [1] * 60


def test_a_change_is_stored_and_recorded_by_field(browser, session):
    opening = an_opening(unit=a_unit(), taken=3)
    address = f"{LIST}/{opening.id}/change"
    assert 'value="New cadets for September"' in browser.get(address).get_data(as_text=True)
    assert send(browser, address, words="New words")[0] == 303
    session.refresh(opening)
    assert (opening.words, opening.places, opening.version) == ("New words", 20, 2)
    changed = ["words", "opens_on", "closes_on", "places", "orientation_on", "starts_on"]
    assert acts() == [("changed_opening", changed)]
    assert send(browser, address, words="New words")[0] == 303
    assert len(acts()) == 1, "nothing was changed"
    assert "3 places are taken already" in send(browser, address, places="2")[1]


def test_of_two_who_change_it_one_is_told_and_loses_nothing(browser, session):
    opening = an_opening(unit=a_unit())
    address = f"{LIST}/{opening.id}/change"
    mine, theirs = (sent_form(browser.get(address).get_data(as_text=True), **ANSWERS) for _ in range(2))
    assert browser.post(address, data={**theirs, "title": "Their title"}).status_code == 303
    answer = browser.post(address, data={**mine, "title": "My title", "words": "My words"})
    said = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Someone else changed this opening" in said
    assert "As it is stored now: Their title" in said
    assert 'value="My title"' in said
    assert "My words" in said
    again = sent_form(said, **{**ANSWERS, "title": "My title"})
    assert browser.post(address, data=again).status_code == 303
    session.refresh(opening)
    assert opening.title == "My title"


def test_closing_says_who_waits_and_ends_it_for_good(browser, session):
    unit = a_unit()
    opening = an_opening(unit=unit)
    for number in range(2):
        an_interest(f"{number}@example.org", unit=unit)
    address = f"{LIST}/{opening.id}/close"
    shown = browser.get(address).get_data(as_text=True)
    assert "2 people wait to be told. They are told when the next opening starts." in shown
    assert browser.post(address, data=sent_form(shown)).status_code == 303
    session.refresh(opening)
    assert opening.ended_at == clock.now()
    assert browser.post(address, data=sent_form(shown)).status_code == 409
    assert "closed early" in send(browser, f"{LIST}/{opening.id}/change")[1]
    assert acts() == [("closed_opening", None)]
    said = browser.get(f"{LIST}/{opening.id}").get_data(as_text=True)
    assert "Change it" not in said
    assert "Close it now" not in said


def test_one_that_is_over_may_be_opened_again_by_a_later_date_alone(browser, session):
    opening = an_opening(unit=a_unit(), opens=-60, closes=-10, starts=90, orientation=None)
    address = f"{LIST}/{opening.id}/change"
    past = clock.today() - timedelta(days=5)
    status, said = send(browser, address, opens_on=["1", "4", "2026"], closes_on=[past.day, past.month, past.year])
    assert (status, "must be today or later" in said) == (200, True)
    assert send(browser, address)[0] == 303


def test_it_is_on_the_menu_of_coordinators_alone(client, session):
    signed_in(client, an_account(Role.SUPERVISOR))
    assert 'href="/staff/openings"' not in client.get("/staff/duties").get_data(as_text=True)
    assert client.get(LIST).status_code == 403
    signed_in(client, an_account(Role.COORDINATOR))
    assert 'href="/staff/openings" aria-current="page">Openings' in client.get(LIST).get_data(as_text=True)
