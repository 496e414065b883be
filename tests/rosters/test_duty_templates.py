"""Templates of duties: kept of a duty or from nothing, used, changed and retired."""

import pytest
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.rosters.builders import a_duty, a_post
from tests.rosters.test_planning_pages import filled, send
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import DutyTemplate

NEW = "/staff/duties/templates/new/special-constabulary"
LIST = "/staff/duties/templates"
ANSWERS = {
    "name": "Friday evening", "title": "Evening patrol", "kind": "patrol", "area": "somerset",
    "meeting_place": "Taunton police station", "starts": "6pm", "ends": "11pm", "giving": "request", "deadline": "24",
    "post_1_name": "Patrol", "post_1_places": "4", "post_1_needs": ["first_aid"],
}  # fmt: skip


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def read(browser: FlaskClient, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def test_a_template_fills_in_the_page_of_a_new_duty_but_for_its_day(browser):
    assert send(browser, NEW, **ANSWERS) == (303, LIST)
    template = db.session.query(DutyTemplate).one()
    listed = read(browser, LIST)
    assert "Patrol (4)" in listed
    assert "18:00 to 23:00" in listed
    sent = filled(read(browser, f"/staff/duties/new/special-constabulary?template={template.id}"))
    assert (sent["title"], sent["starts"], sent["giving"], sent["post_1_needs"]) == (
        "Evening patrol", "18:00", "request", "first_aid",
    )  # fmt: skip
    assert sent["day"] == ["", "", ""]


def test_a_duty_is_kept_as_a_template(browser):
    duty = a_duty(title="Market day", posts=[a_post("Stall", places=3)])
    address = f"/staff/duties/{duty.id}/template"
    sent = filled(read(browser, address))
    assert sent["name"] == "Market day"
    assert browser.post(address, data=sent).location == LIST
    kept = db.session.query(DutyTemplate).one()
    assert (kept.particulars["post_1_name"], kept.particulars["starts"]) == ("Stall", "18:00")
    assert not any(name.startswith("post_1_id") or name == "csrf_token" for name in kept.particulars)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter a name for the template."),
        ({"minimum_to_run": "9"}, "The duty cannot run with fewer than 9 people, but its posts have only 4 in all."),
        ({"post_1_places": "0"}, "The number of places must be between 1 and 500."),
        ({"post_1_name": "", "post_1_places": "", "post_1_needs": []}, "Enter a name for the post."),
        ({"must_accept": "y"}, "Write the briefing or the risk assessment that has to be read."),
        ({"starts": "25:00"}, "Enter a time, like 6:30pm or 18:30."),
    ],
)
def test_a_template_with_impossible_posts_comes_back_as_it_was_typed(browser, changes, words):
    status, shown = send(browser, NEW, **{**ANSWERS, **changes})
    assert (status, words in shown) == (200, True), shown
    assert 'value="Evening patrol"' in shown
    assert db.session.query(DutyTemplate).count() == 0


def test_a_name_stands_for_one_template_until_it_is_retired(browser):
    send(browser, NEW, **ANSWERS)
    assert "There is already a template of this name." in send(browser, NEW, **ANSWERS)[1]
    first = db.session.query(DutyTemplate).one()
    assert browser.post(f"{LIST}/{first.id}/retire", data=sent_form(read(browser, LIST))).location == LIST
    assert "no longer offered" in read(browser, LIST)
    assert send(browser, NEW, **ANSWERS) == (303, LIST)
    assert browser.get(f"{LIST}/{first.id}/edit").status_code == 404
    assert browser.get(f"/staff/duties/new/special-constabulary?template={first.id}").status_code == 404


def test_a_template_changed_by_someone_else_meanwhile_is_told(browser):
    send(browser, NEW, **ANSWERS)
    template = db.session.query(DutyTemplate).one()
    address = f"{LIST}/{template.id}/edit"
    mine, theirs = (filled(read(browser, address)) for _ in range(2))
    assert browser.post(address, data={**theirs, "post_1_places": "5"}).location == LIST
    answered = browser.post(address, data={**mine, "title": "Mine"})
    assert (answered.status_code, 'value="Mine"' in answered.get_data(as_text=True)) == (409, True)
    db.session.refresh(template)
    assert (template.version, template.particulars["post_1_places"]) == (2, 5)
    again = filled(answered.get_data(as_text=True))
    assert browser.post(address, data=again).status_code == 303


def test_a_template_of_another_area_is_not_found(browser, client):
    send(browser, NEW, **ANSWERS)
    number = db.session.query(DutyTemplate).one().id
    elsewhere = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "bristol")]))
    assert elsewhere.get(f"{LIST}/{number}/edit").status_code == 404
    read(elsewhere, LIST)  # what was said to the one before
    assert "Friday evening" not in read(elsewhere, LIST)
