"""The volunteer's pages: duties they can do, one duty, signing up, giving up, their own duties."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS_CLEARANCES, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.unit_of_work import unit_of_work


@pytest.fixture
def special(session: object) -> Volunteer:
    return a_volunteer(grade="qualified")


@pytest.fixture
def browser(client: FlaskClient, special: Volunteer) -> FlaskClient:
    return signed_in(client, special.account)


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def sign_up(browser: FlaskClient, duty: Duty, **answers: object) -> tuple[int, str]:
    shown = page(browser, f"/duties/{duty.id}")
    sent = sent_form(shown, post_id=duty.posts[0].id, **answers)
    response = browser.post(f"/duties/{duty.id}/sign-up", data=sent)
    return response.status_code, response.get_data(as_text=True)


def test_the_list_shows_what_they_can_do_and_the_rest_on_request(browser, special):
    a_duty(title="Carnival")
    a_duty(title="Drivers only", posts=[a_post(needs=["response_driver"])])
    a_duty(title="A draft", state=DutyState.DRAFT)
    a_duty(title="Cadet night", strand="cadets")
    a_duty(title="Yesterday", starts_at=clock.now() - timedelta(days=1))
    shown = page(browser, "/duties")
    assert "Carnival" in shown
    assert "1 other duty in this list you cannot do" in shown
    for other in ("Drivers only", "A draft", "Cadet night", "Yesterday"):
        assert other not in shown
    everything = page(browser, "/duties?all=1")
    assert "There is no response driver qualification on your record" in everything


def test_the_list_can_be_narrowed_to_an_area_and_marks_what_they_are_on(browser, special):
    a_sign_up(a_duty(title="Carnival"), special)
    a_duty(title="Bristol match", area="bristol", on=clock.today() + timedelta(days=20))
    assert "You are on this" in page(browser, "/duties")
    narrowed = page(browser, "/duties?area=bristol")
    assert "Bristol match" in narrowed
    assert "Carnival" not in narrowed
    assert "Carnival" in page(browser, "/duties?area=nowhere")


def test_the_list_goes_on_page_by_page(browser):
    for number in range(101):
        a_duty(title=f"Patrol {number:03}", on=clock.today() + timedelta(days=2 + number))
    first = page(browser, "/duties")
    assert "Patrol 099" in first
    assert "Patrol 100" not in first
    last = db.session.query(Duty).filter_by(title="Patrol 099").one()
    second = page(browser, f"/duties?after={last.id}")
    assert "Patrol 100" in second
    assert "Later duties" not in second


def test_a_place_is_taken_once_however_often_the_form_is_sent(browser, special):
    duty = a_duty(briefing="Bring a torch.")
    shown = page(browser, f"/duties/{duty.id}")
    assert "Bring a torch." in shown
    sent = sent_form(shown, post_id=duty.posts[0].id)
    for _ in range(2):
        response = browser.post(f"/duties/{duty.id}/sign-up", data=sent)
        assert (response.status_code, response.location) == (303, f"/duties/{duty.id}")
    assert db.session.query(SignUp).count() == 1
    assert "You are on this duty as Patrol" in page(browser, f"/duties/{duty.id}")


def test_a_medical_that_lapses_before_the_duty_refuses_with_its_name_and_date(client, session):
    until = clock.today() + timedelta(days=3)
    held = [Holding(code, date(2020, 1, 1), until if code == "medical" else None) for code in SPECIALS_CLEARANCES]
    browser = signed_in(client, a_volunteer(grade="qualified", clearances=held).account)
    duty = a_duty()
    words = f"Your medical lapses on {until.day} {until:%B %Y}, before this duty. The force medical officer can renew"
    shown = page(browser, f"/duties/{duty.id}")
    assert words in shown
    assert "Sign up" not in shown
    assert words in page(browser, "/duties?all=1")
    status, refused = sign_up(browser, duty)
    assert (status, words in refused) == (409, True)
    assert db.session.query(SignUp).count() == 0


def test_who_comes_too_late_is_told_that_the_place_has_just_gone(browser):
    duty = a_duty(posts=[a_post(places=1)])
    shown = page(browser, f"/duties/{duty.id}")
    a_sign_up(duty, a_volunteer(grade="qualified"))
    response = browser.post(f"/duties/{duty.id}/sign-up", data=sent_form(shown, post_id=duty.posts[0].id))
    assert response.status_code == 409
    assert '<h1 class="govuk-heading-l">That place has just gone</h1>' in response.get_data(as_text=True)


def test_a_form_without_its_token_comes_back_and_takes_no_place(browser):
    duty = a_duty()
    status, shown = sign_up(browser, duty, csrf_token="aged")
    assert (status, "Nothing you typed is lost" in shown) == (200, True)
    assert db.session.query(SignUp).count() == 0


def test_a_place_is_given_up_with_a_reason(browser, special):
    duty = a_duty()
    a_sign_up(duty, special)
    address = f"/duties/{duty.id}/give-up"
    empty = browser.post(address, data=sent_form(page(browser, address), reason=""))
    assert "Say why, in a few words." in empty.get_data(as_text=True)
    response = browser.post(address, data=sent_form(page(browser, address), reason="Unwell"))
    assert response.location == f"/duties/{duty.id}"
    assert db.session.query(SignUp).one().state is SignUpState.WITHDRAWN
    assert browser.get(address).location == f"/duties/{duty.id}"


def test_my_duties_lists_what_comes_what_was_and_the_hours_of_the_month(browser, special):
    a_sign_up(a_duty(title="Carnival"), special)
    over = a_duty(title="Last patrol", starts_at=clock.now() - timedelta(hours=2), hours=1)
    an_attendance(a_sign_up(over, special), minutes=60)
    begun = a_duty(title="Not recorded", starts_at=clock.now() - timedelta(hours=9), hours=1)
    a_sign_up(begun, special)
    shown = page(browser, "/my-duties")
    for words in ("Carnival", "Last patrol", "1 hour", "Not recorded yet", "15 hours to go of 16"):
        assert words in shown


@pytest.mark.parametrize("address", ["/{draft}", "/{cadets}", "/0", "/99999999999", "/{draft}/give-up"])
def test_what_is_not_theirs_is_not_found(browser, address):
    draft, cadets = a_duty(state=DutyState.DRAFT), a_duty(strand="cadets")
    page(browser, "/duties" + address.format(draft=draft.id, cadets=cadets.id), 404)


@pytest.mark.parametrize("address", ["/duties?after=99999999999", "/duties?after=-1", "/duties?after=x&area=%00"])
def test_an_address_that_was_tampered_with_is_no_failure(browser, address):
    page(browser, address)


@pytest.mark.parametrize("post_id", ["", "x", "99999999999", "0"])
def test_a_post_that_is_none_takes_no_place(browser, post_id):
    duty = a_duty()
    sent = {**sent_form(page(browser, f"/duties/{duty.id}")), "post_id": post_id}
    assert "Choose a post." in browser.post(f"/duties/{duty.id}/sign-up", data=sent).get_data(as_text=True)
    assert db.session.query(SignUp).count() == 0


def test_a_cancelled_duty_says_so_and_offers_no_place(browser):
    shown = page(browser, f"/duties/{a_duty(state=DutyState.CANCELLED).id}")
    assert "This duty has been cancelled." in shown
    assert "Sign up" not in shown


@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.SUPERVISOR, Role.APPLICANT])
def test_only_volunteers_book_duties(client, session, role):
    browser = signed_in(client, an_account(role))
    duty = a_duty()
    for address in ("/duties", f"/duties/{duty.id}", "/my-duties"):
        page(browser, address, 403)
    assert browser.post(f"/duties/{duty.id}/sign-up").status_code == 403


def test_a_stranger_is_asked_to_sign_in(client, session):
    assert client.get("/duties").location == "/sign-in?next=/duties"


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser, special):
    def asked(address: str) -> int:
        with counted_sql(app) as sql:
            page(browser, address)
        assert sql.count <= 23, str(sql)  # each room asks one or two for its card
        return sql.count

    def everything() -> list[int]:
        return [asked(address) for address in ("/duties?all=1", f"/duties/{duty.id}", "/my-duties")]

    duty = a_duty(posts=[a_post(), a_post("Driver", needs=["response_driver"])])
    a_sign_up(a_duty(on=clock.today() + timedelta(days=9)), special)  # a page that names no area does not ask for them
    small = everything()
    for number in range(60):
        another = a_duty(on=clock.today() + timedelta(days=10 + number), posts=[a_post(places=30), a_post("Second")])
        if number % 3 == 0:
            a_sign_up(another, special)
    for number in range(12):
        a_sign_up(duty if number < 2 else another, a_volunteer(grade="qualified"))
    assert everything() == small


def test_signing_up_asks_the_database_at_most_sixteen_times(app: Flask, browser):
    duty = a_duty()
    sent = sent_form(page(browser, f"/duties/{duty.id}"), post_id=duty.posts[0].id)
    address = f"/duties/{duty.id}/sign-up"
    with unit_of_work():
        pass  # what making the people left to be sealed
    with counted_sql(app) as sql:
        assert browser.post(address, data=sent).status_code == 303
    assert sql.count <= 16, str(sql)
