"""Targets and objectives in a report: held against what the release gives, and against nothing closer."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.trends.released import SPECIALS, a_content
from volunteers.trends.rules import Measure
from volunteers.trends.rules.grading import Grade, Range
from volunteers.trends.rules.plans import Shape, Wanted
from volunteers.trends.rules.reports.figures import rounded_counting
from volunteers.trends.rules.reports.plans import graded_for_report, objective_words, released, told_target
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.targets import Baseline, Quarter, StoredTarget

CONTENT = a_content()
COUNTING = rounded_counting(10, 5)
MONTHS = [date(2024 + (9 + step) // 12, (9 + step) % 12 + 1, 1) for step in range(24)]  # to September 2026
TARGET = StoredTarget(
    measure=Measure.HEADCOUNT, range=Range(290, 350), due_on=date(2027, 3, 31), is_published=True, source="The plan",
    source_url=None, source_on=date(2025, 1, 1), entered_by="Sana Mirza",
    entered_at=datetime(2025, 2, 1, tzinfo=UTC), strand=SPECIALS,
)  # fmt: skip
# 297 people, which the release gives as 295; 42 joined, and 8 people are qualified.
SERIES = MonthlySeries(
    MONTHS,
    {
        Measure.HEADCOUNT: dict.fromkeys(MONTHS, 297),
        Measure.QUALIFIED: dict.fromkeys(MONTHS, 8),
        Measure.JOINERS: dict.fromkeys(MONTHS[-14:], 3),
        Measure.HOURS: dict.fromkeys(MONTHS, 60 * 60),
    },
)


def quarter(first: date) -> Quarter:
    return Quarter(first, Range(290, 350))


@pytest.mark.parametrize(
    ("changed", "grade", "position"),
    [
        ({}, Grade.MEETS, "295 on 30 September 2026"),
        ({"range": Range(296)}, Grade.BELOW, "295 on 30 September 2026"),
        ({"measure": Measure.APPLICATIONS, "range": Range(200, 220)}, Grade.EXCEEDS,
         "230 in the twelve months to 30 September 2026"),
        ({"measure": Measure.LEAVERS}, Grade.UNKNOWN, "not given"),
        ({"area": "bristol"}, Grade.UNKNOWN, "not given"),
        ({"due_on": date(2026, 3, 31)}, Grade.UNKNOWN, "not given"),
        ({"shape": Shape.QUARTERS, "quarters": (quarter(date(2026, 7, 1)),)}, Grade.MEETS, "295 on 30 September 2026"),
        ({"shape": Shape.QUARTERS, "quarters": (quarter(date(2026, 10, 1)),)}, Grade.UNKNOWN, "not given"),
        ({"shape": Shape.QUARTERS, "quarters": (quarter(date(2026, 7, 1)),), "measure": Measure.APPLICATIONS},
         Grade.UNKNOWN, "not given"),
        ({"baseline": Baseline(Wanted.MORE, 290, date(2025, 3, 31), is_ours=False)}, Grade.MEETS,
         "295 on 30 September 2026"),
        ({"measure": Measure.JOINERS, "range": Range(30)}, Grade.MEETS, "35 in the twelve months to September 2026"),
        ({"measure": Measure.QUALIFIED, "range": Range(30)}, Grade.UNKNOWN,
         "fewer than 10 at the end of September 2026"),
        ({"measure": Measure.HOURS, "range": Range(700)}, Grade.MEETS, "720 in the twelve months to September 2026"),
    ],
)  # fmt: skip
def test_a_target_is_held_against_what_is_published(changed: dict[str, object], grade: Grade, position: str) -> None:
    found = graded_for_report(replace(TARGET, **changed), SERIES, CONTENT, COUNTING)  # type: ignore[arg-type]
    assert (found.verdict.grade, found.position) == (grade, position)
    assert "297" not in found.line + found.verdict.reason


@pytest.mark.parametrize(
    ("measure", "value", "is_ours", "told"),
    [
        (Measure.HEADCOUNT, 322, True, 320), (Measure.HEADCOUNT, 322, False, 322), (Measure.HEADCOUNT, 7, True, None),
        (Measure.HOURS, 322, True, 322),
    ],
)  # fmt: skip
def test_a_baseline_of_our_own_is_rounded_like_every_count(
    measure: Measure, value: int, is_ours: bool, told: int | None
) -> None:
    target = replace(TARGET, measure=measure, baseline=Baseline(Wanted.MORE, value, date(2025, 3, 31), is_ours))
    found = told_target(target, COUNTING)
    assert (found.baseline.value if found and found.baseline else None) == told


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure.HEADCOUNT, "More are wanted, without a number. Headcount: 295 on 30 September 2026. "
         "No clear trend over two years."),
        (Measure.QUALIFIED, "More are wanted, without a number. Qualified strength: fewer than 10 on 30 September "
         "2026. No clear trend over two years."),
    ],
)  # fmt: skip
def test_an_objective_is_told_and_never_graded(measure: Measure, words: str) -> None:
    assert objective_words(measure, Wanted.MORE, SPECIALS, SERIES, CONTENT, COUNTING) == words


def test_before_anything_is_counted_an_objective_says_so() -> None:
    empty = MonthlySeries([], {})
    assert "Nothing has been counted" in objective_words(
        Measure.QUALIFIED, Wanted.MORE, SPECIALS, empty, CONTENT, COUNTING
    )


def test_the_release_gives_what_it_gives_and_nothing_else() -> None:
    found = released(CONTENT, Measure.HEADCOUNT, SPECIALS, None)
    assert found is not None
    assert found.shown == 295
    assert released(CONTENT, Measure.HEADCOUNT, SPECIALS, "bristol") is None
    assert released(CONTENT, Measure.JOINERS, SPECIALS, None) is None
