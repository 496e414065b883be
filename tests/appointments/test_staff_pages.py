"""The pages of those who run sessions, as a browser without JavaScript sees them."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.appointments.builders import BRISTOL, a_booking, a_session, an_invitation, at
from tests.onboarding.builders import a_case, a_check
from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.appointments.models import (
    Booking,
    BookingState,
    Invitation,
    InvitationState,
    Session,
    SessionKind,
    SessionState,
)
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.onboarding.models import Check
from volunteers.permissions import Grant, Role


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A coordinator of the Specials of Bristol."""
    return signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, BRISTOL)]))


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def send(browser: FlaskClient, to: str, shown_at: str | None = None, **answers: object) -> tuple[int, str]:
    """Fill in the form of a page and send it: the status, and where it leads or the page it gives."""
    sent = sent_form(page(browser, shown_at or to), **answers)
    response = browser.post(to, data=sent)
    return response.status_code, response.location or response.get_data(as_text=True)


def filled(**more: object) -> dict[str, object]:
    day = at(7).date()
    return {
        "purpose": "interview:interview", "title": "", "area": BRISTOL, "unit_id": "", "place": "Bridewell, room 4",
        "address": "", "day": [day.day, day.month, day.year], "starts": "6pm", "ends": "6:45pm", "capacity": "2",
        "cut_off_hours": "", "count": "", "gap": "", "notes": "", **more,
    }  # fmt: skip


def test_the_list_is_by_day_within_scope_and_narrowed(browser):
    a_booking(a_session(title="Panel one", capacity=1), a_case("interview"))
    a_session(kind=SessionKind.FITNESS, title="Shuttle run", days=8, capacity=12)
    a_session(title="Elsewhere", area="somerset")
    a_session(title="Cadet evening", strand="cadets", kind=SessionKind.ORIENTATION)
    a_booking(a_session(title="Last week", days=-6), a_case("interview"))
    shown = page(browser, "/staff/appointments")
    for words in ("Panel one", "1 of 1 taken", "Full", "Shuttle run", "12 free", "1 session is over"):
        assert words in shown
    assert not any(words in shown for words in ("Elsewhere", "Cadet evening", "Last week"))
    assert shown.index("Panel one") < shown.index("Shuttle run")
    assert "Panel one" not in page(browser, "/staff/appointments?kind=fitness")
    assert "Mark who came" in page(browser, "/staff/appointments?when=past&kind=nonsense")


@pytest.mark.parametrize("when", ["", "past"])
def test_the_list_goes_on_page_by_page(browser, when):
    for number in range(61):
        a_session(title=f"Session {number:02}", days=(-1 if when else 1) * (2 + number))
    first = page(browser, f"/staff/appointments?when={when}")
    assert "Session 59" in first
    assert "Session 60" not in first
    last = db.session.scalar(select(Session.id).where(Session.title == "Session 59"))
    assert "Session 60" in page(browser, f"/staff/appointments?when={when}&after={last}")


def test_the_statements_of_the_list_do_not_grow_with_its_rows(browser, app: Flask):
    a_session()
    with counted_sql(app) as few:
        page(browser, "/staff/appointments")
    for number in range(5):
        a_booking(a_session(days=9 + number), a_case("interview"))
    with counted_sql(app) as many:
        page(browser, "/staff/appointments")
    assert many.count <= few.count, many


def test_making_a_session_leads_to_it_and_what_is_left_out_is_filled_in(browser):
    status, where = send(browser, "/staff/appointments/new/special-constabulary", **filled())
    made = db.session.scalars(select(Session)).one()
    assert (status, where) == (303, f"/staff/appointments/{made.id}")
    assert (made.title, made.check_code, made.cut_off_hours, made.starts_at) == ("Interview", "interview", 24, at(7))
    shown = page(browser, where)
    assert "Nobody has a place yet" in shown
    assert "The session is made" in shown


