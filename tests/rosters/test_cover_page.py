"""The page on which it is said how many people a unit needs, and when."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_viewer, an_account, signed_in
from tests.rosters.coordinating import a_cover_rule, a_station, page, send
from tests.sql_count import counted_sql
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Grant, Role
from volunteers.rosters.models.cover import CoverRule
from volunteers.rosters.service import cover as service

COVER = "/staff/duties/cover"
EVENING = {"weekdays": ["4", "5"], "starts": "6pm", "ends": "10pm", "people": "2"}


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def test_a_minimum_is_added_shown_changed_and_ended(browser):
    taunton = a_station("Taunton team")
    a_station("Of Bristol", area="bristol")
    assert "Of Bristol" not in page(browser, f"{COVER}/new")
    assert send(browser, f"{COVER}/new", unit_id=taunton.id, strand=SPECIALS, **EVENING) == (303, COVER)
    shown = page(browser, COVER)
    for words in ("Taunton team", "Friday and Saturday, 6pm to 10pm", "2 people"):
        assert words in shown
    rule = db.session.query(CoverRule).one()
    assert send(browser, f"{COVER}/{rule.id}", **EVENING | {"ends": "2am", "people": "3"}) == (303, COVER)
    shown = page(browser, COVER)
    assert "Friday and Saturday, 6pm to 2am the next day" in shown
    assert "3 people" in shown
    ended = browser.post(f"{COVER}/{rule.id}/end", data=_end_form(browser, rule.id))
    assert (ended.status_code, ended.location) == (303, COVER)
    assert "No unit here has a minimum yet" in page(browser, COVER)
    page(browser, f"{COVER}/{rule.id}", 404)
    acts = [one.act for one in db.session.query(HistoryEntry).filter_by(subject="cover_rule").order_by(HistoryEntry.id)]
    assert acts == ["added_cover_rule", "changed_cover_rule", "ended_cover_rule"]


def _end_form(browser: FlaskClient, rule_id: int) -> dict[str, str]:
    shown = page(browser, f"{COVER}/{rule_id}").split(f'action="{COVER}/{rule_id}/end"')[1]
    named = re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', shown)
    return dict(named[:2])


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser):
    taunton = a_station("Taunton team")
    status, shown = send(
        browser, f"{COVER}/new", unit_id=taunton.id, strand=SPECIALS, weekdays=[], starts="25:00", ends="", people="0"
    )
    assert status == 200
    for words in (
        "Choose at least one day",
        "Enter a time, like 6:30pm or 18:30",
        "Enter the time until which they are needed",
        "Enter a number of people between 1 and 200",
        'value="25:00"',
    ):
        assert words in shown
    assert db.session.query(CoverRule).count() == 0


def test_of_two_who_change_it_the_second_is_told(browser):
    rule = a_cover_rule(a_station())
    shown = page(browser, f"{COVER}/{rule.id}")
    by = a_viewer(Role.SUPERVISOR)
    service.change_rule(rule.id, need=rule.need, version=1, by=by)
    db.session.flush()
    again = browser.post(f"{COVER}/{rule.id}", data=sent_form(shown, **EVENING))
    assert (again.status_code, "Someone else has just changed this" in again.get_data(as_text=True)) == (409, True)
    with pytest.raises(Conflict):
        service.end_rule(rule.id, version=1, by=by)


def test_a_unit_out_of_scope_of_another_kind_or_ended_is_refused(session):
    rule = a_cover_rule(a_station())
    near, far = a_viewer(Role.SUPERVISOR, SPECIALS, "somerset"), a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")
    elsewhere = a_station(area="bristol")
    with pytest.raises(NotFound):
        service.add_rule(strand=SPECIALS, unit_id=elsewhere.id, need=rule.need, by=near)
    with pytest.raises(NotFound):
        service.change_rule(rule.id, need=rule.need, version=1, by=far)
    with pytest.raises(Refused, match="another kind"):
        service.add_rule(strand="farm_watch", unit_id=rule.unit_id, need=rule.need, by=a_viewer(Role.SUPERVISOR))
    ended = a_station(ended_on=rule.created_at.date())
    with pytest.raises(Refused, match="has ended"):
        service.add_rule(strand=SPECIALS, unit_id=ended.id, need=rule.need, by=near)


def test_minimums_of_cadet_units_are_for_those_cleared_for_children(client, session):
    a_cover_rule(a_station("Cadets of Taunton", area="somerset"), strand="cadets")
    uncleared = signed_in(client, an_account(Role.COORDINATOR, for_children=False))
    assert "Cadets of Taunton" not in page(uncleared, COVER)
    cleared = signed_in(client, an_account(Role.COORDINATOR))
    assert "Cadets of Taunton" in page(cleared, COVER)


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    a_cover_rule(a_station())
    with counted_sql(app) as few:
        page(browser, COVER)
    for number in range(20):
        a_cover_rule(a_station(f"Unit {number}"))
    with counted_sql(app) as many:
        page(browser, COVER)
    assert many.count == few.count
