"""What someone declared: yes, no, or not answered, which are three different things.

An answer is read as a choice of its question and never as a truth of its own: what is missing, sealed or none of the
choices is never a "No" (threat T36, assurance.md 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from volunteers.strands.rules import EligibilityRule

# The value by which each question that is declared says no; whatever else may be chosen declares something.
DECLARED: Mapping[str, str] = {"convictions": "no", "finance": "none", "memberships": "none"}
TITLES: Mapping[str, str] = {
    "convictions": "Convictions, cautions or an investigation",
    "finance": "Unpaid judgments or bankruptcy",
    "memberships": "Barred organisations or active politics",
}
# Lists of what was declared; each item stands for itself.
LISTED = ("offences",)
# What is looked at beside it, where the strand asks for it: who they are, where they lived, whom they live with.
WHO = ("name", "date-of-birth", "age", "birthplace", "address", "earlier-addresses", "contact", "family", "associates")
LIFE = ("right-to-stay", "residence", "occupation", "employment", "activities", "business-interests", "driving")


class Said(StrEnum):
    """What was declared."""

    YES = "yes"
    NO = "no"
    NOT_ANSWERED = "not_answered"

    @property
    def label(self) -> str:
        return {"yes": "Yes", "no": "No", "not_answered": "Not answered"}[self]

    @property
    def tone(self) -> str:
        """How it is coloured; the colour only repeats the words."""
        return {"yes": "fair", "no": "good", "not_answered": "waiting"}[self]


@dataclass(frozen=True)
class Declaration:
    """One question that was declared, and in what words."""

    question: str
    title: str
    said: Said
    words: str


def declaration_of(rule: EligibilityRule, values: Mapping[str, Any] | None) -> Declaration:
    """What was declared in answer to one question."""
    title, choice = TITLES[rule.question], rule.chosen(str((values or {}).get(rule.field)))
    if choice is None:
        return Declaration(rule.question, title, Said.NOT_ANSWERED, "")
    if choice.value == DECLARED[rule.question]:
        return Declaration(rule.question, title, Said.NO, "")
    return Declaration(rule.question, title, Said.YES, choice.label)


def declarations_of(
    rules: tuple[EligibilityRule, ...], answers: Mapping[str, Mapping[str, Any]]
) -> tuple[Declaration, ...]:
    """Everything a strand has declared, what weighs most first."""
    asked = {rule.question: rule for rule in rules if rule.choices}
    return tuple(declaration_of(asked[each], answers.get(each)) for each in DECLARED if each in asked)
