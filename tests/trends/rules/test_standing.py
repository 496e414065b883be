"""How the figures stand against ranges by quarter and against a baseline."""

from dataclasses import replace
from datetime import date

import pytest

from tests.trends.rules.test_targets import EXACT, MONTHS, TARGET, series
from volunteers.trends.rules import Measure
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.grading import Grade, Range
from volunteers.trends.rules.plans import Shape, Wanted
from volunteers.trends.rules.standing import baseline_at, graded
from volunteers.trends.rules.targets import Baseline, Quarter, live_targets

QUARTERS = (
    Quarter(date(2026, 7, 1), Range(30, 36)),
    Quarter(date(2026, 10, 1), Range(30, 36)),
    Quarter(date(2027, 1, 1), Range(90, 99)),
)
BY_QUARTER = replace(TARGET, measure=Measure.JOINERS, shape=Shape.QUARTERS, quarters=QUARTERS, due_on=date(2027, 3, 31))


@pytest.mark.parametrize(
    ("joiners", "grade", "position"),
    [
        ([11] * 24, Grade.MEETS, "33 in October to December 2026, asked: 30 to 36"),
        ([13] * 24, Grade.EXCEEDS, "39 in October to December 2026, asked: 30 to 36"),
        ([9] * 24, Grade.BELOW, "27 in October to December 2026, asked: 30 to 36"),
        (list(range(34, 10, -1)), Grade.BELOW, "36 in October to December 2026, asked: 30 to 36"),
        ([*[99] * 21, 12, 11], Grade.EXCEEDS, "210 in July to September 2026, asked: 30 to 36"),
    ],
)
def test_the_last_quarter_that_is_over_is_held_against_its_own_range(
    joiners: list[int], grade: Grade, position: str
) -> None:
    figures = replace(series([100] * len(joiners), joiners=joiners))
    found = graded(BY_QUARTER, figures, EXACT)

    if len(joiners) == 23:  # December is not over: the quarter before stands
        assert (found.quarter, found.value) == (QUARTERS[0], 99 * 3)
    else:
        assert (found.verdict.grade, found.position, found.quarter) == (grade, position, QUARTERS[1])


def test_before_its_first_quarter_is_over_nothing_is_graded() -> None:
    found = graded(replace(BY_QUARTER, quarters=QUARTERS[2:]), series([100] * 24, joiners=[9] * 24), EXACT)

    assert (found.verdict.grade, found.position) == (Grade.UNKNOWN, "not known")
    assert "January to March 2027, is not over" in found.verdict.reason


@pytest.mark.parametrize(
    ("wanted", "headcount", "grade"),
    [
        (Wanted.MORE, list(range(101, 125)), Grade.MEETS),
        (Wanted.MORE, [120] * 24, Grade.MEETS),
        (Wanted.MORE, [9_999] * 24, Grade.MEETS),  # never "exceeds": there is no range to be above
        (Wanted.MORE, list(range(140, 116, -1)), Grade.BELOW),
        (Wanted.MORE, [100] * 24, Grade.BELOW),
        (Wanted.MORE, [90] * 24, Grade.BELOW),
        (Wanted.MORE, [120] * 11, Grade.UNKNOWN),
        (Wanted.FEWER, [90] * 24, Grade.MEETS),
        (Wanted.FEWER, list(range(70, 94)), Grade.BELOW),
        (Wanted.FEWER, [110] * 24, Grade.BELOW),
    ],
)
def test_a_direction_is_held_against_its_baseline(wanted: Wanted, headcount: list[int], grade: Grade) -> None:
    baseline = Baseline(wanted, 100, date(2024, 12, 31), is_ours=True)
    found = graded(replace(TARGET, shape=Shape.DIRECTION, baseline=baseline), series(headcount), EXACT)

    assert found.verdict.grade is grade
    assert "the baseline of 100 on 31 December 2024" in found.verdict.reason
    assert "(from our figures)" in found.target.asks


def test_few_people_are_not_shown_in_any_shape() -> None:
    guarded = Counting(is_exact=False, fewest=5)
    found = graded(BY_QUARTER, series([100] * 24, joiners=[1] * 24), guarded)

    assert (found.verdict.grade, found.value) == (Grade.UNKNOWN, None)
    assert "3" not in found.position.split(" in ")[0]


def test_a_baseline_is_what_stood_when_the_month_before_was_over() -> None:
    assert baseline_at(Measure.HEADCOUNT, series(list(range(24))), date(2026, 3, 30)) == 13
    assert baseline_at(Measure.HEADCOUNT, series([1] * 24), date(2024, 3, 30)) is None
    assert MONTHS[13] == date(2026, 2, 1)


def test_an_aim_never_stands_in_for_a_published_target() -> None:
    aim = replace(TARGET, is_published=False, entered_at=TARGET.entered_at.replace(year=2026))

    assert live_targets([TARGET, aim]) == [TARGET, aim]
    assert live_targets([replace(TARGET, withdrawn="Wrong page"), aim]) == [aim]
