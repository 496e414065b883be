"""The eligibility questions of a strand, each with its answers and what an answer means. Immediate, never a surprise.

An answer is the value of a choice (with a month beside it where the choice counts from one) or, where a rule sets an
age, a date of birth. The same answers on the same day always mean the same, and a worse answer is never a better end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BIRTH_DATE = "birth_date"


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
class Counted:
    """The month asked beside a choice, in words, and how many months from its end the choice stands in the way."""

    words: str
    missing: str
    months: int
    hint: str = "For example, 3 2024"


@dataclass(frozen=True)
class Choice:
    """One answer to choose, in the applicant's words, and what it means; ``message`` says why, and what then.

    ``counted`` lets it pass from a day on. ``starts_on`` is when what was chosen begins, for ages judged on that day.
    ``is_listed`` marks a choice that comes from a list the force keeps.
    """

    value: str
    label: str
    outcome: Outcome = Outcome.PASS
    message: str = ""
    hint: str = ""
    counted: Counted | None = None
    starts_on: date | None = None
    is_listed: bool = False


@dataclass(frozen=True)
class EligibilityRule:
    """One eligibility question, answered with the value of a choice or, where it sets an age, a date of birth.

    Ages are whole years, both ends included, judged today or on the day that begins what the question
    ``age_at_start_of`` chose. ``fact`` names what an answer tells, the same in every strand that asks for it.
    ``confirm`` marks a rule that the force must confirm. ``lists_occupations`` and ``lists_units`` mark questions whose
    choices the force keeps. ``field`` is where an answer is stored.
    """

    question: str
    title: str
    choices: tuple[Choice, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    hint: str = ""
    confirm: bool = False
    fact: str = ""
    age_at_start_of: str = ""
    lists_occupations: bool = False
    lists_units: bool = False
    field: str = "answer"

    @property
    def sets_an_age(self) -> bool:
        return self.minimum_age is not None or self.maximum_age is not None

    @property
    def tells(self) -> str:
        """The fact an answer tells, empty for one that only this strand asks for."""
        return BIRTH_DATE if self.sets_an_age else self.fact

    @property
    def counted_choice(self) -> Choice | None:
        """The choice beside which a month is asked; a question has one at most."""
        return next((choice for choice in self.choices if choice.counted), None)

    def chosen(self, answer: "Answer") -> Choice | None:
        """The choice that an answer names."""
        value = answer.value if isinstance(answer, Dated) else answer
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Dated:
    """A choice, and the month it is counted from by its first day."""

    value: str
    month: date


Answer = str | date | Dated | None


@dataclass(frozen=True)
class Finding:
    """What one answer means. ``clears_on`` is the first day on which it would be another, where that is known."""

    question: str
    outcome: Outcome
    message: str
    clears_on: date | None = None


def judge_eligibility(rules: Sequence[EligibilityRule], answers: Mapping[str, Answer], on: date) -> list[Finding]:
    """One finding for each question, in order, judged on a date. An answer that is none of the choices is unanswered.

    Answers to other questions are not looked at. Never raises.
    """
    return [_judge(rule, answers.get(rule.question), on, _start_of(rule, rules, answers)) for rule in rules]


def overall(findings: Sequence[Finding]) -> Outcome:
    """The worst of the findings; a pass when there are none."""
    order = list(Outcome)
    return max((finding.outcome for finding in findings), key=order.index, default=Outcome.PASS)


def birthday(born: date, age: int) -> date:
    """The first day of an age; for someone born on 29 February that is 1 March in a common year.

    The last day there is, for one beyond the calendar.
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1) if born.year + age <= date.max.year else date.max


def passes_from(month: date, months: int) -> date:
    """The first day on which so many whole months lie behind a month of which the day is not known."""
    year, number = divmod(month.year * 12 + month.month + months, 12)
    return date(year, number + 1, 1) if year <= date.max.year else date.max


def plainly(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B} {day.year}"


def _start_of(rule: EligibilityRule, rules: Sequence[EligibilityRule], answers: Mapping[str, Answer]) -> date | None:
    asked = next((each for each in rules if each.question == rule.age_at_start_of), None)
    chosen = asked.chosen(answers.get(asked.question)) if asked else None
    return chosen.starts_on if chosen else None


def _judge(rule: EligibilityRule, answer: Answer, on: date, starts_on: date | None) -> Finding:
    if (choice := rule.chosen(answer)) is not None:
        return _judge_choice(rule, choice, answer.month if isinstance(answer, Dated) else None, on)
    if isinstance(answer, date) and answer <= on and rule.sets_an_age:
        return _judge_age(rule, answer, on, starts_on)
    return Finding(rule.question, Outcome.UNANSWERED, f"Answer the question “{rule.title}”")


def _judge_choice(rule: EligibilityRule, choice: Choice, month: date | None, on: date) -> Finding:
    if choice.counted is None or month is None:
        return Finding(rule.question, choice.outcome, choice.message)
    first = passes_from(month, choice.counted.months)
    if first <= on:
        return Finding(rule.question, Outcome.PASS, "")
    return Finding(rule.question, choice.outcome, f"{choice.message} That is from {plainly(first)}.", first)


def _judge_age(rule: EligibilityRule, born: date, on: date, starts_on: date | None) -> Finding:
    day = max(on, starts_on) if starts_on else on
    if rule.minimum_age is not None and (first := birthday(born, rule.minimum_age)) > day:
        return Finding(rule.question, Outcome.NOT_YET, _too_young(rule.minimum_age, first, starts_on), first)
    if rule.maximum_age is not None and birthday(born, rule.maximum_age + 1) <= day:
        return Finding(rule.question, Outcome.NO, _too_old(rule.maximum_age, starts_on))
    return Finding(rule.question, Outcome.PASS, _START_UNKNOWN if rule.age_at_start_of and not starts_on else "")


_START_UNKNOWN = (
    "We do not know yet on which day your unit starts, so we looked at your age today. We look again when we know."
)


def _too_young(age: int, first: date, starts_on: date | None) -> str:
    if starts_on is None:
        return f"You must be {age} or over. You can apply from {plainly(first)}."
    return (
        f"Your unit starts on {plainly(starts_on)}, and you must be {age} or over on that day. "
        f"You can join a unit that starts on {plainly(first)} or later."
    )


def _too_old(age: int, starts_on: date | None) -> str:
    if starts_on is None:
        return f"You must be {age} or under."
    return f"Your unit starts on {plainly(starts_on)}, and you must be {age} or under on that day."
