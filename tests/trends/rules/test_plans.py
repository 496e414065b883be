"""Plans, objectives, milestones and indicators: what will not do, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from volunteers.trends.rules import Measure
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.plans import (
    IndicatorDraft,
    IndicatorUnit,
    MilestoneDraft,
    ObjectiveDraft,
    PlanDraft,
    Shape,
    Span,
    Wanted,
    code_of,
    refusals_of_indicator,
    refusals_of_milestone,
    refusals_of_objective,
    refusals_of_plan,
)
from volunteers.trends.rules.target_drafts import TargetDraft, refusals_of_target
from volunteers.trends.rules.targets import Quarter

TODAY = date(2026, 11, 23)
BEFORE = Span(1, "The plan of 2021 to 2025", date(2021, 4, 1), date(2025, 3, 31))
PLAN = PlanDraft(
    name="The plan of 2024 to 2029", commissioner="Someone", from_on=date(2024, 12, 10), until_on=date(2029, 3, 31),
    url="https://plan.example", source_on=date(2024, 12, 10),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"replaces": 1}, []),
        ({}, ["overlap"]),
        ({"from_on": date(2025, 3, 31)}, ["overlap"]),
        ({"from_on": date(2025, 4, 1)}, []),
        ({"from_on": date(2020, 4, 1), "until_on": date(2021, 4, 1)}, ["overlap"]),
        ({"from_on": date(2020, 4, 1), "until_on": date(2021, 3, 31)}, []),
        ({"from_on": date(2021, 4, 1), "replaces": 1}, ["replaces"]),
        ({"from_on": date(2030, 4, 1)}, ["dates"]),
        ({"replaces": 1, "url": "ftp://plan.example"}, ["url"]),
        ({"replaces": 1, "source_on": date(2026, 11, 24)}, ["source_on"]),
    ],
)
def test_one_plan_is_in_force_at_a_time(change: dict[str, object], codes: list[str]) -> None:
    found = refusals_of_plan(replace(PLAN, **change), [BEFORE], today=TODAY)  # type: ignore[arg-type]

    assert [refusal.code for refusal in found] == codes
    assert all(BEFORE.name in refusal.message for refusal in found if refusal.code == "overlap")


def test_an_objective_with_a_direction_needs_a_measure() -> None:
    draft = ObjectiveDraft("More people", Wanted.MORE, None, None, "page 1", "https://plan.example")

    assert [one.code for one in refusals_of_objective(draft)] == ["measure"]
    assert refusals_of_objective(replace(draft, measure=Measure.JOINERS)) == []
    assert refusals_of_objective(replace(draft, direction=Wanted.NONE)) == []


@pytest.mark.parametrize(("due_on", "is_kept"), [("2021-03-31", False), ("2021-04-01", True), ("2025-04-01", False)])
def test_a_milestone_is_due_while_its_plan_is_in_force(due_on: str, is_kept: bool) -> None:
    draft = MilestoneDraft("Hold an evening", date.fromisoformat(due_on), "page 2")
    assert (refusals_of_milestone(draft, BEFORE) == []) is is_kept


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"value": Decimal("100.01")}, ["value"]),
        ({"value": Decimal("101"), "unit": IndicatorUnit.NUMBER}, []),
        ({"value": Decimal("-1")}, ["value"]),
        ({"as_at": date(2026, 11, 24)}, ["as_at"]),
        ({"source_url": "javascript:alert(1)"}, ["url"]),
    ],
)
def test_what_an_indicator_can_be(change: dict[str, object], codes: list[str]) -> None:
    draft = IndicatorDraft(
        "Public confidence", Decimal(78), IndicatorUnit.PERCENT, TODAY, "Crime Survey", "https://survey.example"
    )
    found = refusals_of_indicator(replace(draft, **change), today=TODAY)  # type: ignore[arg-type]
    assert [refusal.code for refusal in found] == codes


def test_names_that_differ_in_writing_only_are_one_indicator() -> None:
    assert code_of("Public  Confidence in the police.") == code_of("public confidence, in the Police")


def quarters(*starts: str, low: int = 10, high: int | None = 20) -> tuple[Quarter, ...]:
    return tuple(Quarter(date.fromisoformat(start), Range(low, high)) for start in starts)


TARGET = TargetDraft(
    strand="special_constabulary", measure=Measure.JOINERS, area=None, low=None, high=None, due_on=None,
    is_published=False, source="Minutes", source_on=date(2026, 1, 1), shape=Shape.QUARTERS,
    quarters=quarters("2026-10-01", "2027-01-01"),
)  # fmt: skip
MOVED = replace(
    TARGET, shape=Shape.DIRECTION, wanted=Wanted.MORE, baseline=40, baseline_on=date(2025, 1, 1),
    due_on=date(2028, 3, 31),
)  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (TARGET, []),
        (replace(TARGET, quarters=()), ["quarters"]),
        (replace(TARGET, quarters=quarters("2027-01-01", "2026-10-01")), []),
        (replace(TARGET, quarters=quarters("2026-10-01", "2026-10-01")), ["quarters_twice"]),
        (replace(TARGET, quarters=quarters("2026-10-01", "2027-04-01")), ["quarters_gap"]),
        (replace(TARGET, quarters=quarters("2026-10-01", low=21)), ["range"]),
        (replace(TARGET, quarters=quarters("2025-07-01")), ["due_on"]),
        (replace(TARGET, measure=Measure.LEAVERS), ["measure"]),
        (MOVED, []),
        (replace(MOVED, baseline=None), []),
        (replace(MOVED, wanted=None), ["wanted"]),
        (replace(MOVED, wanted=Wanted.FEWER), ["wanted"]),
        (replace(MOVED, measure=Measure.LEAVERS), ["wanted"]),
        (replace(MOVED, measure=Measure.LEAVERS, wanted=Wanted.FEWER), []),
        (replace(MOVED, baseline_on=None), ["baseline_on"]),
        (replace(MOVED, baseline_on=date(2026, 12, 1)), ["baseline_on"]),
        (replace(MOVED, baseline_on=date(2028, 3, 31)), ["baseline_on", "baseline_on"]),
        (replace(MOVED, is_published=True), ["unseen"]),
    ],
)
def test_each_shape_is_judged_by_what_it_asks(draft: TargetDraft, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_of_target(draft, today=TODAY)] == codes
