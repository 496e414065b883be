"""Who may be placed, and which journeys can be, as tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.placements.builders import a_journey, terms
from volunteers import clock
from volunteers.forces.rules import SupportRole
from volunteers.people.rules import Holding, Standing, StatusKind, StatusSpan
from volunteers.placements.rules import (
    PLACED_STRAND,
    Candidate,
    Neighbour,
    Vehicle,
    is_usual_time,
    refusals_to_end,
    refusals_to_log,
    refusals_to_place,
)

START = date(2026, 11, 2)
DRIVER = SupportRole("driver", "Volunteer driver", "", 2, 25, needs_driving=True)
OFFICER = SupportRole("officer", "Volunteer with powers", "", 2, 18, designated_powers=True)
GOOD = Standing(
    1, "Alex", date(1990, 5, 17), PLACED_STRAND, "somerset", serves=((date(2025, 1, 1), None),),
    clearances=(Holding("vetting", date(2025, 1, 1), date(2027, 1, 1)),),
    qualifications=(Holding("driving_licence", date(2020, 1, 1), None),),
)  # fmt: skip
TERMS = terms(1, from_on=START)


def codes(standing: Standing = GOOD, level: int | None = 2, role: SupportRole = DRIVER, **more: object) -> list[str]:
    found = refusals_to_place(Candidate(standing, level), role, replace(TERMS, **more), licence_months=12, today=START)
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("changes", "level", "expected"),
    [
        ({}, 2, []),
        ({}, 3, []),
        ({}, 1, ["level"]),
        ({}, None, ["level_unknown"]),
        ({"birth_date": date(2001, 11, 3)}, 2, ["age"]),
        ({"birth_date": date(2001, 11, 2)}, 2, []),
        ({"clearances": ()}, 2, ["vetting"]),
        ({"clearances": (Holding("vetting", START + timedelta(days=1), None),)}, 2, ["vetting"]),
        ({"serves": ((START + timedelta(days=1), None),)}, 2, ["not_serving"]),
        ({"statuses": (StatusSpan(StatusKind.SUSPENDED, START, None),)}, 2, ["away"]),
        ({"qualifications": ()}, 2, ["licence"]),
        ({"qualifications": (Holding("driving_licence", date(2025, 11, 2), None),)}, 2, ["licence_new"]),
        ({"qualifications": (Holding("driving_licence", date(2025, 11, 1), None),)}, 2, []),
    ],
)
def test_who_may_drive_from_a_day(changes, level, expected):
    assert codes(replace(GOOD, **changes), level) == expected


def test_what_will_clear_says_from_when():
    young = replace(GOOD, birth_date=date(2002, 3, 1))
    (refusal,) = refusals_to_place(Candidate(young, 2), DRIVER, TERMS, licence_months=12, today=START)
    assert refusal.clears_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("role", "more", "expected"),
    [
        (DRIVER, {"until_on": START - timedelta(days=1)}, ["order"]),
        (DRIVER, {"until_on": date(2027, 1, 2)}, ["vetting"]),
        (DRIVER, {"powers_on": START}, ["no_powers"]),
        (OFFICER, {}, ["powers"]),
        (OFFICER, {"powers_on": START, "powers_reference": "CC/26/4"}, []),
        (OFFICER, {"powers_on": START + timedelta(days=1), "powers_reference": "CC/26/4"}, ["powers"]),
    ],
)
def test_terms_that_cannot_be(role, more, expected):
    assert codes(role=role, **more) == expected


@pytest.mark.parametrize(
    ("ended_on", "reason", "expected"),
    [(START, "Moved", []), (START - timedelta(days=1), "Moved", ["before"]), (START, " ", ["no_reason"])],
)
def test_ending(ended_on, reason, expected):
    found = refusals_to_end(from_on=START, ended_on=ended_on, reason=reason, today=START)
    assert [each.code for each in found] == expected


OWN = {"vehicle": Vehicle.OWN, "fleet_number": "", "odometer_start": None, "odometer_end": None}


@pytest.mark.parametrize(
    ("journey", "expected"),
    [
        (a_journey(), []),
        (a_journey(odometer_end=999), ["odometer_back"]),
        (a_journey(odometer_end=1_000), ["miles"]),
        (a_journey(odometer_end=None), ["odometer"]),
        (a_journey(fleet_number=" "), ["fleet"]),
        (a_journey(9, 9), ["ends"]),
        (a_journey(to_place="taunton"), ["same_place"]),
        (a_journey(odometer_end=1_400), []),
        (a_journey(odometer_end=1_401), ["check_miles"]),
        (a_journey(odometer_end=1_401, is_sure=True), []),
        (a_journey(**OWN), ["miles"]),
        (a_journey(**OWN, tenths=124), []),
    ],
)
def test_which_journeys_can_be(journey, expected):
    assert [each.code for each in refusals_to_log(journey, now=clock.now(), overlaps=False)] == expected


def test_no_journey_in_the_future_or_beside_another():
    found = refusals_to_log(a_journey(), now=a_journey().starts_at, overlaps=True)
    assert [each.code for each in found] == ["future", "overlaps"]


@pytest.mark.parametrize(
    ("hours", "start", "end", "expected"),
    [
        (-1, 900, 1_000, []), (-1, 900, 1_001, ["odometer_start"]),
        (+1, 1_020, 1_030, []), (+1, 1_019, 1_030, ["odometer_end"]),
    ],
)  # fmt: skip
def test_an_odometer_goes_on_from_the_journey_before(hours, start, end, expected):
    journey = a_journey()
    other = Neighbour(journey.starts_at + timedelta(hours=hours), start, end)
    found = refusals_to_log(journey, now=clock.now(), overlaps=False, neighbours=[other])
    assert [each.code for each in found] == expected


@pytest.mark.parametrize(
    ("day", "first", "last", "usual"),
    [(18, 8, 18, True), (18, 7, 9, False), (18, 17, 19, False), (21, 9, 10, False), (22, 9, 10, False)],
)
def test_weekdays_from_8_to_18_are_usual(day, first, last, usual):
    assert is_usual_time(datetime(2026, 11, day, first, tzinfo=UTC), datetime(2026, 11, day, last, tzinfo=UTC)) == usual
