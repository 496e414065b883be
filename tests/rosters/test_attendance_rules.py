"""Booking on and off, giving a place up, and hours against the commitment, as tables of cases."""

from datetime import UTC, datetime

import pytest

from volunteers import clock
from volunteers.rosters.rules import (
    Cover,
    DutyState,
    SignUpState,
    Tone,
    commitment,
    minutes_between,
    refusals_to_book_off,
    refusals_to_book_on,
    refusals_to_withdraw,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


STARTS, ENDS = at("2026-12-04T18:00"), at("2026-12-04T23:00")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-10-17T22:00", "2026-10-18T06:00", 8 * 60),
        ("2026-10-24T22:00", "2026-10-25T06:00", 9 * 60),
        ("2027-03-27T22:00", "2027-03-28T06:00", 7 * 60),
        ("2027-03-27T22:00", "2027-03-28T00:30", 150),
    ],
)
def test_a_night_is_credited_with_the_time_that_passed(start, end, minutes):
    starts_at, ends_at = (clock.from_london(datetime.fromisoformat(text)) for text in (start, end))
    assert minutes_between(starts_at, ends_at) == minutes
    # On one local clock Python subtracts what the clock shows, which is eight hours both nights.
    assert minutes_between(clock.in_london(starts_at), clock.in_london(ends_at)) == minutes


@pytest.mark.parametrize(
    ("when", "now", "expected"),
    [
        ("2026-12-04T18:00", "2026-12-04T18:05", None),
        ("2026-12-04T17:30", "2026-12-05T09:00", None),
        ("2026-12-04T14:00", "2026-12-05T09:00", None),
        ("2026-12-04T13:59", "2026-12-05T09:00", "too_early"),
        ("2026-12-04T18:00", "2026-12-04T17:59", "in_the_future"),
        ("2026-12-04T22:59", "2026-12-05T09:00", None),
        ("2026-12-04T23:00", "2026-12-05T09:00", "too_late"),
    ],
)
def test_when_someone_may_be_booked_on(when, now, expected):
    found = refusals_to_book_on(
        state=SignUpState.CONFIRMED, duty_state=DutyState.PUBLISHED, starts_at=STARTS, ends_at=ENDS,
        at=at(when), now=at(now), booked_on_at=None,
    )  # fmt: skip
    assert [refusal.code for refusal in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("state", "duty_state", "booked_on_at", "expected"),
    [
        (SignUpState.WITHDRAWN, DutyState.PUBLISHED, None, "not_on_duty"),
        (SignUpState.CONFIRMED, DutyState.CANCELLED, None, "not_on_duty"),
        (SignUpState.CONFIRMED, DutyState.PUBLISHED, STARTS, "already_booked_on"),
    ],
)
def test_who_may_be_booked_on(state, duty_state, booked_on_at, expected):
    found = refusals_to_book_on(
        state=state, duty_state=duty_state, starts_at=STARTS, ends_at=ENDS, at=STARTS, now=ENDS,
        booked_on_at=booked_on_at,
    )  # fmt: skip
    assert [refusal.code for refusal in found] == [expected]


@pytest.mark.parametrize(
    ("on", "off", "when", "now", "expected"),
    [
        (STARTS, None, "2026-12-04T23:10", "2026-12-04T23:15", None),
        (STARTS, None, "2026-12-05T18:00", "2026-12-06T09:00", None),
        (STARTS, None, "2026-12-05T18:01", "2026-12-06T09:00", "too_long"),
        (STARTS, None, "2026-12-04T18:00", "2026-12-04T23:15", "off_before_on"),
        (STARTS, None, "2026-12-04T17:00", "2026-12-04T23:15", "off_before_on"),
        (STARTS, None, "2026-12-04T23:10", "2026-12-04T23:09", "in_the_future"),
        (None, None, "2026-12-04T23:10", "2026-12-04T23:15", "not_booked_on"),
        (STARTS, ENDS, "2026-12-04T23:10", "2026-12-04T23:15", "already_booked_off"),
    ],
)
def test_when_someone_may_be_booked_off(on, off, when, now, expected):
    found = refusals_to_book_off(booked_on_at=on, booked_off_at=off, at=at(when), now=at(now))
    assert [refusal.code for refusal in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"now": STARTS}, "begun"),
        ({"state": SignUpState.WITHDRAWN}, "withdrawn"),
        ({"booked_on": True}, "booked_on"),
        ({"reason": "  "}, "reason_needed"),
    ],
)
def test_a_place_may_be_given_up_until_the_duty_begins(changes, expected):
    usual = {
        "state": SignUpState.CONFIRMED, "starts_at": STARTS, "now": at("2026-12-04T17:59"), "booked_on": False,
        "reason": "Unwell",
    }  # fmt: skip
    found = refusals_to_withdraw(**{**usual, **changes})
    assert [refusal.code for refusal in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("minutes", "over", "tone", "words"),
    [
        (0, False, Tone.POOR, "No hours yet of 16"),
        (0, True, Tone.POOR, "No hours of 16"),
        (1, False, Tone.WAITING, "15 hours 59 minutes to go of 16"),
        (16 * 60 - 1, True, Tone.WAITING, "1 minute short of 16"),
        (16 * 60, False, Tone.GOOD, "16 hours met"),
        (20 * 60, True, Tone.GOOD, "16 hours met"),
    ],
)
def test_hours_against_the_commitment_are_red_amber_or_green(minutes, over, tone, words):
    found = commitment(minutes, 16, over=over)
    assert (found.tone, found.words) == (tone, words)


@pytest.mark.parametrize(
    ("taken", "places", "minimum", "tone", "words"),
    [
        (0, 4, 1, "poor", "Below minimum"),
        (1, 4, 1, "waiting", "Places free"),
        (2, 6, 3, "poor", "Below minimum"),
        (3, 6, 3, "waiting", "Places free"),
        (4, 4, 1, "good", "Full"),
        (2, 2, 3, "good", "Full"),
    ],
)
def test_cover_against_places_and_the_smallest_team(taken, places, minimum, tone, words):
    cover = Cover(taken, places, minimum)
    assert (cover.tone, cover.words, cover.count) == (tone, words, f"{taken} of {places}")
