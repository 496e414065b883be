"""How an opening stands on a day, what one must be, and how its places are said: tables."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from volunteers.openings.rules import (
    OpeningPlan,
    OpeningState,
    Window,
    best_state,
    is_open_all_year,
    is_within_a_day,
    places_in_words,
    refusal_to_take,
    refusals_to_past,
    refusals_to_plan,
    state_on,
)
from volunteers.strands.rules import StrandCode

OPENS, CLOSES = date(2026, 5, 25), date(2026, 6, 30)
OPEN, FULL, UPCOMING, CLOSED = OpeningState


@pytest.mark.parametrize(
    ("on", "is_ended", "places", "taken", "state"),
    [
        (date(2026, 5, 24), False, 10, 0, UPCOMING),
        (OPENS, False, 10, 0, OPEN),
        (CLOSES, False, 10, 0, OPEN),
        (date(2026, 7, 1), False, 10, 0, CLOSED),
        (OPENS, True, 10, 0, CLOSED),
        (date(2026, 5, 24), True, 10, 0, CLOSED),
        (OPENS, False, 10, 9, OPEN),
        (OPENS, False, 10, 10, FULL),
        (OPENS, False, None, 10_000, OPEN),
        (date(2026, 5, 24), False, 10, 10, UPCOMING),
        (date(2026, 7, 1), False, 10, 10, CLOSED),
    ],
)
def test_how_an_opening_stands(on: date, is_ended: bool, places: int | None, taken: int, state: OpeningState) -> None:
    assert state_on(on, Window(OPENS, CLOSES, is_ended), places=places, taken=taken) is state


@pytest.mark.parametrize(
    ("states", "best"),
    [
        ([], None),
        ([CLOSED], CLOSED),
        ([CLOSED, UPCOMING], UPCOMING),
        ([UPCOMING, FULL], FULL),
        ([CLOSED, FULL, OPEN, UPCOMING], OPEN),
    ],
)
def test_of_several_the_one_that_helps_most(states: list[OpeningState], best: OpeningState | None) -> None:
    assert best_state(states) is best


@pytest.mark.parametrize(
    ("places", "taken", "words"),
    [
        (None, 0, ""),
        (None, 99, ""),
        (20, 0, "20 places left"),
        (20, 16, "4 places left"),
        (20, 17, "Nearly full: 3 places left"),
        (20, 19, "Nearly full: 1 place left"),
        (20, 20, "Full"),
        (1, 0, "Nearly full: 1 place left"),
    ],
)
def test_places_left_are_said_exactly(places: int | None, taken: int, words: str) -> None:
    assert places_in_words(places, taken) == words


def a_plan(**changes: Any) -> OpeningPlan:
    """A plan for a cadet unit with nothing wrong."""
    good: dict[str, Any] = {
        "strand": "cadets", "title": "New cadets", "unit_id": 7, "opens_on": OPENS, "closes_on": CLOSES, "places": 20,
        "orientation_on": date(2026, 7, 9), "starts_on": date(2026, 9, 7),
    }  # fmt: skip
    return OpeningPlan(**{**good, **changes})


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"places": None}, []),
        ({"orientation_on": None}, []),
        ({"orientation_on": OPENS}, []),
        ({"closes_on": OPENS}, []),
        ({"strand": "special_constabulary", "unit_id": None, "starts_on": None, "orientation_on": None}, []),
        ({"title": " \n"}, ["no_title"]),
        ({"closes_on": date(2026, 5, 24)}, ["closes_before_it_opens"]),
        ({"starts_on": CLOSES}, ["starts_before_it_closes", "orientation_too_late"]),
        ({"starts_on": date(2026, 7, 1), "orientation_on": date(2026, 7, 1)}, []),
        ({"orientation_on": date(2026, 5, 24)}, ["orientation_too_early"]),
        ({"orientation_on": date(2026, 9, 8)}, ["orientation_too_late"]),
        ({"starts_on": None}, ["no_start"]),
        ({"unit_id": None}, ["no_unit"]),
        ({"places": 0}, ["places"]),
        ({"places": -1}, ["places"]),
        ({"places": 501}, ["places"]),
        ({"places": 4}, ["fewer_than_taken"]),
        ({"places": 5}, []),
        ({"title": "", "places": 0, "starts_on": None}, ["no_title", "no_start", "places"]),
    ],
)
def test_what_is_wrong_with_a_plan(changes: dict[str, Any], codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_to_plan(a_plan(**changes), taken=5)] == codes


@pytest.mark.parametrize(("today", "is_past"), [(CLOSES, False), (date(2026, 7, 1), True)])
def test_a_new_closing_date_is_not_over_already(today: date, is_past: bool) -> None:
    assert bool(refusals_to_past(a_plan(), today=today)) is is_past


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OPEN, None),
        (FULL, "All places have been taken."),
        (UPCOMING, "Applications open on 25 May 2026."),
        (CLOSED, "Applications have closed."),
    ],
)
def test_why_no_place_is_taken(state: OpeningState, words: str | None) -> None:
    refusal = refusal_to_take(state, OPENS)
    assert (refusal.message if refusal else None) == words


def test_only_cadets_open_by_window_alone() -> None:
    assert [strand for strand in StrandCode if not is_open_all_year(strand)] == [StrandCode.CADETS]


@pytest.mark.parametrize(
    ("ago", "within"),
    [
        (None, False),
        (timedelta(0), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(days=1), False),
    ],
)
def test_the_last_day_is_24_hours(ago: timedelta | None, within: bool) -> None:
    now = datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert is_within_a_day(None if ago is None else now - ago, now) is within
