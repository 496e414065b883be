"""The pages of those who plan and lead duties: list, one duty, adding and removing people, publishing, cancelling."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.jobs import compose
from volunteers.notifications.models import Message
from volunteers.people.rules import Holding
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def send(browser: FlaskClient, address: str, shown_at: str | None = None, **answers: object) -> tuple[int, str]:
    """Fill in the form of a page and send it: the status, and where it leads or the page it gives."""
    sent = sent_form(page(browser, shown_at or address), **answers)
    response = browser.post(address, data=sent)
    return response.status_code, response.location or response.get_data(as_text=True)


def a_special(last_name: str = "Hughes", **more: object):
    return a_volunteer(grade="qualified", last_name=last_name, **more)


def test_the_list_shows_cover_and_marks_what_is_below_minimum(browser):
    a_sign_up(a_duty(title="Carnival", posts=[a_post(places=3)]), a_special())
    a_duty(title="Nobody yet")
    a_duty(title="A draft", state=DutyState.DRAFT)
    shown = page(browser, "/staff/duties")
    for words in ("Carnival", "1 of 3", "Places free", "Nobody yet", "0 of 2", "Below minimum", "Draft"):
        assert words in shown


def test_the_list_holds_the_viewers_scope_and_is_narrowed_by_filters(browser, client):
    a_duty(title="In Bristol", area="bristol")
    a_duty(title="Cadet night", strand="cadets")
    a_duty(title="Over", starts_at=clock.now() - timedelta(days=1))
    a_duty(title="Under way", starts_at=clock.now() - timedelta(hours=1))
    own = page(browser, "/staff/duties")
    assert "Under way" in own
    assert not any(title in own for title in ("In Bristol", "Cadet night", "Over</a>"))
    assert "Over</a>" in page(browser, "/staff/duties?when=past")
    everywhere = signed_in(client, an_account(Role.COORDINATOR))
    assert "Cadet night" in page(everywhere, "/staff/duties?strand=cadets")
    assert "Cadet night" not in page(everywhere, "/staff/duties?area=bristol")


@pytest.mark.parametrize("when", ["", "past"])
def test_the_list_goes_on_page_by_page_in_either_direction(browser, when):
    sign = -1 if when else 1
    for number in range(51):
        a_duty(title=f"Patrol {number:02}", on=clock.today() + sign * timedelta(days=2 + number))
    first = page(browser, f"/staff/duties?when={when}")
    last = db.session.query(Duty).filter_by(title="Patrol 49").one()
    assert ("Patrol 49" in first, "Patrol 50" in first) == (True, False)
    second = page(browser, f"/staff/duties?when={when}&after={last.id}")
    assert ("Patrol 49" in second, "Patrol 50" in second) == (False, True)


def test_one_duty_shows_who_is_on_and_who_is_not_any_more(browser):
    duty = a_duty(briefing="Bring a torch.", posts=[a_post(places=3, needs=["first_aid"], grades=["qualified"])])
    a_sign_up(duty, a_special("Nakamura"))
    gone = a_sign_up(duty, a_special("Okafor"), state=SignUpState.WITHDRAWN)
    gone.reason, gone.withdrawn_at = "Unwell", clock.now()
    db.session.flush()
    shown = page(browser, f"/staff/duties/{duty.id}")
    for words in ("Alex Nakamura", "Alex Okafor", "Unwell", "Qualified Special Constable; First aid", "1 of 3 places"):
        assert words in shown


def test_a_volunteer_is_found_by_name_judged_and_added(browser):
    duty = a_duty(posts=[a_post(needs=["first_aid"])])
    helper = a_special("Nakamura", qualifications=[Holding("first_aid", clock.today(), None)])
    a_special("Nakajima")
    a_special("Nakagawa", area="bristol")
    address = f"/staff/duties/{duty.id}/posts/{duty.posts[0].id}/add"
    shown = page(browser, f"{address}?search=naka")
    assert "Alex Nakagawa" not in shown
    assert "There is no first aid qualification on their record" in shown
    assert shown.index("Alex Nakamura") < shown.index("Alex Nakajima")
    status, location = send(browser, address, f"{address}?search=naka", volunteer_id=helper.id)
    assert (status, location) == (303, f"/staff/duties/{duty.id}")
    assert db.session.query(SignUp).one().volunteer_id == helper.id
    assert "Nobody of that name" in page(browser, f"{address}?search=zzz")


def test_a_refusal_met_when_adding_is_a_page_with_the_reason(browser):
    duty = a_duty(posts=[a_post(needs=["first_aid"])])
    someone = a_special("Nakajima")
    address = f"/staff/duties/{duty.id}/posts/{duty.posts[0].id}/add"
    status, shown = send(browser, address, f"{address}?search=naka", volunteer_id=someone.id)
    assert (status, "There is no first aid qualification on their record" in shown) == (409, True)
    assert db.session.query(SignUp).count() == 0


def test_someone_is_taken_off_and_told_why(browser):
    duty = a_duty()
    place = a_sign_up(duty, a_special())
    address = f"/staff/duties/{duty.id}/people/{place.id}/remove"
    assert "Say why" in send(browser, address, reason="")[1]
    assert send(browser, address, reason="Needed elsewhere") == (303, f"/staff/duties/{duty.id}")
    page(browser, address, 404)
    told = db.session.scalars(select(Message).where(Message.kind == "withdrawn_from_duty")).one()
    assert "Why: Needed elsewhere\n\nIf you did not expect this" in compose(told).body


def test_a_day_pressed_in_the_calendar_stands_in_the_form_of_a_new_duty(browser):
    shown = page(browser, "/staff/duties/new/special-constabulary?day=2031-05-07")
    assert [f'value="{part}"' in shown for part in ("07", "05", "2031")] == [True] * 3
    page(browser, "/staff/duties/new/special-constabulary?day=yesterday")


def test_a_draft_is_published_and_a_second_press_is_told(browser):
    duty = a_duty(state=DutyState.DRAFT)
    here, press = f"/staff/duties/{duty.id}", f"/staff/duties/{duty.id}/publish"
    sent = sent_form(page(browser, here))
    assert browser.post(press, data=sent).location == here
    again = browser.post(press, data=sent)
    assert (again.status_code, "not a draft any more" in again.get_data(as_text=True)) == (409, True)
    assert "Nothing you typed is lost" in browser.post(press, data={}).get_data(as_text=True)


def test_a_duty_is_cancelled_with_a_reason(browser):
    duty = a_duty()
    a_sign_up(duty, a_special())
    address = f"/staff/duties/{duty.id}/cancel"
    assert "1 person on it will be told" in page(browser, address)
    assert send(browser, address, reason="Storm") == (303, f"/staff/duties/{duty.id}")
    assert send(browser, address, reason="Storm")[0] == 409
    assert "Cancelled" in page(browser, f"/staff/duties/{duty.id}")


def addresses_of(duty: Duty, place: SignUp) -> list[str]:
    here = f"/staff/duties/{duty.id}"
    return [
        here, f"{here}/cancel", f"{here}/attendance", f"{here}/posts/{duty.posts[0].id}/add?search=a",
        f"{here}/people/{place.id}/remove",
    ]  # fmt: skip


def test_a_duty_of_another_area_is_not_found_on_any_page(browser):
    duty = a_duty(area="bristol")
    for address in addresses_of(duty, a_sign_up(duty, a_special())):
        page(browser, address, 404)


@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.VOLUNTEER, Role.VETTING_OFFICER, Role.ADMINISTRATOR])
def test_who_has_no_business_with_duties_is_refused(client, session, role):
    browser = signed_in(client, an_account(role))
    duty = a_duty()
    for address in ["/staff/duties", "/staff/duties/new", *addresses_of(duty, a_sign_up(duty, a_special()))]:
        page(browser, address, 403)


def test_a_post_or_a_place_of_another_duty_is_not_found(browser):
    duty, other = a_duty(), a_duty(title="Another")
    place = a_sign_up(other, a_special())
    page(browser, f"/staff/duties/{duty.id}/posts/{other.posts[0].id}/add", 404)
    page(browser, f"/staff/duties/{duty.id}/people/{place.id}/remove", 404)


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    duty = a_duty(posts=[a_post(places=40)])
    places = [a_sign_up(duty, a_special())]
    addresses = ["/staff/duties", *addresses_of(duty, places[0])]

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with counted_sql(app) as sql:
                page(browser, address)
            counts.append(sql.count)
            assert sql.count <= 12, str(sql)  # two of them what areas and qualifications are called, two availability
        return counts

    small = asked()
    for number in range(20):
        place = a_sign_up(duty, a_special(f"Another{number}"))
        an_attendance(place, on=clock.now() - timedelta(hours=1), minutes=None)
        a_duty(on=clock.today() + timedelta(days=number + 8), posts=[a_post(), a_post("Second")])
    assert asked() == small
