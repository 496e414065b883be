"""What someone answered to a strand's eligibility questions so far: in this browser, or in an earlier application.

The session keeps the answers of every strand, in the cookie, until each has its draft.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from flask import session, url_for

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.rules import Verdict, answer_from, facts_of, first_unanswered, known_answers, verdict_of
from volunteers.applications.rules.eligibility import BORN
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Answer, EligibilityRule, Strand
from volunteers.strands.rules.eligibility import BIRTH_DATE, plainly
from volunteers.web.access import find_viewer

KEPT = "eligibility"
Stored = Mapping[str, Mapping[str, Any]]


class Answered:
    """The answers to one strand's questions at this request, and what they come to today."""

    def __init__(self, strand: Strand) -> None:
        self.strand = strand

    @cached_property
    def own(self) -> dict[str, dict[str, Any]]:
        """What was answered for this strand itself."""
        return _kept(self.strand)

    @cached_property
    def known(self) -> dict[str, dict[str, Any]]:
        """What was told before, for another strand or in an earlier application, and need not be asked again."""
        facts: dict[str, Answer] = {}
        if (earlier := _birth_date()) is not None:
            facts[BIRTH_DATE] = earlier
        for each in all_strands():
            facts.update(facts_of(each, _kept(each)))
        found = known_answers(self.strand, facts)
        return {question: values for question, values in found.items() if question not in self.own}

    @cached_property
    def stored(self) -> dict[str, dict[str, Any]]:
        """Every answer there is, as it is stored."""
        return {**self.known, **self.own}

    @cached_property
    def judged(self) -> Strand:
        """The strand as it is judged: with the force's own list, and the day the chosen unit starts."""
        return queries.as_judged(self.strand, self.stored, clock.today())

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers as the rules take them."""
        return {
            rule.question: answer_from(rule, self.stored.get(rule.question, {})) for rule in self.strand.eligibility
        }

    @property
    def facts(self) -> dict[str, Answer]:
        """What the answers tell of the person."""
        return facts_of(self.strand, self.stored)

    @cached_property
    def verdict(self) -> Verdict:
        """What the answers come to today."""
        return verdict_of(self.judged, self.answers, clock.today())

    @property
    def first_unanswered(self) -> str:
        """The question to put next."""
        return first_unanswered(self.judged, self.answers, clock.today())

    @property
    def known_in_words(self) -> list[tuple[str, str, str]]:
        """What was not asked again: (question, its title, the answer)."""
        rules = {rule.question: rule for rule in self.judged.eligibility}
        return [(each, rules[each].title, _said(rules[each], values)) for each, values in self.known.items()]

    @property
    def chosen_unit(self) -> dict[str, Mapping[str, Any]]:
        """The answer to the question of the unit, with all that its form stores."""
        asked = [rule.question for rule in self.strand.eligibility if rule.lists_units]
        return {question: self.own[question] for question in asked if question in self.own}

    @property
    def unit_to_wait_for(self) -> str | None:
        """Where to ask to be told when the chosen unit opens; None where no unit was chosen."""
        unit = next((str(values.get("unit", "")) for values in self.chosen_unit.values()), "")
        return url_for("openings.interest", slug=self.strand.slug, unit=unit) if unit else None

    def keep(self, question: str, values: Mapping[str, Any]) -> None:
        """Keep one answer, beside those of the other strands; empty values take no room in the cookie."""
        given = {name: value for name, value in values.items() if value not in ("", None)}
        session[KEPT] = {**session.get(KEPT, {}), self.strand.slug: {**self.own, question: given}}


def forget(strand: Strand) -> None:
    """Drop the answers to a strand once they are in its draft; those of the others stay."""
    rest = {slug: answers for slug, answers in session.get(KEPT, {}).items() if slug != strand.slug}
    session[KEPT] = rest
    if not rest:
        session.pop(KEPT)


def _kept(strand: Strand) -> dict[str, dict[str, Any]]:
    found = session.get(KEPT, {}).get(strand.slug, {})
    return {question: values for question, values in found.items() if isinstance(values, dict)}


def _birth_date() -> date | None:
    """The date of birth that the person signed in gave in an earlier application."""
    known = find_viewer()
    latest = queries.find_latest(known.account_id) if known else None
    return latest.birth_date if latest else None


def _said(rule: EligibilityRule, values: Mapping[str, Any]) -> str:
    if rule.sets_an_age:
        return plainly(date.fromisoformat(values[BORN]))
    chosen = rule.chosen(answer_from(rule, values))
    return chosen.label if chosen else ""
