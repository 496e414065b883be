"""Fewer or more than among residents: by published figures alone, and only beyond chance and rounding."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.rules.representation.index import (
    FEWER,
    MORE,
    NO_DIFFERENCE,
    NO_RESIDENTS,
    NOT_GIVEN,
    TOO_FEW,
    TWO_DATES,
    Representation,
    Residents,
    Untold,
    represent,
)
from volunteers.trends.rules.representation.intervals import Share, share_interval, wilson

CUT_OFF, BEFORE = date(2026, 9, 30), date(2026, 6, 30)
HALF = Residents(500, 1000)


def shown(value: int | None, on: date = CUT_OFF) -> PublishedCount:
    return PublishedCount(value, on)


def a_share(part: int | None, whole: int | None, *, on: date = CUT_OFF, rounding: int = 5) -> Share:
    return Share(shown(part, on), shown(whole), rounding)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # The four examples of Newcombe 1998, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_score_interval_is_that_of_the_paper(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)

    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(
    ("part", "whole", "residents", "index", "span", "verdict", "short"),
    [
        # By hand from the equation of the paper, at its outermost over all numbers that round to these two.
        (30, 100, HALF, "0.6 times", "0.39 to 0.85", FEWER, 20),
        (70, 100, HALF, "1.4 times", "1.14 to 1.62", MORE, 0),
        (50, 100, HALF, "1.00 times", "0.75 to 1.25", NO_DIFFERENCE, 0),
        (45, 100, HALF, "0.90 times", "0.66 to 1.15", NO_DIFFERENCE, 0),
        (0, 200, Residents(100, 1000), "0.0 times", "0.00 to 0.36", FEWER, 20),
        (25, 25, HALF, "2.0 times", "1.35 to 2.00", MORE, 0),
        (60, 600, Residents(1, 1000), "100 times", "75 to 131", MORE, 0),
        (85, 275, Residents(887_000, 1_744_500), "0.6 times", "0.49 to 0.74", FEWER, 55),
    ],
)
def test_a_group_beside_residents(
    part: int, whole: int, residents: Residents, index: str, span: str, verdict: str, short: int
) -> None:
    found = represent(a_share(part, whole), residents)

    assert isinstance(found, Representation)
    assert (found.words, found.span, found.verdict, found.short) == (index, span, verdict, short)


def test_rounding_alone_can_be_what_makes_a_difference_unclear() -> None:
    exact, published = (represent(a_share(40, 100, rounding=by), HALF) for by in (1, 5))

    assert isinstance(exact, Representation)
    assert isinstance(published, Representation)
    assert (exact.verdict, published.verdict) == (FEWER, NO_DIFFERENCE)


@pytest.mark.parametrize(
    ("share", "residents", "why"),
    [
        (a_share(None, 100), HALF, NOT_GIVEN),
        (a_share(30, None), HALF, NOT_GIVEN),
        (a_share(10, 20), HALF, TOO_FEW),
        (a_share(30, 100, on=BEFORE), HALF, TWO_DATES),
        (a_share(30, 100), None, NO_RESIDENTS),
        (a_share(30, 100), Residents(0, 1000), NO_RESIDENTS),
    ],
)
def test_nothing_is_said_and_why(share: Share, residents: Residents | None, why: str) -> None:
    assert represent(share, residents) == Untold(why)


PARTS = st.integers(0, 120).map(lambda fifths: 5 * fifths)
SHARES = st.tuples(PARTS, PARTS).map(sorted).filter(lambda pair: pair[1] >= 25)


@given(pair=SHARES, residents=st.integers(1, 999))
def test_the_interval_contains_the_point_and_widens_with_rounding(pair: list[int], residents: int) -> None:
    part, whole = pair
    found = represent(a_share(part, whole), Residents(residents, 1000))

    assert isinstance(found, Representation)
    assert found.interval.low <= found.index + 1e-9
    assert found.interval.high >= found.index - 1e-9
    exact, wide, wider = (share_interval(part, whole, by) for by in (1, 5, 11))
    assert wider.low <= wide.low <= exact.low
    assert exact.high <= wide.high <= wider.high


@given(pair=SHARES, moved=st.tuples(st.integers(-2, 2), st.integers(-2, 2)))
def test_the_interval_covers_that_of_every_number_that_rounds_to_what_is_shown(
    pair: list[int], moved: tuple[int, int]
) -> None:
    whole = pair[1] + moved[1]
    part = min(max(0, pair[0] + moved[0]), whole)
    behind, published = wilson(part, whole), share_interval(pair[0], pair[1], 5)

    assert published.low <= behind.low
    assert published.high >= behind.high


@given(
    part=st.none() | PARTS, whole=st.none() | PARTS, on=st.sampled_from([CUT_OFF, BEFORE]), group=st.integers(0, 1000)
)
def test_no_number_ever_comes_from_a_figure_that_is_not_given(
    part: int | None, whole: int | None, on: date, group: int
) -> None:
    found = represent(a_share(part, whole, on=on), Residents(group, 1000))

    if part is None or whole is None or whole < 23 or on != CUT_OFF or not group:
        assert isinstance(found, Untold)
        assert found.why
    else:
        assert isinstance(found, Representation)
