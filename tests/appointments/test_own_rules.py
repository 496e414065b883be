"""What an applicant reads of an appointment: places, turns and how it ended, in words."""

from dataclasses import replace
from datetime import datetime

import pytest

from volunteers import clock
from volunteers.appointments.models import BookingState, SessionKind
from volunteers.appointments.rules.own import OfferedTime, OwnAppointment, OwnBooking, by_day

TIME = OfferedTime(
    id=1, title="Panel interview", starts=datetime(2027, 6, 18, 18, tzinfo=clock.LONDON),
    ends=datetime(2027, 6, 18, 18, 45, tzinfo=clock.LONDON), place="Bridewell", address="", notes="", free=2, ahead=0,
    changes_until=datetime(2027, 6, 17, 18, tzinfo=clock.LONDON), is_open=True,
)  # fmt: skip
BOOKED = OwnBooking(id=7, time=TIME, state=BookingState.BOOKED, ahead=0)


def an_appointment(*offered: OfferedTime, booking: OwnBooking | None = None, may_choose: bool = True) -> OwnAppointment:
    return OwnAppointment(1, SessionKind.INTERVIEW, TIME.on, may_choose, offered, booking)


@pytest.mark.parametrize(
    ("free", "ahead", "words"),
    [
        (2, 0, "2 places left"),
        (1, 0, "1 place left"),
        (0, 0, "Full. You can join the waiting list: nobody waits before you"),
        (0, 1, "Full. You can join the waiting list: 1 person waits before you"),
        (0, 5, "Full. You can join the waiting list: 5 people wait before you"),
    ],
)
def test_places_in_words(free, ahead, words):
    assert replace(TIME, free=free, ahead=ahead).places_words == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "You are next on the waiting list"),
        (1, "1 person is before you on the waiting list"),
        (4, "4 people are before you on the waiting list"),
    ],
)
def test_a_turn_in_words(ahead, words):
    assert replace(BOOKED, state=BookingState.WAITING, ahead=ahead).waiting_words == words


@pytest.mark.parametrize(
    ("state", "called_off", "words"),
    [
        (BookingState.ATTENDED, False, "You came"),
        (BookingState.MISSED, False, "You did not come"),
        (BookingState.UNKNOWN, False, "Over"),
        (BookingState.BOOKED, False, "Over"),
        (BookingState.WAITING, False, "No place came free"),
        (BookingState.CANCELLED, False, "You cancelled this"),
        (BookingState.CANCELLED, True, "We had to call this off"),
    ],
)
def test_how_it_ended_in_words(state, called_off, words):
    assert replace(BOOKED, state=state, is_called_off=called_off).outcome == words


def test_who_cancelled_it_is_said():
    assert replace(BOOKED, state=BookingState.CANCELLED, by_us=True).outcome == "We cancelled this"


def test_times_in_words():
    assert TIME.when == "Friday 18 June 2027, 6pm to 6:45pm"
    assert TIME.until_words == "6pm on Thursday 17 June 2027"


def test_a_full_time_may_be_waited_for_but_not_moved_to():
    full = replace(TIME, id=2, free=0)
    assert an_appointment(full).asks_to_choose
    assert not an_appointment(TIME, full, booking=BOOKED).may_move
    assert an_appointment(TIME, replace(full, free=1), booking=BOOKED).may_move


def test_past_the_cut_off_nothing_is_moved_to_or_from():
    closed = replace(TIME, id=2, is_open=False)
    assert not an_appointment(TIME, closed, booking=BOOKED).may_move
    late = replace(BOOKED, time=replace(TIME, is_open=False))
    assert not an_appointment(replace(TIME, id=2), booking=late).may_move
    assert not an_appointment(closed).asks_to_choose


def test_nothing_is_asked_once_the_day_to_answer_is_over_or_something_is_booked():
    assert not an_appointment(TIME, may_choose=False).asks_to_choose
    assert not an_appointment(TIME, booking=BOOKED).asks_to_choose


def test_times_stand_under_their_day():
    later = replace(TIME, id=2, starts=TIME.starts.replace(hour=20))
    next_day = replace(TIME, id=3, starts=TIME.starts.replace(day=19))
    found = by_day([TIME, later, next_day])
    assert [(day, [time.id for time in times]) for day, times in found] == [
        ("Friday 18 June 2027", [1, 2]),
        ("Saturday 19 June 2027", [3]),
    ]
