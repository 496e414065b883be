"""Calendars: one appointment as a file, all of them by a secret link, and what the link never tells or opens."""

import re
from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from tests.appointments.builders import a_booking, a_plan, a_session, an_invitation, at
from tests.onboarding.builders import a_case, a_coordinator
from tests.pages import sent_form
from tests.people.builders import as_viewer, signed_in
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments import service
from volunteers.appointments.models import BookingState
from volunteers.extensions import db
from volunteers.people.models import CalendarLink

LINK = re.compile(r"http://localhost(/calendar/[\w-]+\.ics)")


@pytest.fixture
def ada(session: object) -> Application:
    return a_case("interview", area="bristol")


@pytest.fixture
def browser(client: FlaskClient, ada: Application) -> FlaskClient:
    return signed_in(client, ada.account)


def make_link(browser: FlaskClient) -> str:
    sent = sent_form(browser.get("/my-calendar").get_data(as_text=True))
    answer = browser.post("/my-calendar", data=sent)
    found = LINK.search(answer.get_data(as_text=True))
    assert found is not None
    return found[1]


def events(browser: FlaskClient, address: str) -> list[Event]:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    return Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")


def london(written: str) -> datetime:
    return clock.from_london(datetime.fromisoformat(written))


def anyone(browser: FlaskClient) -> FlaskClient:
    """A calendar program: it is nobody, and holds no cookie."""
    return browser.application.test_client()


