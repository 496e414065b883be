"""What an answer to an eligibility question means."""

from datetime import date

import pytest

from volunteers.strands.rules import (
    Answer,
    Choice,
    EligibilityRule,
    Finding,
    Outcome,
    birthday,
    judge_eligibility,
    overall,
)
from volunteers.strands.rules.eligibility import Counted, Dated, passes_from

ON = date(2026, 5, 4)
AGE = EligibilityRule("age", "How old are you?", minimum_age=13, maximum_age=17)
WORK = EligibilityRule(
    "work",
    "What do you do?",
    (
        Choice("baker", "Baker"),
        Choice("judge", "Judge", Outcome.NO, "Not for judges."),
        Choice("publican", "Publican", Outcome.REFER, "We will look at it."),
        Choice("suspect", "Suspect", Outcome.NOT_YET, "When it is decided."),
    ),
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("baker", Finding("work", Outcome.PASS, "")),
        ("judge", Finding("work", Outcome.NO, "Not for judges.")),
        ("publican", Finding("work", Outcome.REFER, "We will look at it.")),
        ("suspect", Finding("work", Outcome.NOT_YET, "When it is decided.")),
        ("astronaut", Finding("work", Outcome.UNANSWERED, "Answer the question “What do you do?”")),
        (None, Finding("work", Outcome.UNANSWERED, "Answer the question “What do you do?”")),
        (ON, Finding("work", Outcome.UNANSWERED, "Answer the question “What do you do?”")),
    ],
)
def test_a_choice_means_what_the_page_says(answer: Answer, expected: Finding) -> None:
    assert judge_eligibility([WORK], {"work": answer}, ON) == [expected]


@pytest.mark.parametrize(
    ("born", "outcome", "clears_on"),
    [
        (date(2013, 5, 4), Outcome.PASS, None),
        (date(2013, 5, 5), Outcome.NOT_YET, date(2026, 5, 5)),
        (date(2008, 5, 5), Outcome.PASS, None),
        (date(2008, 5, 4), Outcome.NO, None),
        (date(2026, 5, 5), Outcome.UNANSWERED, None),
        ("2010-01-01", Outcome.UNANSWERED, None),
    ],
)
def test_an_age_is_judged_on_the_day(born: Answer, outcome: Outcome, clears_on: date | None) -> None:
    (finding,) = judge_eligibility([AGE], {"age": born}, ON)
    assert (finding.outcome, finding.clears_on) == (outcome, clears_on)


def test_too_young_says_from_which_day() -> None:
    (finding,) = judge_eligibility([AGE], {"age": date(2013, 6, 1)}, ON)
    assert finding.message == "You must be 13 or over. You can apply from 1 June 2026."


@pytest.mark.parametrize("born", [date(9999, 12, 31), date(2026, 5, 5)])
def test_a_day_of_birth_to_come_is_no_answer(born: date) -> None:
    assert judge_eligibility([AGE], {"age": born}, ON)[0].outcome is Outcome.UNANSWERED


@pytest.mark.parametrize(("answer", "outcome"), [("yes", Outcome.PASS), (date(2010, 1, 1), Outcome.NOT_YET)])
def test_an_age_rule_with_choices_takes_either(answer: Answer, outcome: Outcome) -> None:
    rule = EligibilityRule("age", "Are you 18 or over?", (Choice("yes", "Yes"),), minimum_age=18)
    assert judge_eligibility([rule], {"age": answer}, ON)[0].outcome is outcome


@pytest.mark.parametrize(
    ("born", "age", "expected"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2008, 12, 31), 18, date(2026, 12, 31)),
        (date(1, 1, 1), 18, date(19, 1, 1)),
        (date(9996, 2, 29), 3, date(9999, 3, 1)),
        (date(9999, 12, 31), 18, date.max),
    ],
)
def test_a_birthday_in_a_common_year(born: date, age: int, expected: date) -> None:
    assert birthday(born, age) == expected


@pytest.mark.parametrize(
    ("answers", "expected", "may_go_on"),
    [
        ({"age": date(2012, 1, 1), "work": "baker"}, Outcome.PASS, True),
        ({"age": date(2012, 1, 1), "work": "publican"}, Outcome.REFER, True),
        ({"age": date(2012, 1, 1)}, Outcome.UNANSWERED, False),
        ({"age": date(2020, 1, 1), "work": "publican"}, Outcome.NOT_YET, False),
        ({"age": date(2020, 1, 1), "work": "judge"}, Outcome.NO, False),
    ],
)
def test_the_worst_answer_decides(answers: dict[str, Answer], expected: Outcome, may_go_on: bool) -> None:
    outcome = overall(judge_eligibility([AGE, WORK], answers, ON))
    assert outcome is expected
    assert outcome.may_go_on is may_go_on


