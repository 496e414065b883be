"""What volunteers said of their weeks as moments: usual times, days away, the day job, clock changes."""

from datetime import date, datetime, time

import pytest

from volunteers import clock
from volunteers.availability.rules import Availability, Exceptional, WeeklyTime
from volunteers.rosters.queries.filling_spells import available_spells, busy_spells

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
HOUR, DAY = 60, 24 * 60


def evening(day: int, starts: int = 18, ends: int = 23) -> WeeklyTime:
    return WeeklyTime(day * DAY + starts * HOUR, day * DAY + ends * HOUR)


def shown(spells):
    """Those of the week, as a London clock shows them."""
    return [
        (clock.in_london(one.start).strftime("%d %H:%M"), clock.in_london(one.end).strftime("%d %H:%M"))
        for one in spells
        if clock.on(one.start) <= SUNDAY and clock.on(one.end) >= MONDAY
    ]


def exceptional(first: int, last: int, *, is_away: bool) -> Exceptional:
    return Exceptional(date(2026, 11, first), date(2026, 11, last), is_away)


@pytest.mark.parametrize(
    ("said", "spells"),
    [
        (Availability((evening(0), evening(4))), [("23 18:00", "23 23:00"), ("27 18:00", "27 23:00")]),
        # Past midnight, past Sunday, and two that touch.
        (Availability((evening(4, 22, 30),)), [("27 22:00", "28 06:00")]),
        (Availability((evening(6, 22, 30),)), [("22 22:00", "23 06:00"), ("29 22:00", "30 06:00")]),
        (Availability((evening(1, 8, 12), evening(1, 12, 17))), [("24 08:00", "24 17:00")]),
        # Away for a day in the middle, and a day on which they can although they usually cannot.
        (Availability((evening(4, 22, 30),), (), (exceptional(28, 28, is_away=True),)), [("27 22:00", "28 00:00")]),
        (
            Availability((evening(0),), (), (exceptional(25, 26, is_away=False),)),
            [("23 18:00", "23 23:00"), ("25 00:00", "27 00:00")],
        ),
        (Availability((), (), (exceptional(25, 25, is_away=False),)), [("25 00:00", "26 00:00")]),
        (Availability(), []),
    ],
)  # fmt: skip
def test_when_they_can(said, spells):
    assert shown(available_spells(said, MONDAY, SUNDAY, takes_unsaid=False)) == spells


def test_who_never_said_can_always_be_there_where_they_are_taken_to_but_not_when_they_are_away():
    said = Availability((), (), (exceptional(25, 26, is_away=True),))
    spells = available_spells(said, MONDAY, SUNDAY, takes_unsaid=True)
    assert shown(spells) == [("23 00:00", "25 00:00"), ("27 00:00", "30 00:00")]


def test_the_day_job_is_not_on_days_on_which_they_said_that_they_can():
    said = Availability((), (evening(2, 9, 17), evening(3, 9, 17)), (exceptional(25, 25, is_away=False),))
    assert shown(busy_spells(said, MONDAY, SUNDAY)) == [("26 09:00", "26 17:00")]


@pytest.mark.parametrize(
    ("sunday", "hours"), [(date(2027, 3, 28), 7), (date(2026, 10, 25), 9), (date(2026, 11, 29), 8)]
)
def test_a_night_on_which_the_clocks_change_is_as_long_as_it_really_is(sunday, hours):
    said = Availability((evening(5, 22, 30),))
    (spell,) = [
        one for one in available_spells(said, sunday, sunday, takes_unsaid=False) if clock.on(one.end) == sunday
    ]
    assert (spell.end - spell.start).total_seconds() == hours * 3600


def test_a_time_that_ends_in_the_hour_that_comes_twice_ends_with_the_second():
    said = Availability((WeeklyTime(6 * DAY, 6 * DAY + 90),))
    sunday = date(2026, 10, 25)
    ends = [one.end for one in available_spells(said, sunday, sunday, takes_unsaid=False)]
    assert clock.from_london(datetime.combine(sunday, time(1, 30)), second_time=True) in ends
