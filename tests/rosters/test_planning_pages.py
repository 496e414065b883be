"""Everything a duty's page asks, and the page that changes it: nothing typed is lost, and two at once are told."""

from datetime import UTC, datetime, timedelta

import html5lib
import pytest
import time_machine
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Grant, Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models import Duty, Giving

NEW = "/staff/duties/new/special-constabulary"
FULL = {
    "title": "Festival", "kind": "event", "area": "somerset", "meeting_place": "Taunton police station",
    "address": "1 High Street\nTaunton", "map_reference": "st228245", "day": ["4", "12", "2026"], "starts": "6pm",
    "ends": "11pm", "briefing": "Bring a torch.", "risk_assessment": "Ice", "must_accept": "y",
    "plan_priority": "rural_crime", "giving": "automatic", "deadline": "48", "minimum_to_run": "3",
    "needs_independent": "y", "post_1_name": "Patrol", "post_1_places": "4", "post_2_name": "Driver",
    "post_2_places": "1", "post_2_needs": ["first_aid"], "publish": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _early_october():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def send(browser: FlaskClient, page: str, /, **answers: object) -> tuple[int, str]:
    """Send a page's form with these answers: the status, and where it leads or what it shows."""
    shown = browser.get(page).get_data(as_text=True)
    response = browser.post(page, data=sent_form(shown, **answers))
    return response.status_code, response.location or response.get_data(as_text=True)


def filled(page: str) -> dict[str, object]:
    """What the form on a page would send as it stands."""
    answers: dict[str, list[str]] = {}
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.find(".//input[@name='title']") is not None)
    for field in [*form.iter("input"), *form.iter("select"), *form.iter("textarea")]:
        name, kind = field.get("name"), field.get("type")
        if kind in {"checkbox", "radio"} and field.get("checked") is None:
            continue
        value = field.get("value", "")
        if field.tag == "select":
            value = next((one.get("value") for one in field.iter("option") if one.get("selected") is not None), "")
        if field.tag == "textarea":
            value = (field.text or "").strip()
        answers.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in answers.items()}


