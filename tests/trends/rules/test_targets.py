"""Targets as they are shown: which stand, how they are graded, and that an aim never looks published."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from volunteers.trends.rules import Measure
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.grading import Grade, Range
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.standing import graded
from volunteers.trends.rules.targets import StoredTarget, foremost_of, goal_of, live_targets

MONTHS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(24)]
EXACT = Counting(is_exact=True, fewest=5)
TARGET = StoredTarget(
    measure=Measure.HEADCOUNT, range=Range(300, 350), due_on=date(2027, 3, 31), is_published=True, source="The plan",
    source_url="https://plan.example", source_on=date(2025, 1, 1), entered_by="Sana Mirza",
    entered_at=datetime(2025, 2, 1, tzinfo=UTC),
)  # fmt: skip


def series(headcount: list[int], **others: list[int]) -> MonthlySeries:
    values = {Measure.HEADCOUNT: dict(zip(MONTHS, headcount, strict=False))}
    values |= {Measure(name): dict(zip(MONTHS, found, strict=False)) for name, found in others.items()}
    return MonthlySeries(MONTHS[: len(headcount)], values)


@pytest.mark.parametrize(
    ("headcount", "expected", "position"),
    [
        ([320] * 24, Grade.MEETS, "320 at the end of December 2026"),
        ([351] * 24, Grade.EXCEEDS, "351 at the end of December 2026"),
        (list(range(340, 316, -1)), Grade.BELOW, "317 at the end of December 2026"),
        ([310] * 11, Grade.UNKNOWN, "310 at the end of November 2025"),
    ],
)
def test_headcount_is_graded_on_the_last_whole_month(headcount: list[int], expected: Grade, position: str) -> None:
    found = graded(TARGET, series(headcount), EXACT)

    assert (found.verdict.grade, found.position) == (expected, position)


def test_a_target_whose_date_has_passed_is_graded_as_things_stood_then() -> None:
    past = replace(TARGET, due_on=date(2026, 3, 30))  # February is the last month over by then
    found = graded(past, series([310] * 14 + [100] * 10), EXACT)

    assert (found.verdict.grade, found.position) == (Grade.MEETS, "310 at the end of February 2026")
    older = graded(replace(TARGET, due_on=date(2021, 3, 31)), series([310] * 24), EXACT)
    assert older.verdict.grade is Grade.UNKNOWN


def test_hours_are_added_up_over_twelve_months_and_rounded_down_once() -> None:
    target = replace(TARGET, measure=Measure.HOURS, range=Range(18, None))
    found = graded(target, series([1] * 24, hours=[90] * 24), EXACT)  # 90 minutes a month

    assert (found.verdict.grade, found.position) == (Grade.MEETS, "18 in the twelve months to December 2026")


def test_too_few_people_are_neither_shown_nor_graded() -> None:
    target = replace(TARGET, measure=Measure.JOINERS, range=Range(2, 9))
    found = graded(target, series([10] * 24, joiners=[0] * 20 + [1] * 4), Counting(is_exact=False, fewest=5))

    assert found.verdict.grade is Grade.UNKNOWN
    assert found.position == "fewer than 5 in the twelve months to December 2026"


def test_the_one_entered_last_replaces_those_before() -> None:
    later = replace(TARGET, range=Range(1), entered_at=datetime(2025, 3, 1, tzinfo=UTC))
    sooner_due = replace(TARGET, due_on=date(2026, 3, 31))

    assert live_targets([later, TARGET, sooner_due]) == [sooner_due, later]


def test_the_foremost_is_the_next_headcount_due() -> None:
    hours = replace(TARGET, measure=Measure.HOURS, due_on=date(2027, 1, 31))
    past = replace(TARGET, due_on=date(2025, 3, 31))
    found = [graded(one, series([320] * 24), EXACT) for one in (past, hours, TARGET)]

    assert foremost_of(found, after=date(2026, 12, 1)) is found[2]
    assert foremost_of(found[:2], after=date(2026, 12, 1)) is found[1]
    assert foremost_of(found[:1], after=date(2026, 12, 1)) is found[0]
    assert foremost_of([], after=date(2026, 12, 1)) is None


def test_a_working_aim_is_drawn_and_named_as_one() -> None:
    aim = replace(TARGET, is_published=False)

    assert goal_of([aim], after=MONTHS[-1]).lines == (  # type: ignore[union-attr]
        "Working aim – not a published target:",
        "300 to 350 by 31 March 2027",
    )
    assert aim.standing_words == "Working aim – not a published target"
    assert goal_of([TARGET], after=MONTHS[-1]).lines == ("Target: 300 to 350 by 31 March 2027",)  # type: ignore[union-attr]
    assert goal_of([aim], after=date(2027, 4, 1)) is None
