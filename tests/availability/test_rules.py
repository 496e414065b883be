"""The rules of availability: what overlaps, what covers, what is one piece, and which days can be written down."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.availability.rules import (
    DAY,
    WEEK,
    Availability,
    Exceptional,
    WeeklyTime,
    covers,
    distinct,
    overlaps,
    refusals_to_add_days,
)
from volunteers.clock import LONDON

NINE_TO_FIVE = tuple(WeeklyTime(day * DAY + 540, day * DAY + 1020) for day in range(5))
EVENINGS = tuple(WeeklyTime(day * DAY + 1080, day * DAY + 1440) for day in range(7))
SUNDAY_NIGHT = WeeklyTime(6 * DAY + 1320, WEEK + 360)
# Friday 4 December 2026.
FRIDAY = datetime(2026, 12, 4, tzinfo=LONDON)


def hours(starts: float, ends: float, day: datetime = FRIDAY) -> tuple[datetime, datetime]:
    return day + timedelta(hours=starts), day + timedelta(hours=ends)


@pytest.mark.parametrize(
    ("times", "starts", "ends", "usual"),
    [
        (EVENINGS, 18, 23, True),
        (EVENINGS, 18, 24, True),
        (EVENINGS, 17.5, 23, False),
        (EVENINGS, 22, 30, False),  # nights were not said
        ((*EVENINGS, WeeklyTime(5 * DAY, 5 * DAY + 360)), 22, 30, True),  # joined where Friday meets Saturday
        ((SUNDAY_NIGHT,), 22 + 48, 30 + 48, True),  # across the end of the week
        ((SUNDAY_NIGHT,), 72, 76, True),  # Monday morning, said as Sunday night
        ((WeeklyTime(0, WEEK),), 0, 70, True),
        ((), 18, 23, None),
    ],
)
def test_whether_a_time_is_usual(
    times: tuple[WeeklyTime, ...], starts: float, ends: float, usual: bool | None
) -> None:  # fmt: skip
    assert Availability(usual=times).is_usual(*hours(starts, ends)) is usual


@pytest.mark.parametrize(
    ("starts", "ends", "at_work"),
    [(16, 20, True), (17, 20, False), (6, 9, False), (6, 9.5, True), (24 + 10, 24 + 12, False)],
)
def test_whether_a_time_meets_the_day_job(starts: float, ends: float, at_work: bool) -> None:
    assert (Availability(job=NINE_TO_FIVE).at_work(*hours(starts, ends)) is not None) is at_work


def test_a_special_day_opens_the_day_job_and_the_usual_times_on_every_day_it_names() -> None:
    special = Exceptional(FRIDAY.date(), FRIDAY.date(), is_away=False)
    said = Availability(usual=EVENINGS, job=NINE_TO_FIVE, exceptions=(special,))
    assert said.at_work(*hours(10, 16)) is None
    assert said.is_usual(*hours(10, 16)) is True
    assert said.is_usual(*hours(10, 24)) is True, "midnight does not touch the next day"
    assert said.is_usual(*hours(10, 25)) is False


@pytest.mark.parametrize(
    ("day", "away"), [(3, False), (4, True), (5, True), (6, True), (7, False)]
)  # fmt: skip
def test_days_away_hold_on_their_first_and_last_day(day: int, away: bool) -> None:
    said = Availability(exceptions=(Exceptional(date(2026, 12, 4), date(2026, 12, 6), is_away=True, note="Holiday"),))
    found = said.away(date(2026, 12, day), date(2026, 12, day))
    assert (found is not None) is away


a_time = st.builds(
    lambda starts, length: WeeklyTime(starts, starts + length),
    st.integers(0, WEEK // 60 - 1).map(lambda hour: hour * 60),
    st.integers(1, 30).map(lambda hour: hour * 60),
)


@given(st.lists(a_time, max_size=8), st.integers(0, WEEK // 60 - 1), st.integers(1, 40))
def test_leaving_out_what_begins_twice_changes_nothing_of_what_is_covered(
    times: list[WeeklyTime], begin: int, length: int
) -> None:  # fmt: skip
    monday = datetime(2026, 11, 30, tzinfo=LONDON)
    span = monday + timedelta(hours=begin), monday + timedelta(hours=begin + length)
    kept = distinct(times)
    assert covers(kept, *span) == covers(times, *span)
    assert any(overlaps(one, *span) for one in kept) == any(overlaps(one, *span) for one in times)
    assert len({one.starts for one in kept}) == len(kept)


@given(st.lists(a_time, max_size=8), st.integers(0, WEEK // 60 - 1), st.integers(1, 40))
def test_a_time_is_covered_when_each_hour_of_it_is(times: list[WeeklyTime], begin: int, length: int) -> None:
    hours_said = {hour % WEEK for one in times for hour in range(one.starts, one.ends, 60)}
    monday = datetime(2026, 11, 30, tzinfo=LONDON)
    span = monday + timedelta(hours=begin), monday + timedelta(hours=begin + length)
    wanted = {hour * 60 % WEEK for hour in range(begin, begin + length)}
    assert covers(times, *span) == (wanted <= hours_said)
    assert any(overlaps(one, *span) for one in times) == bool(wanted & hours_said)


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("first", "last", "count", "codes"),
    [
        (TODAY, TODAY, 0, []),
        (TODAY - timedelta(days=3), TODAY, 0, []),  # away already
        (TODAY, TODAY - timedelta(days=1), 0, ["order"]),
        (TODAY - timedelta(days=3), TODAY - timedelta(days=1), 0, ["past"]),
        (TODAY, TODAY + timedelta(days=731), 0, []),
        (TODAY, TODAY + timedelta(days=732), 0, ["far"]),
        (TODAY, TODAY, 100, ["many"]),
    ],
)
def test_days_that_can_be_written_down(first: date, last: date, count: int, codes: list[str]) -> None:
    assert [one.code for one in refusals_to_add_days(first, last, today=TODAY, count=count)] == codes