def test_nothing_asked_is_a_pass() -> None:
    assert overall([]) is Outcome.PASS


UNIT = EligibilityRule(
    "unit",
    "Which unit?",
    (Choice("1", "Bath", starts_on=date(2026, 9, 1)), Choice("2", "Wells"), Choice("3", "Yate", starts_on=ON)),
    lists_units=True,
)
AGE_AT_START = EligibilityRule("born", "When were you born?", minimum_age=13, maximum_age=17, age_at_start_of="unit")


@pytest.mark.parametrize(
    ("unit", "born", "outcome", "clears_on"),
    [
        ("1", date(2013, 9, 1), Outcome.PASS, None),  # 13 on the very day
        ("1", date(2013, 9, 2), Outcome.NOT_YET, date(2026, 9, 2)),
        ("1", date(2008, 9, 2), Outcome.PASS, None),  # 18 on the day after
        ("1", date(2008, 9, 1), Outcome.NO, None),
        ("2", date(2013, 5, 4), Outcome.PASS, None),
        ("2", date(2013, 5, 5), Outcome.NOT_YET, date(2026, 5, 5)),
        ("3", date(2013, 5, 4), Outcome.PASS, None),
        (None, date(2008, 5, 4), Outcome.NO, None),
    ],
)
def test_the_age_of_a_cadet_is_judged_on_the_day_the_unit_starts(
    unit: Answer, born: date, outcome: Outcome, clears_on: date | None
) -> None:
    _, finding = judge_eligibility([UNIT, AGE_AT_START], {"unit": unit, "born": born}, ON)
    assert (finding.outcome, finding.clears_on) == (outcome, clears_on)


@pytest.mark.parametrize(
    ("unit", "born", "said"),
    [
        ("1", date(2013, 9, 2), "Your unit starts on 1 September 2026, and you must be 13 or over on that day."),
        ("1", date(2013, 9, 2), "You can join a unit that starts on 2 September 2026 or later."),
        ("1", date(2008, 9, 1), "you must be 17 or under on that day."),
        ("2", date(2012, 1, 1), "We do not know yet on which day your unit starts"),
        ("1", date(2012, 1, 1), ""),
    ],
)
def test_the_day_an_age_was_judged_on_is_said(unit: str, born: date, said: str) -> None:
    _, finding = judge_eligibility([UNIT, AGE_AT_START], {"unit": unit, "born": born}, ON)
    assert said in finding.message
    assert bool(said) == bool(finding.message)


LIVED = EligibilityRule(
    "lived",
    "Have you lived here for 3 years?",
    (
        Choice("yes", "Yes"),
        Choice("no", "No", Outcome.NOT_YET, "After 3 years.", counted=Counted("Since when?", "Enter it.", 36)),
    ),
)


@pytest.mark.parametrize(
    ("answer", "outcome", "clears_on"),
    [
        ("no", Outcome.NOT_YET, None),
        (Dated("no", date(2023, 5, 1)), Outcome.NOT_YET, date(2026, 6, 1)),
        (Dated("no", date(2023, 4, 1)), Outcome.PASS, None),
        (Dated("no", date(2026, 12, 1)), Outcome.NOT_YET, date(2030, 1, 1)),
        (Dated("yes", date(2026, 1, 1)), Outcome.PASS, None),
        (Dated("perhaps", date(2020, 1, 1)), Outcome.UNANSWERED, None),
        (Dated("no", date.max), Outcome.NOT_YET, date.max),
        (Dated("no", date.min), Outcome.PASS, None),
    ],
)
def test_a_choice_that_counts_from_a_month_passes_in_time(
    answer: Answer, outcome: Outcome, clears_on: date | None
) -> None:
    (finding,) = judge_eligibility([LIVED], {"lived": answer}, ON)
    assert (finding.outcome, finding.clears_on) == (outcome, clears_on)


def test_a_choice_that_counts_says_from_which_day() -> None:
    (finding,) = judge_eligibility([LIVED], {"lived": Dated("no", date(2024, 3, 1))}, ON)
    assert finding.message == "After 3 years. That is from 1 April 2027."


@pytest.mark.parametrize(
    ("month", "months", "expected"),
    [
        (date(2024, 3, 1), 36, date(2027, 4, 1)),
        (date(2024, 12, 1), 36, date(2028, 1, 1)),
        (date(2024, 11, 1), 1, date(2025, 1, 1)),
        (date(9999, 12, 1), 36, date.max),
    ],
)
def test_months_are_counted_from_the_end_of_the_month(month: date, months: int, expected: date) -> None:
    assert passes_from(month, months) == expected
