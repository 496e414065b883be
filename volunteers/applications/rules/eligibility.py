"""Eligibility answers as they are stored, carried from one strand to another, and judged on the day a unit starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from volunteers.strands.rules import Answer, Choice, EligibilityRule, Outcome, Strand, judge_eligibility, overall
from volunteers.strands.rules.eligibility import Dated

BORN = "birth_date"
MONTH = "month"
# Nobody is sent to a kind of volunteering that they can only join later than this.
SOON_DAYS = 2 * 365

Stored = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Fit:
    """A kind of volunteering that nothing known so far rules out; ``from_on`` where it is open to them only later."""

    name: str
    slug: str
    purpose: str
    from_on: date | None


def answer_from(rule: EligibilityRule, values: Mapping[str, Any]) -> Answer:
    """The answer that stored values give to a rule; None where they give none."""
    if rule.sets_an_age:
        born = values.get(BORN)
        return date.fromisoformat(born) if born else None
    value, month = values.get(rule.field), values.get(MONTH)
    return Dated(value, date.fromisoformat(month)) if value and month else value


def stored_as(rule: EligibilityRule, answer: Answer) -> dict[str, Any]:
    """An answer as it is stored; empty for one that is none of the choices."""
    if rule.sets_an_age:
        return {BORN: answer.isoformat()} if isinstance(answer, date) else {}
    if rule.chosen(answer) is None and not (rule.lists_units and isinstance(answer, str)):
        return {}
    if isinstance(answer, Dated):
        return {rule.field: answer.value, MONTH: answer.month.isoformat()}
    return {rule.field: answer}


def is_one_of_the_choices(rule: EligibilityRule, values: Mapping[str, Any]) -> bool:
    """Whether what is stored still answers the rule: a list may have changed since it was chosen from."""
    if values.get("sealed") is True or rule.sets_an_age or not rule.choices:
        return True
    return rule.chosen(answer_from(rule, values)) is not None


def chose_from_list(strand: Strand, stored: Stored) -> bool:
    """Whether an answer is none of those that a question has whatever stands in the force's list."""
    asked = [rule for rule in strand.eligibility if rule.lists_occupations]
    given = [(rule, stored.get(rule.question, {}).get(rule.field)) for rule in asked]
    own = {choice.value for rule in asked for choice in rule.choices if not choice.is_listed}
    return any(value and value not in own for _, value in given)


def chosen_unit(strand: Strand, stored: Stored) -> Mapping[str, Any]:
    """All that is stored of the unit someone chose; empty for none, and where no unit is asked."""
    asked = next((rule.question for rule in strand.eligibility if rule.lists_units), "")
    return stored.get(asked, {})


def with_chosen_unit(strand: Strand, chosen: Mapping[str, Any], starts_on: date | None) -> Strand:
    """The strand with the unit someone chose as the answer to its question, and the day that unit starts."""
    rules = tuple(
        replace(rule, choices=(Choice(chosen[rule.field], str(chosen.get("name", "")), starts_on=starts_on),))
        if rule.lists_units and chosen.get(rule.field)
        else rule
        for rule in strand.eligibility
    )
    return replace(strand, eligibility=rules)


def facts_of(strand: Strand, stored: Stored) -> dict[str, Answer]:
    """What the answers tell of the person, whichever strand asked."""
    found = {rule.tells: answer_from(rule, stored.get(rule.question, {})) for rule in strand.eligibility if rule.tells}
    return {fact: answer for fact, answer in found.items() if answer is not None}


def known_answers(strand: Strand, facts: Mapping[str, Answer]) -> dict[str, dict[str, Any]]:
    """What need not be asked again, as it is stored: facts that answer a question of this strand in its own words.

    Lists are always asked: what is none of one list may be in another.
    """
    asked = [rule for rule in strand.eligibility if rule.tells in facts and not rule.lists_occupations]
    stored = {rule.question: stored_as(rule, facts[rule.tells]) for rule in asked}
    return {question: values for question, values in stored.items() if values}


def fitting(strands: Iterable[Strand], facts: Mapping[str, Answer], on: date) -> list[Fit]:
    """The strands that what is known does not rule out: those open to the person now first, then those soon."""
    found = [fit for strand in strands if (fit := _fit(strand, facts, on))]
    return sorted(found, key=lambda fit: fit.from_on or on)


def _fit(strand: Strand, facts: Mapping[str, Answer], on: date) -> Fit | None:
    answers = {rule.question: facts.get(rule.tells) for rule in strand.eligibility if rule.tells}
    findings = judge_eligibility(strand.eligibility, answers, on)
    stopping = [each for each in findings if each.outcome in (Outcome.NOT_YET, Outcome.NO)]
    if overall(stopping) is Outcome.NO or any(each.clears_on is None for each in stopping):
        return None
    from_on = max((each.clears_on for each in stopping if each.clears_on), default=None)
    if from_on is not None and (from_on - on).days > SOON_DAYS:
        return None
    return Fit(strand.name, strand.slug, strand.purpose, from_on)
