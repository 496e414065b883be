"""Reminders and nudges: when they are due, once each, at decent hours, and to whom."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask

from tests.appointments.builders import a_booking, a_session, an_invitation, at
from tests.guardians.builders import a_cadet, a_confirmed_guardian
from tests.onboarding.builders import a_case
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments import jobs
from volunteers.appointments.models import BookingState, Invitation, InvitationState, SessionKind, SessionState
from volunteers.appointments.rules.reminding import day_in_words, is_decent, nudge_due, reminder_due
from volunteers.extensions import db
from volunteers.notifications.jobs.composing import compose, written
from volunteers.notifications.models import Message

ON = date(2027, 6, 18)
DAY = timedelta(days=1)
REMINDER, NUDGE = "appointment_reminder", "appointment_nudge"


@pytest.mark.parametrize(
    ("kind", "days_before", "booked_before", "reminded_before", "is_due"),
    [
        (SessionKind.INTERVIEW, 2, 20, None, False),
        (SessionKind.INTERVIEW, 1, 20, None, True),
        (SessionKind.INTERVIEW, 1, 20, 1, False),
        (SessionKind.INTERVIEW, 0, 20, None, True),  # the worker was away yesterday
        (SessionKind.INTERVIEW, 0, 20, 1, False),
        (SessionKind.INTERVIEW, -1, 20, None, False),
        (SessionKind.INTERVIEW, 1, 1, None, False),  # booked on the very day: they know
        (SessionKind.INTERVIEW, 0, 0, None, False),
        (SessionKind.COURSE, 8, 20, None, False),
        (SessionKind.COURSE, 7, 20, None, True),
        (SessionKind.COURSE, 6, 20, None, True),
        (SessionKind.COURSE, 6, 20, 7, False),
        (SessionKind.COURSE, 6, 7, None, False),
        (SessionKind.COURSE, 1, 20, 7, True),
        (SessionKind.COURSE, 1, 20, None, True),  # one, not two, when the week's was missed
        (SessionKind.COURSE, 1, 5, None, True),
    ],
)
def test_when_a_reminder_is_due(kind, days_before, booked_before, reminded_before, is_due):
    reminded = None if reminded_before is None else ON - reminded_before * DAY
    found = reminder_due(kind, ON, booked=ON - booked_before * DAY, reminded=reminded, today=ON - days_before * DAY)
    assert found is is_due


@pytest.mark.parametrize(
    ("days_before", "invited_before", "is_due"),
    [(3, 10, False), (2, 10, True), (1, 10, True), (0, 10, True), (-1, 10, False), (2, 2, False), (1, 3, True)],
)
def test_when_a_nudge_is_due(days_before, invited_before, is_due):
    assert nudge_due(ON, invited=ON - invited_before * DAY, today=ON - days_before * DAY) is is_due


@pytest.mark.parametrize(("hour", "decent"), [(7, False), (8, True), (19, True), (20, False), (0, False)])
def test_nobody_is_written_to_at_night(hour, decent):
    assert is_decent(datetime.combine(ON, time(hour, 59), clock.LONDON)) is decent


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (7, "in 7 days")])
def test_how_far_off_in_words(days, words):
    assert day_in_words(ON, ON - days * DAY) == words


@pytest.fixture
def now(session: object) -> Iterator[time_machine.Traveller]:
    """Monday 7 June 2027, noon in London, and a clock that stands still."""
    with time_machine.travel(clock.from_london(datetime.fromisoformat("2027-06-07T12:00")), tick=False) as traveller:
        yield traveller


def go_to(now: time_machine.Traveller, day: int, hour: int = 12) -> None:
    now.move_to(clock.from_london(datetime.combine(date(2027, 6, day), time(hour))))


def told(kind: str, application: Application | None = None) -> list[Message]:
    """The messages of a kind, after the hourly job ran twice."""
    for _ in range(2):
        jobs.remind_by_day()
    own = db.session.query(Message).filter_by(kind=kind, channel="email").order_by(Message.id)
    return [each for each in own if application is None or each.account_id == application.account_id]


def test_someone_with_a_place_is_reminded_once_the_day_before(app: Flask, now):
    ada = a_case("interview")
    a_booking(a_session(days=7), ada)
    go_to(now, 12)
    assert told(REMINDER) == []
    go_to(now, 13)
    (message,) = told(REMINDER)
    assert message.to_address == ada.account.email
    assert message.particulars["day"] == "tomorrow"
    mail = compose(message)
    assert mail.subject == "Reminder: Panel interview, tomorrow"
    assert "Monday 14 June 2027, 6pm to 6:45pm" in str(mail.body)
    assert "move or cancel it by 6pm on Sunday 13 June 2027" in " ".join(str(mail.body).split())
    go_to(now, 14, 9)
    assert len(told(REMINDER)) == 1


def test_a_reminder_fits_a_text_message(app: Flask, now):
    long = a_session(days=7, title="Interview with the panel of the Special Constabulary of the whole force, part one")
    long.place = "Avon and Somerset Police Headquarters, Valley Road, Portishead, Bristol BS20 8QJ"
    a_booking(long, a_case("interview"))
    go_to(now, 13)
    (message,) = told(REMINDER)
    words = str(written(message).text)
    assert "tomorrow" in words
    assert len(words) <= 306


def test_after_the_cut_off_a_reminder_says_whom_to_tell(app: Flask, now):
    a_booking(a_session(days=7, cut_off_hours=72), a_case("interview"))
    go_to(now, 13)
    (message,) = told(REMINDER)
    body = str(compose(message).body)
    assert "tell us at special-constabulary@avonandsomerset.example" in body
    assert "move or cancel" not in body


def test_a_course_is_told_of_a_week_before_as_well(app: Flask, now):
    a_booking(a_session(kind=SessionKind.COURSE, check_code=None, starts_at=at(11, time(9))), a_case("training"))
    days = {}
    for day in range(8, 19):
        go_to(now, day, 8)
        days[day] = len(told(REMINDER))
    assert [day for day in days if days[day] != days.get(day - 1, 0)] == [11, 17]


def test_nobody_is_reminded_at_night_and_the_morning_makes_up_for_it(app: Flask, now):
    a_booking(a_session(days=7), a_case("interview"))
    go_to(now, 13, 7)
    assert told(REMINDER) == []
    go_to(now, 13, 20)
    assert told(REMINDER) == []
    go_to(now, 14, 8)
    (message,) = told(REMINDER)
    assert message.particulars["day"] == "today"


@pytest.mark.parametrize("how", ["waiting", "cancelled", "called off", "begun"])
def test_who_has_no_place_any_more_is_not_reminded(app: Flask, now, how):
    held = a_session(days=7)
    booking = a_booking(held, a_case("interview"), BookingState.WAITING if how == "waiting" else BookingState.BOOKED)
    if how == "cancelled":
        booking.state = BookingState.CANCELLED
    if how == "called off":
        held.state = SessionState.CANCELLED
    go_to(now, 14 if how == "begun" else 13, 19)
    assert told(REMINDER) == []


def test_a_session_put_off_is_reminded_of_again(app: Flask, now):
    held = a_session(days=7)
    a_booking(held, a_case("interview"))
    go_to(now, 13)
    assert len(told(REMINDER)) == 1
    held.starts_at, held.ends_at = held.starts_at + 7 * DAY, held.ends_at + 7 * DAY
    go_to(now, 20)
    assert len(told(REMINDER)) == 2


def test_a_young_persons_guardian_gets_the_reminder_too(app: Flask, now):
    cadet = a_cadet("orientation")
    a_confirmed_guardian(cadet)
    evening = a_session(kind=SessionKind.ORIENTATION, strand="cadets", check_code=None, title="Orientation evening")
    a_booking(evening, cadet)
    go_to(now, 13)
    assert len(told(REMINDER, cadet)) == 1
    (copy,) = [each for each in told("guardian_copied") if each.particulars["original"] == REMINDER]
    assert copy.to_address == "jo@example.org"


def an_unanswered(application: Application | None = None, **more: object) -> Invitation:
    return an_invitation(application or a_case("interview"), [a_session(days=9)], reply_by=date(2027, 6, 12), **more)


def test_who_has_not_chosen_is_nudged_once_two_days_before(app: Flask, now):
    invitation = an_unanswered()
    go_to(now, 9)
    assert told(NUDGE) == []
    go_to(now, 10)
    (message,) = told(NUDGE)
    mail = compose(message)
    assert mail.subject == "Please choose a time for your interview by 12 June 2027"
    assert f"/appointments/choose/{invitation.id}" in str(mail.body)
    go_to(now, 12)
    assert len(told(NUDGE)) == 1


@pytest.mark.parametrize("how", ["booked", "waiting", "closed", "nothing left", "withdrawn"])
def test_who_has_nothing_to_choose_is_not_nudged(app: Flask, now, how):
    ada = a_case("interview")
    invitation = an_unanswered(ada)
    if how in ("booked", "waiting"):
        a_booking(invitation.sessions[0], ada, BookingState(how))
    elif how == "closed":
        invitation.state = InvitationState.CLOSED
    elif how == "nothing left":
        invitation.sessions[0].state = SessionState.CANCELLED
    else:
        ada.stage = "withdrawn"
    go_to(now, 10)
    assert told(NUDGE) == []
