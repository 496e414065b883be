"""Hours in a month and on average, and days in a row, as tables of cases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rosters.test_eligibility import SPECIALS, USUAL, codes, duty, engagement, refusals
from volunteers.availability.rules import Availability
from volunteers.rosters.rules import Engagement

DECEMBER = [date(2026, 12, day) for day in (1, 2, 7, 8, 10, 14, 15, 17, 21, 22, 24, 28, 29)]
WITHOUT_LIMITS = replace(
    SPECIALS, duty=replace(SPECIALS.duty, maximum_monthly_hours=None, average_weekly_hours=None,
                           maximum_days_in_a_row=None),
)  # fmt: skip


def noons(days: list[date], hours: float) -> list[Engagement]:
    """Duties from noon, of so many hours each."""
    found = []
    for number, day in enumerate(days, 100):
        one = engagement(f"{day}T12:00", f"{day}T13:00", duty_id=number)
        found.append(replace(one, ends_at=one.starts_at + timedelta(hours=hours)))
    return found


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (noons(DECEMBER, 8.75), []),  # 113 hours 45 minutes and 5
        (noons(DECEMBER, 9), ["monthly_hours"]),
        (noons([*DECEMBER[:-1], date(2027, 1, 2)], 9), []),
        (noons([*DECEMBER[:-1], date(2026, 11, 30)], 9), []),
    ],
)
def test_a_calendar_month_has_no_more_hours_than_allowed(others, expected):
    assert codes(engagements=others) == expected
    assert codes(engagements=others, strand=WITHOUT_LIMITS) == []


def test_too_much_in_a_month_says_how_much_and_from_when_there_is_room():
    (found,) = refusals(engagements=noons(DECEMBER, 9))
    assert found.clears_on == date(2027, 1, 1)
    assert "to 122 hours in December 2026, and the most in a month is 120" in found.message
    assert "You can take duties again from 1 January 2027." in found.message


def test_a_night_over_the_end_of_a_month_counts_in_the_month_it_begins():
    night = engagement("2026-11-30T22:00", "2026-12-01T06:00", duty_id=90)
    assert codes(engagements=[*noons(DECEMBER[2:], 9), night]) == []
    assert night.month == date(2026, 11, 1)


def test_hours_that_were_recorded_count_as_they_were():
    planned = noons(DECEMBER, 9)
    assert codes(engagements=[replace(planned[0], credited=60), *planned[1:]]) == []
    assert codes(engagements=[replace(planned[0], credited=600), *planned[1:]]) == ["monthly_hours"]


SATURDAYS = [date(2026, 12, 12) + timedelta(days=7 * step) for step in range(17)]


@pytest.mark.parametrize(
    ("job_hours", "others", "expected"),
    [
        (0, [], []),
        (37, [], []),
        (47, [], []),
        (48, [], ["average_hours"]),
        (37, noons(SATURDAYS, 10.75), []),  # sixteen of them with the duty in any 17 weeks: 177 hours
        (38, noons(SATURDAYS, 10.75), ["average_hours"]),
        (60, [], ["average_hours"]),
    ],
)
def test_duties_and_the_day_job_come_to_no_more_than_48_hours_a_week_on_average(job_hours, others, expected):
    said = Availability(job_minutes=job_hours * 60)
    assert codes(engagements=others, availability=said) == expected
    assert codes(engagements=others, availability=said, strand=WITHOUT_LIMITS) == []


def test_too_much_on_average_names_the_weeks_the_day_job_and_when_there_is_room_again():
    """There is room from the first week for which no 17 weeks in a row hold more than fifteen of the Saturdays."""
    (found,) = refusals(engagements=noons(SATURDAYS, 10.75), availability=Availability(job_minutes=38 * 60))
    assert found.message.startswith("This duty would bring you to 48 hours")
    assert "with 38 hours a week at your day job, from 30 November 2026 to 28 March 2027" in found.message
    assert "The most is 48 over 17 weeks." in found.message
    assert found.clears_on == date(2027, 4, 12)


def test_a_day_job_that_is_too_much_by_itself_has_no_day_on_which_it_clears():
    (found,) = refusals(availability=Availability(job_minutes=50 * 60))
    assert found.clears_on is None
    assert "50 hours a week at your day job" in found.message


def days(*offsets: int) -> list[Engagement]:
    return noons([date(2026, 12, 4) + timedelta(days=offset) for offset in offsets], 2)


@pytest.mark.parametrize(
    ("others", "length", "clears_on"),
    [
        (days(-5, -4, -3, -2, -1), None, None),
        (days(-6, -5, -4, -3, -2, -1), 7, date(2026, 12, 5)),
        (days(-3, -2, -1, 1, 2, 3), 7, date(2026, 12, 9)),
        (days(-3, -2, -1, 1, 2), None, None),
        (days(1, 2, 3, 4, 5, 6), 7, date(2026, 12, 12)),
        (days(-7, -6, -5, -4, -3, -2), None, None),
        (days(-8, -7, -6, -5, -4, -3, -2, -1), 9, date(2026, 12, 5)),
    ],
)
def test_there_is_a_day_of_rest_in_every_seven(others, length, clears_on):
    found = refusals(engagements=others)
    assert [one.code for one in found] == (["days_in_a_row"] if length else [])
    if length:
        assert f"{length} days in a row" in found[0].message
        assert found[0].clears_on == clears_on


def test_a_night_takes_both_of_its_days():
    night = duty("2026-12-04T22:00", "2026-12-05T06:00")
    assert codes(duty=night, engagements=days(-4, -3, -2, -1)) == []
    assert codes(duty=night, engagements=days(-5, -4, -3, -2, -1)) == ["days_in_a_row"]


@pytest.mark.parametrize(("day", "hours"), [("2026-10-24", 9), ("2027-03-27", 7), ("2026-12-05", 8)])
def test_the_nights_the_clocks_change_are_as_long_as_they_last(day, hours):
    """The week has 48 hours: a night in it leaves the rest of them to other duties, to the minute."""
    first = date.fromisoformat(day)
    night = duty(f"{day}T22:00", f"{first + timedelta(days=1)}T06:00")
    week = [first - timedelta(days=step) for step in (2, 3, 4, 5)]
    case = replace(USUAL, duty=night)
    assert codes(duty=case.duty, engagements=noons(week, (48 - hours) / 4)) == []
    more = [*noons(week[1:], (48 - hours) / 4), *noons(week[:1], (48 - hours) / 4 + 1 / 60)]
    assert codes(duty=case.duty, engagements=more) == ["weekly_hours"]
