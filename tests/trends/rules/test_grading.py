"""Grading by range and trend, and what a target must have."""

from dataclasses import replace
from datetime import date

import pytest

from volunteers.trends.rules import Measure
from volunteers.trends.rules.addresses import is_web_address
from volunteers.trends.rules.grading import Grade, Range, grade
from volunteers.trends.rules.target_drafts import TargetDraft, refusals_of_target
from volunteers.trends.rules.trend import Direction

RISING, FALLING, NONE, UNKNOWN = Direction.RISING, Direction.FALLING, Direction.NONE, Direction.UNKNOWN
TODAY = date(2026, 11, 22)
DRAFT = TargetDraft(
    strand="special_constabulary", measure=Measure.HEADCOUNT, area=None, low=300, high=350, due_on=date(2029, 3, 31),
    is_published=True, source="Police and Crime Plan", source_on=date(2025, 1, 30), source_url="https://plan.example/1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "trend", "expected"),
    [
        (351, RISING, Grade.EXCEEDS),
        (351, NONE, Grade.EXCEEDS),
        (351, FALLING, Grade.MEETS),
        (351, UNKNOWN, Grade.UNKNOWN),
        (350, RISING, Grade.MEETS),
        (350, NONE, Grade.MEETS),
        (350, FALLING, Grade.BELOW),
        (300, NONE, Grade.MEETS),
        (300, FALLING, Grade.BELOW),
        (320, UNKNOWN, Grade.UNKNOWN),
        (299, RISING, Grade.BELOW),
        (299, FALLING, Grade.BELOW),
        (299, UNKNOWN, Grade.BELOW),
    ],
)
def test_range_and_trend(value: int, trend: Direction, expected: Grade) -> None:
    assert grade(value, Range(300, 350), trend).grade is expected


def test_at_least_has_no_top_to_exceed() -> None:
    assert grade(9_000, Range(300), Direction.RISING).grade is Grade.MEETS
    assert Range(1_300).words == "at least 1,300"


def test_the_reason_names_value_range_and_trend() -> None:
    assert grade(310, Range(300, 350), FALLING).reason == "310 is in the range, with a negative trend."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"low": 351}, "range"),
        ({"low": -1}, "low"),
        ({"low": 10_000_001, "high": None}, "low"),
        ({"high": 10_000_001}, "range"),
        ({"source": "  "}, "source"),
        ({"source_on": date(2026, 11, 23)}, "source_on"),
        ({"due_on": date(2025, 1, 29)}, "due_on"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": None}, "unseen"),
        ({"measure": Measure.LEAVERS}, "measure"),
    ],
)
def test_a_target_is_refused(change: dict[str, object], code: str) -> None:
    assert [refusal.code for refusal in refusals_of_target(replace(DRAFT, **change), today=TODAY)] == [code]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"high": None},
        {"low": 350},
        {"low": 0, "high": 0},
        {"source_on": TODAY},
        {"is_published": False, "source_url": None},
        {"due_on": date(2025, 1, 30)},
    ],
)
def test_a_target_is_kept(change: dict[str, object]) -> None:
    assert refusals_of_target(replace(DRAFT, **change), today=TODAY) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://a.example/b?c=d", True),
        ("http://a.example", True),
        ("ftp://a.example", False),
        ("https:///path", False),
        ("a.example", False),
        ("data:text/html,hello", False),
        ("http://[", False),
    ],
)
def test_web_addresses(text: str, is_one: bool) -> None:
    assert is_web_address(text) is is_one
