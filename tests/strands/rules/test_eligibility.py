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
