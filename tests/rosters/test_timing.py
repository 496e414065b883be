"""The last day to sign up, who gives the places, days away, the day job and the unit, as tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rosters.test_eligibility import LONG_AGO, STANDING, USUAL, codes, duty, london, refusals
from volunteers import clock
from volunteers.availability.rules import DAY, Availability, Exceptional, WeeklyTime
from volunteers.rosters.rules import THEY, Giving, notes_of

UNTIL = clock.in_london(london("2026-12-02T12:00"))
FRIDAY = 4 * DAY


@pytest.mark.parametrize(
    ("now", "own_act", "expected"),
    [
        ("2026-12-02T11:59", True, []),
        ("2026-12-02T12:00", True, ["sign_up_closed"]),
        ("2026-12-03T09:00", True, ["sign_up_closed"]),
        ("2026-12-03T09:00", False, []),
    ],
)
def test_after_the_last_moment_only_a_supervisor_puts_people_on(now, own_act, expected):
    closing = replace(duty(), sign_up_until=UNTIL)
    found = refusals(duty=closing, now=london(now), own_act=own_act)
    assert [one.code for one in found] == expected
    assert not expected or "ended on 2 December 2026 at 12pm. The duty's supervisor can" in found[0].message


@pytest.mark.parametrize(
    ("giving", "own_act", "expected"),
    [
        (Giving.FIRST_COME, True, []),
        (Giving.REQUEST, True, []),
        (Giving.AUTOMATIC, True, []),
        (Giving.SUPERVISOR, True, ["by_supervisor"]),
        (Giving.SUPERVISOR, False, []),
    ],
)
def test_nobody_takes_a_place_that_a_supervisor_gives(giving, own_act, expected):
    assert codes(duty=replace(duty(), giving=giving), own_act=own_act) == expected


NIGHT = duty("2026-12-04T22:00", "2026-12-05T06:00")


@pytest.mark.parametrize(
    ("facts", "first", "last", "expected"),
    [
        (duty(), date(2026, 12, 1), date(2026, 12, 3), False),
        (duty(), date(2026, 12, 1), date(2026, 12, 4), True),
        (duty(), date(2026, 12, 5), date(2026, 12, 9), False),
        (NIGHT, date(2026, 12, 5), date(2026, 12, 9), True),
        (duty("2026-12-04T18:00", "2026-12-05T00:00"), date(2026, 12, 5), date(2026, 12, 9), False),
    ],
)
def test_nobody_is_on_duty_on_a_day_they_said_they_are_away(facts, first, last, expected):
    said = Availability(exceptions=(Exceptional(first, last, True, "In hospital"),))
    found = refusals(duty=facts, availability=said, to=THEY)
    assert [one.code for one in found] == (["away"] if expected else [])
    assert not any("hospital" in one.message for one in found)


def test_days_away_that_follow_on_clear_after_the_last_of_them():
    said = Availability(
        exceptions=(
            Exceptional(date(2026, 12, 1), date(2026, 12, 6), True),
            Exceptional(date(2026, 12, 7), date(2026, 12, 9), True),
            Exceptional(date(2026, 12, 12), date(2026, 12, 13), True),
        )
    )
    (found,) = refusals(availability=said)
    assert found.clears_on == date(2026, 12, 10)
    assert found.message.startswith("You have said that you are away from 1 December 2026 to 6 December 2026.")


CAN = Exceptional(date(2026, 12, 4), date(2026, 12, 4), False)


@pytest.mark.parametrize(
    ("starts", "ends", "exceptions", "words"),
    [
        (FRIDAY + 9 * 60, FRIDAY + 18 * 60, (), None),
        (FRIDAY + 9 * 60, FRIDAY + 18 * 60 + 30, (), "Friday 9am to 6:30pm"),
        (FRIDAY + 22 * 60, FRIDAY + 30 * 60, (), "Friday 10pm to Saturday 6am"),
        (FRIDAY + 16 * 60, FRIDAY + 24 * 60, (), "Friday 4pm to 12am"),
        (FRIDAY + 23 * 60, FRIDAY + 30 * 60, (), None),
        (FRIDAY + 9 * 60, FRIDAY + 19 * 60, (CAN,), None),
    ],
)
def test_no_duty_overlaps_the_day_job_unless_they_say_that_they_can_on_that_day(starts, ends, exceptions, words):
    said = Availability(job=(WeeklyTime(starts, ends),), exceptions=exceptions)
    found = refusals(availability=said)
    assert [one.code for one in found] == (["day_job"] if words else [])
    assert not words or f"overlaps your day job, {words}." in found[0].message


@pytest.mark.parametrize(
    ("usual", "expected"),
    [
        ((), 0),
        ((WeeklyTime(FRIDAY + 17 * 60, FRIDAY + 24 * 60),), 0),
        ((WeeklyTime(FRIDAY + 8 * 60, FRIDAY + 17 * 60),), 1),
    ],
)
def test_a_time_that_is_not_usual_stops_nothing_and_is_said(usual, expected):
    case = replace(USUAL, availability=Availability(usual=usual))
    assert len(notes_of(case)) == expected
    assert codes(availability=case.availability) == []


HERE, THERE = 3, 4


@pytest.mark.parametrize(
    ("postings", "expected", "clears_on"),
    [
        (((LONG_AGO, HERE),), [], None),
        (((LONG_AGO, THERE),), ["unit"], None),
        (((LONG_AGO, None),), ["unit"], None),
        ((), ["unit"], None),
        (((LONG_AGO, THERE), (date(2026, 12, 4), HERE)), [], None),
        (((LONG_AGO, THERE), (date(2026, 12, 5), HERE)), ["unit"], date(2026, 12, 5)),
        (((LONG_AGO, HERE), (date(2026, 12, 4), THERE)), ["unit"], None),
    ],
)
def test_a_duty_of_one_unit_is_for_those_posted_there_on_its_day(postings, expected, clears_on):
    ours = replace(duty(), unit_id=HERE, is_unit_only=True)
    found = refusals(duty=ours, standing=replace(STANDING, postings=postings))
    assert [one.code for one in found] == expected
    assert not expected or found[0].clears_on == clears_on
    assert codes(duty=replace(ours, is_unit_only=False), standing=replace(STANDING, postings=postings)) == []


def test_someone_who_moves_unit_in_the_middle_of_a_night_is_not_of_the_unit():
    ours = replace(NIGHT, unit_id=HERE, is_unit_only=True)
    moved = replace(STANDING, postings=((LONG_AGO, HERE), (date(2026, 12, 5), THERE)))
    assert codes(duty=ours, standing=moved) == ["unit"]
