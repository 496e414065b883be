"""Creating a duty on one page, which comes back as it was filled in until everything can be."""

from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models import Duty, DutyState

ADDRESS = "/staff/duties/new/special-constabulary"
ANSWERS = {
    "title": "Bath city centre patrol", "area": "somerset", "unit_id": "", "meeting_place": "Taunton police station",
    "day": ["24", "10", "2026"], "starts": "10pm", "ends": "6am", "briefing": "Bring a torch.",
    "plan_priority": "neighbourhood_policing", "post_1_name": "Patrol", "post_1_places": "4",
    "post_1_grades": ["directed", "qualified"], "post_1_needs": ["first_aid"], "publish": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _early_october():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset and of Bristol."""
    grants = [Grant(Role.SUPERVISOR, SPECIALS, area) for area in ("somerset", "bristol")]
    return signed_in(client, an_account(grants=grants))


def send(browser: FlaskClient, **changes: object) -> tuple[int, str]:
    shown = browser.get(ADDRESS).get_data(as_text=True)
    response = browser.post(ADDRESS, data=sent_form(shown, **{**ANSWERS, **changes}))
    return response.status_code, response.location or response.get_data(as_text=True)


def test_a_duty_over_the_night_of_the_clock_change_lasts_nine_hours(browser):
    status, location = send(browser)
    duty = db.session.query(Duty).one()
    assert (status, location) == (303, f"/staff/duties/{duty.id}")
    assert (duty.state, duty.plan_priority, duty.unit_id) == (DutyState.PUBLISHED, "neighbourhood_policing", None)
    assert clock.elapsed(duty.starts_at, duty.ends_at).total_seconds() == 9 * 3600
    (post,) = duty.posts
    assert (post.places, post.grades, post.needs) == (4, ["directed", "qualified"], ["first_aid"])
    assert "10pm to 6am the next day (9 hours)" in browser.get(location).get_data(as_text=True)


def test_a_draft_with_several_posts_and_a_unit(browser):
    unit = Unit(code="taunton", name="Taunton neighbourhood", kind=UnitKind.STATION, area="somerset", strand=None)
    db.session.add(unit)
    db.session.flush()
    assert send(browser, publish="no", unit_id=str(unit.id), post_3_name="Driver", post_3_places="1")[0] == 303
    duty = db.session.query(Duty).one()
    assert (duty.state, duty.unit_id) == (DutyState.DRAFT, unit.id)
    assert [(post.name, post.places) for post in duty.posts] == [("Patrol", 4), ("Driver", 1)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter a title."),
        ({"area": ""}, "Choose an area."),
        ({"area": "north_somerset"}, "Choose an area."),
        ({"day": ["31", "2", "2027"]}, "The day it starts must be a real date."),
        ({"day": ["", "", ""]}, "Enter the day it starts."),
        ({"starts": "late"}, "Enter a time, like 6:30pm or 18:30."),
        ({"ends": ""}, "Enter the time it ends."),
        ({"ends": "10pm"}, "The duty must end after it starts."),
        ({"day": ["30", "9", "2026"]}, "The duty must start in the future."),
        ({"day": ["28", "3", "2027"], "starts": "1:30am"},
         "There is no 1:30am on 28 March 2027: the clocks go forward that night. Choose another time."),
        ({"day": ["25", "10", "2026"], "starts": "1:30am"},
         "1:30am comes twice on 25 October 2026, when the clocks go back."),
        ({"post_1_name": ""}, "Enter a name for the post."),
        ({"post_1_places": ""}, "Enter how many places the post has."),
        ({"post_1_places": "0"}, "The number of places must be between 1 and 500."),
        ({"post_1_places": "a few"}, "The number of places must be between 1 and 500."),
        ({"post_2_name": "Driver"}, "Enter how many places the post has."),
        ({"post_1_grades": ["captain"]}, "Choose from the answers shown."),
        ({"csrf_token": "aged"}, "Nothing you typed is lost"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words_and_what_was_typed_is_kept(browser, changes, words):
    status, shown = send(browser, **changes)
    assert (status, words in shown) == (200, True), shown
    assert 'value="Taunton police station"' in shown
    assert "Bring a torch." in shown
    assert db.session.query(Duty).count() == 0


@pytest.mark.parametrize(("zone", "hours"), [("BST", 5.5), ("GMT", 4.5)])
def test_the_repeated_hour_is_asked_which(browser, zone, hours):
    assert send(browser, day=["25", "10", "2026"], starts=f"1:30am {zone}", ends="6am")[0] == 303
    duty = db.session.query(Duty).one()
    assert clock.elapsed(duty.starts_at, duty.ends_at).total_seconds() == hours * 3600


def test_the_same_form_makes_one_duty_and_other_answers_under_it_none(browser):
    sent = sent_form(browser.get(ADDRESS).get_data(as_text=True), **ANSWERS)
    first, again = (browser.post(ADDRESS, data=sent) for _ in range(2))
    assert first.location == again.location
    other = browser.post(ADDRESS, data={**sent, "title": "Another"})
    assert "This form was already sent with other answers." in other.get_data(as_text=True)
    assert db.session.query(Duty).count() == 1


def test_the_kind_is_asked_only_of_someone_who_plans_for_more_than_one(browser, client):
    assert browser.get("/staff/duties/new").location == ADDRESS
    everyone = signed_in(client, an_account(Role.COORDINATOR))
    assert "Police Cadets" in everyone.get("/staff/duties/new").get_data(as_text=True)


@pytest.mark.parametrize("slug", ["cadets", "juggling"])
def test_a_kind_they_do_not_plan_for_or_that_is_none_is_not_found(browser, slug):
    assert browser.get(f"/staff/duties/new/{slug}").status_code == 404
