"""The eligibility questions of a strand, each with its answers and what an answer means. Immediate, never a surprise.

An answer is the value of a choice or, where a rule sets an age, a date of birth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What an answer means, from best to worst. ``refer`` goes on, and is read by a person."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    REFER = "refer"
    UNANSWERED = "unanswered"
    NOT_YET = "not_yet"
    NO = "no"

    @property
    def may_go_on(self) -> bool:
        return self in (Outcome.PASS, Outcome.REFER)


@dataclass(frozen=True)
class Choice:
    """One answer to choose, in the applicant's words, and what it means; ``message`` says why, and what then."""

    value: str
    label: str
    outcome: Outcome = Outcome.PASS
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class EligibilityRule:
    """One eligibility question, answered with the value of a choice or, where it sets an age, a date of birth.

    Ages are whole years, both ends included. ``confirm`` marks a rule that the force must confirm.
    """

    question: str
    title: str
    choices: tuple[Choice, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    hint: str = ""
    confirm: bool = False

    @property
    def sets_an_age(self) -> bool:
        return self.minimum_age is not None or self.maximum_age is not None


@dataclass(frozen=True)
class Finding:
    """What one answer means. ``clears_on`` is the first day on which it would be another, where that is known."""

    question: str
    outcome: Outcome
    message: str
    clears_on: date | None = None


Answer = str | date | None


def judge_eligibility(rules: Sequence[EligibilityRule], answers: Mapping[str, Answer], on: date) -> list[Finding]:
    """One finding for each question, in order, judged on a date. An answer that is none of the choices is unanswered.

    Answers to other questions are not looked at. Never raises.
    """
    return [_judge(rule, answers.get(rule.question), on) for rule in rules]


def overall(findings: Sequence[Finding]) -> Outcome:
    """The worst of the findings; a pass when there are none."""
    order = list(Outcome)
    return max((finding.outcome for finding in findings), key=order.index, default=Outcome.PASS)


def birthday(born: date, age: int) -> date:
    """The first day of an age; for someone born on 29 February that is 1 March in a common year."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _judge(rule: EligibilityRule, answer: Answer, on: date) -> Finding:
    chosen = next((choice for choice in rule.choices if choice.value == answer), None)
    if chosen is not None:
        return Finding(rule.question, chosen.outcome, chosen.message)
    if isinstance(answer, date) and answer <= on and rule.sets_an_age:
        return _judge_age(rule, answer, on)
    return Finding(rule.question, Outcome.UNANSWERED, f"Answer the question “{rule.title}”")


def _judge_age(rule: EligibilityRule, born: date, on: date) -> Finding:
    if rule.minimum_age is not None and (first := birthday(born, rule.minimum_age)) > on:
        words = f"You must be {rule.minimum_age} or over. You can apply from {first.day} {first:%B %Y}."
        return Finding(rule.question, Outcome.NOT_YET, words, first)
    if rule.maximum_age is not None and birthday(born, rule.maximum_age + 1) <= on:
        return Finding(rule.question, Outcome.NO, f"You must be {rule.maximum_age} or under.")
    return Finding(rule.question, Outcome.PASS, "")
