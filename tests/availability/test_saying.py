"""How people say their week, and how it is said back."""

from datetime import time

import pytest

from volunteers.availability.rules import (
    DAY,
    OFFICE_HOURS,
    WEEK,
    Availability,
    WeeklyTime,
    between,
    clocks_of,
    is_part,
    job_in_words,
    part_of,
    week_in_words,
)

MONDAY, FRIDAY, SUNDAY = 0, 4, 6


@pytest.mark.parametrize(
    ("day", "code", "starts", "ends"),
    [
        (MONDAY, "morning", 360, 720),
        (FRIDAY, "evening", 4 * DAY + 1080, 5 * DAY),
        (FRIDAY, "night", 5 * DAY, 5 * DAY + 360),  # the night that begins on Friday
        (SUNDAY, "night", 0, 360),  # which is Monday already
    ],
)
def test_parts_of_the_day(day: int, code: str, starts: int, ends: int) -> None:
    assert part_of(day, code) == WeeklyTime(starts, ends)
    assert is_part(part_of(day, code))


@pytest.mark.parametrize(
    ("day", "starts", "ends", "expected"),
    [
        (MONDAY, time(9), time(17), WeeklyTime(540, 1020)),
        (SUNDAY, time(22), time(6), WeeklyTime(6 * DAY + 1320, WEEK + 360)),
        (MONDAY, time(18), time(0), WeeklyTime(1080, 1440)),
        (MONDAY, time(7), time(7), WeeklyTime(420, 420 + DAY)),
    ],
)
def test_exact_times(day: int, starts: time, ends: time, expected: WeeklyTime) -> None:
    assert between(day, starts, ends) == expected
    assert clocks_of(expected) == (day, starts, ends)


EVERYTHING = [part_of(day, code) for day in range(7) for code in ("morning", "afternoon", "evening", "night")]


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        ((), ()),
        ([part_of(day, "evening") for day in range(5)], ("Monday to Friday: evening",)),
        ([part_of(5, "evening"), part_of(6, "evening")], ("Saturday and Sunday: evening",)),
        (EVERYTHING, ("Every day: all day",)),
        ([part_of(SUNDAY, "night")], ("Sunday: night",)),
        (
            [part_of(0, "evening"), between(0, time(6, 30), time(8)), part_of(3, "morning")],
            ("Monday: evening, 6:30am to 8am", "Thursday: morning"),
        ),
        (OFFICE_HOURS, ("Monday to Friday: 9am to 5pm",)),
    ],
)
def test_a_week_in_words(times: list[WeeklyTime], lines: tuple[str, ...]) -> None:
    assert week_in_words(times) == lines


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (Availability(), ()),
        (Availability(job=OFFICE_HOURS, job_minutes=2400), ("Monday to Friday: 9am to 5pm",)),
        (Availability(job_minutes=37 * 60), ("Shifts that change, 37 hours a week",)),
        (Availability(job_minutes=60), ("Shifts that change, 1 hour a week",)),
    ],
)
def test_a_day_job_in_words(said: Availability, lines: tuple[str, ...]) -> None:
    assert job_in_words(said) == lines