def test_one_appointment_is_a_file_with_the_way_there_and_what_to_bring(browser, ada):
    booking = a_booking(a_session(), ada)
    address = f"/my-applications/{ada.reference}/appointments/{booking.id}"
    answer = browser.get(f"{address}/calendar.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    (event,) = events(browser, f"{address}/calendar.ics")
    assert event["LOCATION"] == "Bridewell police station, Bridewell Street, Bristol"
    assert event["DESCRIPTION"] == "Bring photo identification."
    assert event["URL"] == f"http://localhost{address}"


def test_the_feed_says_what_when_and_where_by_name_and_nothing_of_anyone_else(browser, ada):
    held = a_session(title="Interview with Sgt Doe", notes="Ask for Sgt Doe")
    a_booking(held, ada)
    a_booking(held, a_case("interview", first_name="Grace", last_name="Hopper"))
    a_booking(a_session(days=12), a_case("interview"))
    link = make_link(browser)
    (event,) = events(anyone(browser), link)
    assert event["SUMMARY"] == "Interview: Special Constabulary"
    assert event["LOCATION"] == "Bridewell police station"
    assert event["DTSTART"].dt == held.starts_at
    text = anyone(browser).get(link).get_data(as_text=True)
    for hidden in ("Doe", "Hopper", "Lovelace", "Bridewell Street", ada.reference, ada.account.email):
        assert hidden not in text


def test_a_turn_on_a_waiting_list_is_not_in_the_calendar_until_it_is_a_place(browser, ada):
    full = a_session(capacity=1)
    holder = a_booking(full, a_case("interview"))
    a_booking(full, ada, BookingState.WAITING)
    link = make_link(browser)
    assert events(anyone(browser), link) == []
    service.cancel_booking(holder.id, reason="Ill", by=a_coordinator())
    assert len(events(anyone(browser), link)) == 1


def test_every_change_keeps_the_name_and_raises_the_number(browser, ada):
    """Programs take an entry of the same name with a higher number for the newer one (RFC 5545, 3.8.7.4)."""
    first, second = a_session(days=7), a_session(days=9)
    an_invitation(ada, [first, second])
    booking, by = a_booking(first, ada), as_viewer(ada.account)
    link, seen = make_link(browser), []

    def look() -> Event:
        (event,) = events(anyone(browser), link)
        seen.append((str(event["UID"]), int(event["SEQUENCE"])))
        return event

    look()
    plan = a_plan(starts_at=first.starts_at + timedelta(hours=1))
    service.change_session(first.id, plan, seen_revision=first.revision, by=a_coordinator())
    assert look()["DTSTART"].dt == plan.starts_at
    moved = service.move_booking(booking.id, second.id, by=by)
    assert look()["DTSTART"].dt == second.starts_at
    service.cancel_booking(moved.id, reason="", by=by)
    assert look()["STATUS"] == "CANCELLED"
    names, numbers = zip(*seen, strict=True)
    assert len(set(names)) == 1
    assert list(numbers) == sorted(set(numbers))


def test_a_session_that_was_called_off_is_cancelled_in_the_calendar(browser, ada):
    held = a_session()
    a_booking(held, ada)
    link = make_link(browser)
    service.cancel_session(held.id, reason="The panel is ill", by=a_coordinator())
    (event,) = events(anyone(browser), link)
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Cancelled: Interview: Special Constabulary"


@pytest.mark.parametrize(
    ("now", "starts", "minutes", "shown"),
    [
        # Booked in the winter for the first evening of summer time.
        ("2027-03-20T12:00", "2027-03-28T18:00", 45, "DTSTART;TZID=Europe/London:20270328T180000"),
        # A night course over the hour that is there twice lasts an hour longer than the clock says.
        ("2027-10-20T12:00", "2027-10-30T22:00", 480, "DTEND;TZID=Europe/London:20271031T050000"),
    ],
)  # fmt: skip
def test_appointments_across_a_change_of_the_clock(client, session, now, starts, minutes, shown):
    with time_machine.travel(london(now), tick=False):
        ada = a_case("interview", area="bristol")
        browser = signed_in(client, ada.account)
        held = a_session(starts_at=london(starts), minutes=minutes)
        a_booking(held, ada)
        link = make_link(browser)
        assert f"{shown}\r\n" in anyone(browser).get(link).get_data(as_text=True)
        (event,) = events(anyone(browser), link)
        assert clock.elapsed(event["DTSTART"].dt, event["DTEND"].dt) == timedelta(minutes=minutes)


def test_what_was_long_ago_is_not_sent_any_more(browser, ada):
    a_booking(a_session(starts_at=at(-100), title="Long ago"), ada, BookingState.ATTENDED)
    a_booking(a_session(starts_at=at(-20, time(9)), check_code="fitness"), ada, BookingState.ATTENDED)
    assert len(events(anyone(browser), make_link(browser))) == 1


def test_the_link_is_kept_as_a_digest_alone_and_shown_once(browser, ada):
    link = make_link(browser)
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    (row,) = db.session.query(CalendarLink).all()
    assert token not in row.token_digest
    assert len(token) == 27  # 160 bits in base64
    assert token not in browser.get("/my-calendar").get_data(as_text=True)


def test_the_page_says_when_the_link_was_last_used(browser, ada):
    assert "You have no link" in browser.get("/my-calendar").get_data(as_text=True)
    link = make_link(browser)
    assert "Not yet" in browser.get("/my-calendar").get_data(as_text=True)
    events(anyone(browser), link)
    (row,) = db.session.query(CalendarLink).all()
    assert row.last_used_at is not None
    assert "Not yet" not in browser.get("/my-calendar").get_data(as_text=True)


def test_a_program_that_looks_every_minute_does_not_write_every_minute(browser, ada):
    link = make_link(browser)
    events(anyone(browser), link)
    (row,) = db.session.query(CalendarLink).all()
    first = row.last_used_at
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        events(anyone(browser), link)
    db.session.refresh(row)
    assert row.last_used_at == first


@pytest.mark.parametrize("how", ["reset", "switched off", "disabled", "wrong", "of another form"])
def test_a_link_that_opens_nothing_is_not_found(browser, ada, how):
    a_booking(a_session(), ada)
    link = make_link(browser)
    if how == "reset":
        assert events(anyone(browser), make_link(browser))
    elif how == "switched off":
        sent = sent_form(browser.get("/my-calendar").get_data(as_text=True))
        assert browser.post("/my-calendar/end", data=sent).status_code == 303
        assert "You have no link" in browser.get("/my-calendar").get_data(as_text=True)
    elif how == "disabled":
        ada.account.disabled_at = clock.now()
    else:
        link = "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAA.ics" if how == "wrong" else "/calendar/.ics"
    assert anyone(browser).get(link).status_code == 404


def test_a_link_can_be_made_again_after_it_was_switched_off(browser, ada):
    make_link(browser)
    sent = sent_form(browser.get("/my-calendar").get_data(as_text=True))
    browser.post("/my-calendar/end", data=sent)
    assert events(anyone(browser), make_link(browser)) == []


def test_a_thousand_guesses_are_all_not_found_and_take_as_long_as_a_link_that_was_switched_off(browser, ada):
    """A guess and a link that was good once are asked of the database by one and the same query."""
    ended = make_link(browser)
    make_link(browser)
    program, seconds = anyone(browser), {"wrong": [], "ended": []}
    for number in range(1000):
        kind = "ended" if number % 2 else "wrong"
        link = ended if kind == "ended" else f"/calendar/{number:027d}.ics"
        begun = perf_counter()
        assert program.get(link).status_code == 404
        seconds[kind].append(perf_counter() - begun)
    wrong, gone = median(seconds["wrong"]), median(seconds["ended"])
    assert abs(wrong - gone) < 0.2 * max(wrong, gone)
