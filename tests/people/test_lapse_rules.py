"""When someone is warned that something runs out: each step once, the nearest after a gap, none once renewed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from volunteers.people.rules.lapses import STEPS, state_tone, state_words, step_due, week_words

UNTIL = date(2026, 6, 30)


def days_before(days: int) -> date:
    return UNTIL - timedelta(days=days)


@pytest.mark.parametrize(
    ("left", "warned", "step"),
    [
        (91, (), None),
        (90, (), 90),
        (89, (90,), None),
        (60, (90,), 60),
        (60, (), 60),
        (45, (), 60),
        (30, (90, 60), 30),
        (8, (90, 60, 30), None),
        (7, (90, 60, 30), 7),
        (3, (90,), 7),
        (0, (), 7),
        (0, (7,), None),
        (-1, (), None),
        (50, (7,), None),
    ],
)
def test_the_step_that_is_due(left: int, warned: tuple[int, ...], step: int | None) -> None:
    assert step_due(UNTIL, days_before(left), warned) == step


def test_what_was_renewed_is_not_warned_of() -> None:
    assert all(step_due(UNTIL, days_before(left), (), is_renewed=True) is None for left in range(-5, 100))


def lived(runs: list[date], renewed_on: date | None) -> list[tuple[date, int]]:
    """Every warning of these runs, in the order in which they were made."""
    sent: list[tuple[date, int]] = []
    for day in runs:
        is_renewed = renewed_on is not None and renewed_on <= day
        step = step_due(UNTIL, day, [days for _, days in sent], is_renewed=is_renewed)
        if step is not None:
            sent.append((day, step))
    return sent


@given(
    lefts=some.lists(some.integers(-20, 130), max_size=60),
    renewed=some.none() | some.integers(-20, 130),
    is_sorted=some.booleans(),
)
def test_whatever_the_days_of_the_runs(lefts: list[int], renewed: int | None, is_sorted: bool) -> None:
    runs = [days_before(left) for left in lefts]
    renewed_on = None if renewed is None else days_before(renewed)
    sent = lived(sorted(runs) if is_sorted else runs, renewed_on)
    steps = [step for _, step in sent]
    assert len(set(steps)) == len(steps)
    assert steps == sorted(steps, reverse=True)
    for day, step in sent:
        left = (UNTIL - day).days
        assert step == min(each for each in STEPS if left <= each)
        assert left >= 0
        assert renewed_on is None or day < renewed_on


@given(start=some.integers(0, 200))
def test_run_every_day_every_step_that_is_ahead_is_sent_on_its_day(start: int) -> None:
    runs = [days_before(left) for left in range(start, -5, -1)]
    ahead = [step for step in STEPS if step <= start]
    on_their_day = [(days_before(step), step) for step in ahead]
    sent = lived(runs, None)
    assert sent[-len(on_their_day) :] == on_their_day or not on_their_day
    assert len(sent) - len(on_their_day) <= 1


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (90, "90 days left", "fair"),
        (30, "30 days left", "waiting"),
        (1, "1 day left", "waiting"),
        (0, "Last good day", "waiting"),
        (-1, "Lapsed", "poor"),
    ],
)
def test_how_it_stands(left: int, words: str, tone: str) -> None:
    on = days_before(left)
    assert (state_words(UNTIL, on), state_tone(UNTIL, on)) == (words, tone)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 6, 28), "Last week, from 22 June 2026"),
        (date(2026, 6, 29), "This week, from 29 June 2026"),
        (date(2026, 7, 5), "This week, from 29 June 2026"),
        (date(2026, 7, 6), "Next week, from 6 July 2026"),
        (date(2026, 8, 1), "Week of 27 July 2026"),
    ],
)
def test_weeks_begin_on_monday(day: date, words: str) -> None:
    assert week_words(day, UNTIL) == words