def test_a_duty_with_everything(browser):
    assert send(browser, NEW, **FULL)[0] == 303
    duty = db.session.query(Duty).one()
    assert (duty.kind, duty.map_reference, duty.giving) == ("event", "ST 228 245", Giving.AUTOMATIC)
    assert (duty.must_accept, duty.needs_independent, duty.minimum_to_run) == (True, True, 3)
    assert clock.in_london(duty.sign_up_until) == datetime(2026, 12, 2, 18, tzinfo=clock.LONDON)
    assert [(post.name, post.places, post.needs) for post in duty.posts] == [
        ("Patrol", 4, []), ("Driver", 1, ["first_aid"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"map_reference": "near the church"}, "Enter an Ordnance Survey grid reference, like ST 587 728."),
        ({"deadline": "at"}, "Enter the last day to sign up."),
        ({"deadline": "at", "until_day": ["3", "12", "2026"]}, "Enter the last time to sign up."),
        ({"deadline": "at", "until_day": ["5", "12", "2026"], "until_time": "9am"},
         "The last time to sign up must be before the duty starts."),
        ({"deadline": "at", "until_day": ["25", "10", "2026"], "until_time": "1:30am"}, "1:30am comes twice"),
        ({"deadline": ""}, "Say until when people may ask for a place"),
        ({"minimum_to_run": "6"}, "The duty cannot run with fewer than 6 people, but its posts have only 5 in all."),
        ({"minimum_to_run": "none"}, "The fewest people must be between 1 and 500."),
        ({"is_unit_only": "y"}, "Choose the unit whose members alone may take a place."),
        ({"kind": "roadside"}, "Choose one from the list."),
        ({"giving": "lottery"}, "Choose one of the answers."),
        ({"post_2_needs": ["juggling"]}, "Choose from the answers shown."),
        ({"post_1_id": "1 or 2"}, "Open this page again."),
        ({"risk_assessment": "x" * 4001}, "This must be 4000 characters or fewer."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(browser, changes, words):
    status, shown = send(browser, NEW, **{**FULL, **changes})
    assert (status, words in shown) == (200, True), shown
    assert "Bring a torch." in shown
    assert 'value="Driver"' in shown
    assert db.session.query(Duty).count() == 0


def test_a_part_that_is_filled_in_is_open_when_the_page_comes_back(browser):
    empty = browser.get(NEW).get_data(as_text=True)
    shown = send(browser, NEW, **{**FULL, "title": ""})[1]
    assert shown.count('<details class="govuk-details app-plan__fold" open') >= 4
    assert '<details class="govuk-details app-plan__fold" open' not in empty


def test_cadets_are_asked_how_many_adults_and_specials_are_not(client, session):
    planner = an_account(grants=[Grant(Role.COORDINATOR, "cadets", "somerset")])
    shown = signed_in(client, planner).get("/staff/duties/new/cadets").get_data(as_text=True)
    assert "How many adults will be there?" in shown
    assert "must be able to work alone" not in shown


def test_the_page_that_changes_a_duty_sends_back_the_very_same_duty(browser):
    location = send(browser, NEW, **FULL)[1]
    address = f"{location}/edit"
    page = browser.get(address).get_data(as_text=True)
    assert browser.post(address, data=filled(page)).location == location
    assert db.session.query(HistoryEntry).filter_by(act="changed_duty").count() == 0


def test_a_duty_in_the_repeated_hour_comes_back_with_its_zone(browser):
    hours = {"day": ["25", "10", "2026"], "starts": "1:30am GMT", "ends": "6am", "deadline": "24"}
    location = send(browser, NEW, **{**FULL, **hours})[1]
    page = browser.get(f"{location}/edit").get_data(as_text=True)
    assert 'value="01:30 GMT"' in page
    assert browser.post(f"{location}/edit", data=filled(page)).location == location
    assert db.session.query(Duty).one().starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_two_who_change_it_at_once_are_told_and_nothing_typed_is_lost(browser):
    location = send(browser, NEW, **FULL)[1]
    address = f"{location}/edit"
    mine, theirs = (filled(browser.get(address).get_data(as_text=True)) for _ in range(2))
    assert browser.post(address, data={**theirs, "meeting_place": "Bridgwater"}).status_code == 303
    answered = browser.post(address, data={**mine, "title": "Harvest festival"})
    page = answered.get_data(as_text=True)
    assert answered.status_code == 409
    assert "Someone else has changed this duty since you opened this page." in page
    assert "People now meet at Taunton police station, not at Bridgwater." in page
    assert 'value="Harvest festival"' in page
    again = {**filled(page), "meeting_place": "Bridgwater"}
    assert browser.post(address, data=again).status_code == 303
    duty = db.session.query(Duty).one()
    assert (duty.title, duty.meeting_place) == ("Harvest festival", "Bridgwater")


def test_fewer_places_than_taken_and_a_clash_come_back_in_words(browser):
    duty = a_duty(on=datetime(2026, 12, 4).date(), posts=[a_post(places=2)])  # noqa: DTZ001 a day
    helper = a_volunteer(first_name="Yuki", last_name="Nakamura")
    a_sign_up(duty, helper)
    a_sign_up(a_duty(title="Late train", starts_at=duty.ends_at, hours=2), helper)
    address = f"/staff/duties/{duty.id}/edit"
    sent = filled(browser.get(address).get_data(as_text=True))
    assert "Patrol" in str(sent["post_1_name"])
    page = browser.post(address, data={**sent, "ends": "11:30pm"}).get_data(as_text=True)
    assert "Yuki Nakamura is on “Late train” at that time." in page
    gone = {**sent, "post_1_name": "Driver", "post_1_id": ""}
    assert "cannot be taken away" in browser.post(address, data=gone).get_data(as_text=True)


def test_only_members_of_the_unit(browser):
    unit = Unit(code="taunton", name="Taunton neighbourhood", kind=UnitKind.STATION, area="somerset", strand=None)
    db.session.add(unit)
    db.session.flush()
    assert send(browser, NEW, **{**FULL, "unit_id": str(unit.id), "is_unit_only": "y"})[0] == 303
    assert db.session.query(Duty).one().is_unit_only


def test_someone_on_it_reads_what_changed_and_says_that_they_come(client, session):
    duty = a_duty(on=clock.today() + timedelta(days=20))
    helper = a_volunteer()
    place = a_sign_up(duty, helper)
    duty.version = 2
    db.session.flush()
    browser = signed_in(client, helper.account)
    here = f"/duties/{duty.id}"
    sent = sent_form(browser.get(here).get_data(as_text=True))
    assert browser.post(f"{here}/confirm", data={**sent, "version": "1"}).status_code == 409
    assert browser.post(f"{here}/confirm", data={**sent, "version": "2"}).location == here
    db.session.refresh(place)
    assert place.seen_version == 2
