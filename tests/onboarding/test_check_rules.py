"""What may be written down of a check."""

from datetime import date

import pytest

from volunteers.onboarding.rules import CheckEntry, CheckState, fact_of, refusals_to_record
from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, Party

TODAY = date(2026, 3, 10)
MEDICAL = CheckDefinition("medical", "Medical", Permission.CHECK_RECORD, Party.MEDICAL_PROVIDER, "Your health.")
ASKED, PASSED, FAILED = CheckState


@pytest.mark.parametrize(
    "entry",
    [
        CheckEntry(ASKED),
        CheckEntry(PASSED, TODAY),
        CheckEntry(PASSED, date(2026, 3, 9), date(2026, 3, 9)),
        CheckEntry(PASSED, date(2020, 1, 1), date(2025, 1, 1)),
        CheckEntry(FAILED, TODAY),
    ],
)
def test_an_entry_that_can_be(entry: CheckEntry) -> None:
    assert refusals_to_record(entry, MEDICAL, TODAY) == []


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        (CheckEntry(PASSED), "result_without_date", "Medical: enter the date of the result."),
        (CheckEntry(FAILED), "result_without_date", "Medical: enter the date of the result."),
        (
            CheckEntry(PASSED, date(2026, 3, 11)),
            "result_in_future",
            "Medical: the date of the result must be today or in the past.",
        ),
        (
            CheckEntry(PASSED, TODAY, date(2026, 3, 9)),
            "validity_before_result",
            "Medical: the last good day cannot be before the date of the result, 10 March 2026.",
        ),
        (
            CheckEntry(FAILED, TODAY, date(2027, 1, 1)),
            "validity_without_pass",
            "Medical: only a check that was passed has a last good day.",
        ),
        (
            CheckEntry(ASKED, None, date(2027, 1, 1)),
            "validity_without_pass",
            "Medical: only a check that was passed has a last good day.",
        ),
        (
            CheckEntry(ASKED, TODAY),
            "result_not_chosen",
            "Medical: there is a date of the result, so choose the result, or clear the date.",
        ),
    ],
)
def test_an_entry_that_cannot_be(entry: CheckEntry, code: str, words: str) -> None:
    assert [(each.code, each.message) for each in refusals_to_record(entry, MEDICAL, TODAY)] == [(code, words)]


def test_a_pass_counts_from_its_result_to_its_last_good_day() -> None:
    fact = fact_of("medical", PASSED, None, date(2026, 3, 1), date(2026, 3, 10))
    assert [fact.holds_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1), TODAY, date(2026, 3, 11))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_check_asked_for_says_since_when() -> None:
    fact = fact_of("medical", ASKED, date(2026, 3, 1), None, None)
    assert (fact.passed, fact.failed, fact.state_words) == (False, False, "asked for on 1 March 2026")
