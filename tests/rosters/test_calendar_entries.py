"""Duties in someone's own calendar, read by two readers: icalendar, and one of our own by RFC 5545 alone."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import a_volunteer, as_viewer, signed_in
from tests.rosters.builders import a_duty, a_sign_up
from tests.rosters.ical_lines import Part, events_of, moment_of, read
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.service.calendars import end_calendar_link, make_calendar_link
from volunteers.rosters.models import Duty, DutyChange, DutyState, Giving, SignUp, SignUpState

NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def special(session: Session) -> Volunteer:
    return a_volunteer(first_name="Ada", last_name="Lovelace")


def feed(client: FlaskClient, volunteer: Volunteer) -> bytes:
    token = make_calendar_link(by=as_viewer(volunteer.account))
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    return answer.data


def theirs(client: FlaskClient, volunteer: Volunteer) -> tuple[Part, list[Part]]:
    calendar = read(feed(client, volunteer))
    return calendar, [one for one in events_of(calendar) if one.text("UID").startswith("duty-")]


def give_up(sign_up: SignUp, at: datetime) -> None:
    sign_up.state, sign_up.withdrawn_at = SignUpState.WITHDRAWN, at
    db.session.flush()


def change(duty: Duty, **more: object) -> None:
    for name, value in more.items():
        setattr(duty, name, value)
    duty.version += 1
    db.session.add(
        DutyChange(
            duty_id=duty.id, version=duty.version, sentences=["It moved."], changed_at=clock.now(),
            changed_by_id=duty.created_by_id,
        )
    )  # fmt: skip
    db.session.flush()


# The clocks go back in the night to 25 October 2026, and forward in the night to 28 March 2027.
NIGHTS = [
    (date(2026, 10, 24), time(22), time(6), datetime(2026, 10, 24, 21, tzinfo=UTC), 9),
    (date(2027, 3, 27), time(22), time(6), datetime(2027, 3, 27, 22, tzinfo=UTC), 7),
    (date(2026, 12, 4), time(22), time(6), datetime(2026, 12, 4, 22, tzinfo=UTC), 8),
    (date(2027, 6, 4), time(18), time(23), datetime(2027, 6, 4, 17, tzinfo=UTC), 5),
]


@pytest.mark.parametrize(("on", "starts", "ends", "begins", "hours"), NIGHTS)
def test_both_readers_find_the_moments_across_both_clock_changes(
    client: FlaskClient, special: Volunteer, on: date, starts: time, ends: time, begins: datetime, hours: int
) -> None:
    last = on + timedelta(days=ends < starts)
    duty = a_duty(
        starts_at=clock.from_london(datetime.combine(on, starts)),
        ends_at=clock.from_london(datetime.combine(last, ends)),
    )
    a_sign_up(duty, special)
    data = feed(client, special)
    calendar = read(data)
    [ours] = events_of(calendar)
    [other] = Calendar.from_ical(data).walk("VEVENT")
    expected = (begins, begins + timedelta(hours=hours))
    assert tuple(moment_of(calendar, ours, name) for name in ("DTSTART", "DTEND")) == expected
    assert tuple(other[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")) == expected
    assert ours.text("SUMMARY") == str(other["SUMMARY"]) == "Evening patrol"
    assert ours.text("LOCATION") == str(other["LOCATION"]) == "Taunton police station"
    assert ours.one("DTSTART")[1] == {"TZID": "Europe/London"}, (
        "by the clock, so that 10pm is shown wherever it is read"
    )


@pytest.mark.parametrize("second", [False, True])
def test_the_hour_that_comes_twice_is_said_so_that_both_readers_agree(
    client: FlaskClient, special: Volunteer, second: bool
) -> None:
    begins = clock.from_london(datetime(2026, 10, 25, 1, 30), second_time=second)  # noqa: DTZ001 - a wall clock
    a_sign_up(a_duty(starts_at=begins, hours=3), special)
    data = feed(client, special)
    calendar = read(data)
    [ours] = events_of(calendar)
    [other] = Calendar.from_ical(data).walk("VEVENT")
    assert moment_of(calendar, ours, "DTSTART") == other["DTSTART"].dt.astimezone(UTC) == begins


def test_a_change_keeps_the_name_and_raises_the_version(client: FlaskClient, special: Volunteer) -> None:
    duty = a_duty(on=date(2026, 12, 4))
    a_sign_up(duty, special)
    _, [before] = theirs(client, special)
    change(duty, starts_at=duty.starts_at + timedelta(hours=1), title="Late patrol")
    calendar, [after] = theirs(client, special)
    assert after.text("UID") == before.text("UID")
    assert int(after.text("SEQUENCE")) > int(before.text("SEQUENCE"))
    assert after.text("SUMMARY") == "Late patrol"
    assert moment_of(calendar, after, "DTSTART") == duty.starts_at


def test_given_up_taken_again_and_called_off_each_raise_the_version(client: FlaskClient, special: Volunteer) -> None:
    duty = a_duty(on=date(2026, 12, 4))
    seen = []

    def look() -> None:
        _, [event] = theirs(client, special)
        seen.append((event.text("UID"), event.text("STATUS"), int(event.text("SEQUENCE"))))

    first = a_sign_up(duty, special)
    look()
    give_up(first, clock.now())
    look()
    second = a_sign_up(duty, special)
    look()
    change(duty, title="Late patrol")
    look()
    give_up(second, clock.now())
    duty.state = DutyState.CANCELLED
    db.session.flush()
    look()
    assert len({uid for uid, _, _ in seen}) == 1
    assert [status for _, status, _ in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    versions = [version for _, _, version in seen]
    assert versions == sorted(set(versions)), "each higher than the one before"


def test_only_confirmed_places_of_their_own(client: FlaskClient, special: Volunteer) -> None:
    colleague = a_volunteer(first_name="Grace", last_name="Hopper")
    duty = a_duty(on=date(2026, 12, 4))
    a_sign_up(duty, special)
    a_sign_up(duty, colleague)
    a_sign_up(a_duty(title="Theirs alone", on=date(2026, 12, 6)), colleague)
    a_sign_up(a_duty(title="Asked for", on=date(2026, 12, 8)), special, state=SignUpState.REQUESTED)
    asked = a_duty(title="Asked and taken back", on=date(2026, 12, 9))
    asked.giving = Giving.REQUEST
    give_up(a_sign_up(asked, special), clock.now())
    a_sign_up(a_duty(title="Long ago", starts_at=NOW - timedelta(days=100)), special)
    data = feed(client, special).decode()
    assert [event.text("SUMMARY") for event in theirs(client, special)[1]] == ["Evening patrol"]
    for word in ("Grace", "Hopper", "Ada", "Lovelace", "ATTENDEE", "ORGANIZER"):
        assert word not in data
    assert "/my-duties" in re.sub(r"\r\n ", "", data)


def test_odd_words_come_through_both_readers_as_they_are(client: FlaskClient, special: Volunteer) -> None:
    title = "Fête; “Harbour, Docks” \\ ünïcode " + "long " * 30 + "end"
    duty = a_duty(on=date(2026, 12, 4), title=title)
    duty.address = "1 Quay\nBristol; BS1"
    a_sign_up(duty, special)
    data = feed(client, special)
    [ours] = events_of(read(data))
    [other] = Calendar.from_ical(data).walk("VEVENT")
    assert ours.text("SUMMARY") == str(other["SUMMARY"]) == title
    assert ours.text("LOCATION") == str(other["LOCATION"]) == "Taunton police station, 1 Quay Bristol; BS1"


def test_a_volunteer_makes_and_switches_off_their_link(client: FlaskClient, special: Volunteer) -> None:
    a_sign_up(a_duty(on=date(2026, 12, 4)), special)
    browser = signed_in(client, special.account)
    shown = browser.get("/my-duties").get_data(as_text=True)
    assert 'href="/my-calendar"' in shown
    sent = sent_form(browser.get("/my-calendar").get_data(as_text=True))
    found = re.search(r"/calendar/[\w-]+\.ics", browser.post("/my-calendar", data=sent).get_data(as_text=True))
    assert found is not None
    program = client.application.test_client()
    assert b"Evening patrol" in program.get(found[0]).data
    end_calendar_link(by=as_viewer(special.account))
    assert program.get(found[0]).status_code == 404
