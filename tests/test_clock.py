"""Time: London's days and clocks, and what really passed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from volunteers import clock


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_moment_lies_on_a_london_day(at: datetime, day: date) -> None:
    assert clock.on(at) == day
    with time_machine.travel(at, tick=False):
        assert clock.today() == day
        assert clock.now() == at


@pytest.mark.parametrize(
    ("wall", "exists", "repeated"),
    [
        (datetime(2026, 3, 29, 0, 59), True, False),  # noqa: DTZ001 - a wall clock
        (datetime(2026, 3, 29, 1, 30), False, False),  # noqa: DTZ001
        (datetime(2026, 3, 29, 2, 0), True, False),  # noqa: DTZ001
        (datetime(2026, 10, 25, 0, 59), True, False),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, 30), True, True),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 0), True, False),  # noqa: DTZ001
    ],
)
def test_an_hour_is_missing_in_march_and_twice_in_october(wall: datetime, exists: bool, repeated: bool) -> None:
    assert clock.exists_in_london(wall) is exists
    assert clock.is_repeated_in_london(wall) is repeated


@pytest.mark.parametrize(
    ("wall", "second_time", "at"),
    [
        (datetime(2026, 7, 1, 9, 0), False, datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 1, 1, 9, 0), False, datetime(2026, 1, 1, 9, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, 30), False, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, 30), True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_a_wall_clock_means_a_moment(wall: datetime, second_time: bool, at: datetime) -> None:
    assert clock.from_london(wall, second_time=second_time) == at


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    start, following = clock.start_of_day(day), clock.start_of_day(day + timedelta(days=1))
    assert clock.elapsed(start, following) == timedelta(hours=hours)
    assert clock.elapsed(clock.in_london(start), clock.in_london(following)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_so_many_months_on(day: date, months: int, then: date) -> None:
    assert clock.add_months(day, months) == then


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 1, 1), [date(2026, 1, 1)]),
        (date(2025, 11, 30), date(2026, 1, 1), [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]),
        (date(2026, 2, 1), date(2026, 1, 1), []),
    ],
)  # fmt: skip
def test_the_months_from_one_to_another(first: date, last: date, months: list[date]) -> None:
    assert clock.months_between(first, last) == months


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 5, 17), date(2026, 5, 16), 17),
        (date(2008, 5, 17), date(2026, 5, 17), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_an_age_changes_on_the_birthday(born: date, on: date, age: int) -> None:
    assert clock.years_between(born, on) == age
