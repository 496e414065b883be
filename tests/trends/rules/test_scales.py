"""Axes: nice ticks, and places in a drawing."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.trends.rules.scales import (
    Frame,
    Scale,
    calendar_ticks,
    month_ticks,
    nice_ticks,
    value_scale,
    year_ticks,
)

FRAME = Frame(width=200, height=110, left=20, right=20, top=5, bottom=5)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 240, [0, 50, 100, 150, 200, 250]),
        (0, 7, [0, 2, 4, 6, 8]),
        (0, 1, [0, 1]),
        (0, 0, [0, 1]),
        (-6, 8, [-10, -5, 0, 5, 10]),
        (0, 20_566, [0, 5_000, 10_000, 15_000, 20_000, 25_000]),
    ],
)
def test_nice_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert nice_ticks(low, high) == ticks


@given(st.integers(-10_000, 0), st.integers(0, 1_000_000))
def test_ticks_cover_everything_evenly_in_whole_steps(low: int, high: int) -> None:
    ticks = nice_ticks(low, high)
    steps = {after - before for before, after in pairwise(ticks)}

    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 7
    assert len(steps) == 1
    assert steps.pop() >= 1


def test_the_upright_scale_begins_at_zero() -> None:
    scale, ticks = value_scale(FRAME, 230, 240)

    assert scale(0) == FRAME.floor
    assert ticks[0].words == "0"


def test_places() -> None:
    scale = Scale(0, 10, 20, 180)

    assert [scale(value) for value in (0, 5, 10)] == [20, 100, 180]
    assert Scale(3, 3, 20, 180)(3) == 20


def test_ticks_of_time() -> None:
    months = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 4, 1)]
    scale = Scale(date(2025, 11, 1).toordinal(), date(2026, 11, 1).toordinal(), 0, 365)

    assert [tick.words for tick in month_ticks(months, [1, 2, 3, 4], 3)] == ["Jan 2026", "Apr"]
    assert [tick.words for tick in calendar_ticks(scale, months[0], date(2026, 7, 1), 6)] == ["Jan 2026", "Jul"]
    assert [tick.words for tick in year_ticks(scale, 1979, 1991, 5)] == ["1980", "1985", "1990"]