def test_six_slots_are_made_at_once_and_the_form_sent_twice_makes_them_once(browser):
    address = "/staff/appointments/new/special-constabulary"
    sent = sent_form(page(browser, address), **filled(count="6", gap="15"))
    assert {browser.post(address, data=sent).status_code for _ in range(2)} == {303}
    assert db.session.scalar(select(func.count()).select_from(Session)) == 6


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"purpose": ""}, "Choose what it is for."),
        ({"place": ""}, "Enter where it is, or choose a unit."),
        ({"capacity": "0"}, "between 1 and 500"),
        ({"capacity": "many"}, "between 1 and 500"),
        ({"starts": "half past"}, "Enter a time"),
        ({"day": [31, 4, 2027]}, "must be a real date"),
        ({"day": [1, 1, 2020]}, "must start in the future"),
        ({"count": "25"}, "Make between 1 and 24 at once."),
        # The clocks go forward on 28 March 2027 at 1am, and back on 31 October 2027 at 2am.
        ({"day": [28, 3, 2027], "starts": "1:30am", "ends": "3am"}, "There is no 1:30am on 28 March 2027"),
        ({"day": [31, 10, 2027], "starts": "1:30am", "ends": "5am"}, "comes twice on 31 October 2027"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(browser, wrong, words):
    address = "/staff/appointments/new/special-constabulary"
    status, shown = send(browser, address, **filled(notes="Bring trainers", **wrong))
    assert (status, words in shown, "Bring trainers" in shown) == (200, True, True)
    assert db.session.scalars(select(Session)).all() == []


def test_a_repeated_hour_is_taken_when_it_is_said_which(browser):
    send(
        browser, "/staff/appointments/new/special-constabulary",
        **filled(day=[31, 10, 2027], starts="1:30am GMT", ends="5am"),
    )  # fmt: skip
    assert db.session.scalars(select(Session.starts_at)).one().isoformat().startswith("2027-10-31T01:30")


def test_a_strand_out_of_scope_has_no_page_and_one_alone_is_not_asked(browser):
    page(browser, "/staff/appointments/new/cadets", 404)
    assert browser.get("/staff/appointments/new").location == "/staff/appointments/new/special-constabulary"


def test_many_are_invited_from_the_page_of_a_session(browser):
    session, other = a_session(), a_session(days=8)
    people = [a_case("interview", last_name=name) for name in ("Ames", "Bell", "Cole")]
    a_booking(other, people[2])
    address = f"/staff/appointments/{session.id}/invite"
    shown = page(browser, address)
    assert "1 person is left out, and why" in shown
    day = at(5).date()
    answers = {
        "chosen": [str(each.id) for each in people[:2]], "sessions": [str(session.id), str(other.id)],
        "reply_by": [day.day, day.month, day.year],
    }  # fmt: skip
    sent = sent_form(shown, **answers)
    assert {browser.post(address, data=sent).status_code for _ in range(2)} == {303}
    assert len(db.session.scalars(select(Invitation)).all()) == 2
    assert len(db.session.scalars(select(Message).where(Message.kind == "appointment_invited")).all()) == 2
    shown = page(browser, f"/staff/appointments/{session.id}")
    assert "2 people are invited" in shown
    assert "Invited, not chosen yet" in shown


def test_an_invitation_to_nobody_or_too_late_is_refused_and_the_ticks_stay(browser):
    session, person = a_session(), a_case("interview")
    address = f"/staff/appointments/{session.id}/invite"
    day = at(30).date()
    late = {"sessions": [str(session.id)], "reply_by": [day.day, day.month, day.year]}
    assert "Choose at least one person." in send(browser, address, **late)[1]
    status, shown = send(browser, address, chosen=[str(person.id)], **late)
    assert (status, "cannot be after the last of these sessions" in shown) == (200, True)
    assert f'value="{person.id}" checked' in shown


def test_an_intake_is_filled_by_order_of_readiness(browser):
    session = a_session(kind=SessionKind.COURSE, title="January intake", capacity=1)
    ready, second = a_case("intake", last_name="Ready"), a_case("intake", last_name="Second", days_between=2)
    lacks = a_case("pre_employment_checks", last_name="Lacks")
    address = f"/staff/appointments/{session.id}/fill"
    shown = page(browser, address)
    assert f'value="{ready.id}" checked' in shown
    assert f'value="{second.id}" checked' not in shown
    assert "Still missing: References" in shown
    status, where = send(browser, address, chosen=[str(ready.id)])
    assert (status, where) == (303, f"/staff/appointments/{session.id}")
    assert db.session.scalars(select(Booking.application_id)).all() == [ready.id]
    status, shown = send(browser, address, chosen=[str(lacks.id)])
    assert (status, "Every place in this session is taken" in shown) == (200, True)


def test_a_session_is_changed_and_a_stale_page_says_so(browser):
    session = a_session()
    a_booking(session, a_case("interview"))
    address = f"/staff/appointments/{session.id}/change"
    sent = sent_form(page(browser, address), **filled(place="Almondsbury", capacity="3"))
    sent.pop("purpose")
    assert browser.post(address, data=sent).status_code == 303
    db.session.refresh(session)
    assert (session.place, session.capacity, session.title) == ("Almondsbury", 3, "Panel interview")
    stale = {**sent, "place": "Keynsham", "revision": "1"}
    response = browser.post(address, data=stale)
    assert (response.status_code, "Keynsham" in response.get_data(as_text=True)) == (409, True)
    assert "Someone else changed this session" in response.get_data(as_text=True)


def test_a_session_is_cancelled_with_a_reason(browser):
    session = a_session()
    a_booking(session, a_case("interview"))
    address = f"/staff/appointments/{session.id}/cancel"
    assert "Say why" in send(browser, address, reason="")[1]
    assert send(browser, address, reason="Panel ill")[0] == 303
    shown = page(browser, f"/staff/appointments/{session.id}")
    assert "This session was cancelled: Panel ill" in shown
    assert "Invite people" not in shown
    assert send(browser, address, reason="Again")[0] == 409


def test_someone_is_taken_off_and_who_waits_is_given_a_place_by_hand(browser):
    session = a_session(capacity=1, starts_at=clock.now() + timedelta(hours=5))
    booking = a_booking(session, a_case("interview", last_name="Ames"))
    waiting = a_case("interview", last_name="Bell")
    a_booking(session, waiting, BookingState.WAITING)
    here = f"/staff/appointments/{session.id}"
    assert send(browser, f"{here}/remove/{booking.id}", reason="Rang in ill")[0] == 303
    shown = page(browser, here)
    assert "free places are not given by themselves any more" in shown
    assert send(browser, f"{here}/give/{waiting.id}", here)[0] == 303
    assert db.session.scalars(select(Booking.state).where(Booking.application_id == waiting.id)).one() == "booked"
    page(browser, f"{here}/remove/{booking.id}", 404)


def test_the_page_of_an_application_shows_appointments_and_leads_to_booking(browser):
    full, free = a_session(capacity=1), a_session(days=9)
    a_booking(full, a_case("interview"))
    person = a_case("interview")
    case = f"/staff/applications/{person.reference}"
    assert "Book an appointment" in page(browser, case)
    address = f"/staff/appointments/for/{person.reference}"
    assert "full: puts them on the waiting list" in page(browser, address)
    assert send(browser, address, session=str(full.id)) == (303, case)
    assert "On the waiting list" in page(browser, case)
    assert send(browser, address, session=str(free.id)) == (303, case)
    shown = page(browser, case)
    assert "Booked" in shown
    db.session.refresh(free)
    assert free.taken == 1
    assert "They already have a place in this session" in page(browser, address)


def test_everyone_came_and_one_result_that_cannot_be_keeps_what_was_typed(browser):
    session = a_session(kind=SessionKind.FITNESS, days=-1, capacity=3)
    fine, stale = a_case("pre_employment_checks", last_name="Fine"), a_case("pre_employment_checks", last_name="Stale")
    first, second = a_booking(session, fine), a_booking(session, stale)
    address = f"/staff/appointments/{session.id}/attendance"
    sent = sent_form(page(browser, address), **{f"result_{first.id}": "passed", f"result_{second.id}": "failed"})
    a_check(stale, "fitness", result_on=clock.today() - timedelta(days=40))
    response = browser.post(address, data={**sent, "everyone": "yes"})
    shown = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "Someone else recorded this check" in shown
    assert f'name="result_{second.id}" type="radio" value="failed" checked' in shown
    assert f'name="result_{first.id}"' not in shown
    again = sent_form(shown, **{f"came_{second.id}": "came", f"result_{second.id}": "failed"})
    assert browser.post(address, data=again).status_code == 303
    states = dict(db.session.execute(select(Check.application_id, Check.state).where(Check.code == "fitness")).all())
    assert states == {fine.id: "passed", stale.id: "failed"}
    db.session.refresh(session)
    assert session.state is SessionState.HELD


def test_a_person_can_be_left_open_and_a_session_to_come_is_not_marked(browser):
    session = a_session(days=-1, capacity=2)
    first, second = (a_booking(session, a_case("interview", last_name=name)) for name in ("Ames", "Bell"))
    address = f"/staff/appointments/{session.id}/attendance"
    assert send(browser, address, **{f"came_{first.id}": "missed"})[0] == 303
    db.session.refresh(second)
    assert second.state is BookingState.BOOKED
    assert "Mark who came" in page(browser, f"/staff/appointments/{session.id}")
    ahead = a_session()
    a_booking(ahead, a_case("interview"))
    assert send(browser, f"/staff/appointments/{ahead.id}/attendance")[0] == 409


def test_who_runs_a_session_sees_who_comes_from_elsewhere_but_not_their_application(browser):
    session = a_session()
    away = a_case("interview", area="somerset", last_name="Elsewhere")
    a_booking(session, away)
    an_invitation(a_case("interview", area="somerset", last_name="Unseen"), [session])
    shown = page(browser, f"/staff/appointments/{session.id}")
    assert "Elsewhere" in shown
    assert f"/staff/applications/{away.reference}" not in shown
    assert "Unseen" not in shown


def test_a_session_out_of_scope_is_not_found(browser):
    session = a_session(area="somerset")
    for act in ("", "/invite", "/fill", "/change", "/cancel", "/attendance"):
        page(browser, f"/staff/appointments/{session.id}{act}", 404)
    assert db.session.scalar(select(func.count()).where(Invitation.state == InvitationState.OPEN)) == 0
