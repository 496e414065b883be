"""Who can be cleared from which day, and with what."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from volunteers.onboarding.rules import (
    CheckState,
    Clearing,
    RecordedCheck,
    clearances_of,
    facts_of,
    grades_to_begin_with,
    refusals_to_clear,
)
from volunteers.people.rules import Holding
from volunteers.strands.queries import get_strand

TODAY = date(2026, 3, 10)
SPECIALS = get_strand("special_constabulary")
GOOD = Clearing("special_constable", "accompanied", 4, date(2026, 3, 5))


def a_record(code: str, result_on: date = date(2026, 3, 1), valid_until: date | None = None) -> RecordedCheck:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    return RecordedCheck(code, CheckState.PASSED, None, result_on, valid_until, None, "Helen Marsh", at, 1)


CHECKS = [a_record(code) for code in ("vetting", "medical", "personal_safety_training", "attestation", "references")]


def refused(
    clearing: Clearing = GOOD, *, checks: list[RecordedCheck] = CHECKS, area: str | None = "bristol"
) -> list[str]:
    refusals = refusals_to_clear(
        SPECIALS, clearing, facts=facts_of(checks), units=[4], birth_date=date(1990, 1, 1), area=area, on=TODAY
    )
    return [refusal.code for refusal in refusals]


@pytest.mark.parametrize("changed", [{}, {"started_on": TODAY}, {"unit_id": None}, {"grade": "qualified"}])
def test_who_can_be_cleared(changed: dict[str, object]) -> None:
    assert refused(replace(GOOD, **changed)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"started_on": date(2026, 3, 11)}, "starts_later"),
        ({"grade": "in_training"}, "unknown_grade"),
        ({"grade": "chief"}, "unknown_grade"),
        ({"rank": "general"}, "unknown_rank"),
        ({"rank": None}, "unknown_rank"),
        ({"unit_id": 5}, "unknown_unit"),
    ],
)
def test_what_cannot_be(changed: dict[str, object], code: str) -> None:
    assert refused(replace(GOOD, **changed)) == [code]  # type: ignore[arg-type]


def test_nobody_serves_before_the_day_they_were_attested() -> None:
    late = [*CHECKS[:3], a_record("attestation", date(2026, 3, 8))]
    assert refused(checks=late) == ["attestation_not_begun"]
    assert refused(replace(GOOD, started_on=date(2026, 3, 8)), checks=late) == []


def test_an_application_without_an_area_cannot_be_cleared() -> None:
    assert refused(area=None) == ["area_missing"]


def test_the_checks_that_a_duty_demands_become_clearances() -> None:
    failed = replace(a_record("vetting"), state=CheckState.FAILED)
    assert clearances_of(SPECIALS, CHECKS) == [
        Holding(code, date(2026, 3, 1), None) for code in ("vetting", "medical", "personal_safety_training")
    ]
    assert clearances_of(SPECIALS, [failed]) == []


def test_a_new_special_begins_accompanied_and_one_who_returns_may_begin_higher() -> None:
    assert [grade.code for grade in grades_to_begin_with(SPECIALS)] == ["accompanied", "directed", "qualified"]
