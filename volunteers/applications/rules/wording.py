"""Stored answers as people read them, for the page that checks them and for whoever reads them later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from volunteers.applications.rules import choices
from volunteers.applications.rules.progress import CHECK_AND_SEND, Answers, answered_by, find_rule
from volunteers.strands.rules import Strand, in_words

NOTHING = "Nothing to add"
Values = Mapping[str, Any]


@dataclass(frozen=True)
class AnswerInWords:
    """One question with what was answered, a line each; ``lines`` is None while there is no answer."""

    question: str
    title: str
    lines: tuple[str, ...] | None

    @property
    def is_missing(self) -> bool:
        return self.lines is None


@dataclass(frozen=True)
class SectionInWords:
    """A section with its questions in order."""

    title: str
    rows: tuple[AnswerInWords, ...]


def answers_in_words(strand: Strand, answers: Answers, *, areas: Mapping[str, str]) -> list[SectionInWords]:
    """Every section but the declaration; ``areas`` are the names of the force's areas by code.

    A question that another one answers is shown once, with that one.
    """
    return [
        SectionInWords(
            section.title,
            tuple(
                AnswerInWords(question, title_of(strand, question), _lines(strand, question, answers, areas))
                for question in section.questions
                if answered_by(question, strand) == question
            ),
        )
        for section in strand.asks
        if CHECK_AND_SEND not in section.questions
    ]


def title_of(strand: Strand, question: str) -> str:
    """A few words that name a question."""
    known = TITLES.get(question)
    rule = find_rule(strand, question)
    return known or (rule.title if rule else question.replace("-", " ").capitalize())


def _lines(strand: Strand, question: str, answers: Answers, areas: Mapping[str, str]) -> tuple[str, ...] | None:
    values = answers.get(question)
    if values is None:
        return None
    rule = find_rule(strand, question)
    if rule is not None:
        return (next((choice.label for choice in rule.choices if choice.value == values.get("answer")), ""),)
    if question == "area":
        code = str(values.get("area", ""))
        return (areas.get(code, code),)
    said = WORDS.get(question, _plainly)(values)
    return tuple(line for line in said if line.strip()) or (NOTHING,)


def _plainly(values: Values) -> list[str]:
    return [str(value) for value in values.values() if isinstance(value, str)]


def _labelled(label: str, value: object) -> str:
    return f"{label}: {value}" if value else ""


def _chosen(options: choices.Choices, value: object) -> str:
    return dict(options).get(str(value), "")


def _name(values: Values) -> list[str]:
    return [
        f"{values.get('first_name') or ''} {values.get('last_name') or ''}".strip(),
        _labelled("Previous names", values.get("previous_names")),
        _labelled("Likes to be called", values.get("preferred_name")),
    ]


def _birth_date(values: Values) -> list[str]:
    return [in_words(date.fromisoformat(values["birth_date"]))]


def _birthplace(values: Values) -> list[str]:
    return [", ".join(str(values[part]) for part in ("town", "country") if values.get(part))]


def _address(values: Values) -> list[str]:
    lines = [str(values.get(part) or "") for part in ("line_1", "line_2", "town", "county", "postcode")]
    moved_in = values.get("moved_in")
    return [*lines, f"Since {date.fromisoformat(moved_in):%B %Y}" if moved_in else ""]


def _driving(values: Values) -> list[str]:
    return [_chosen(choices.LICENCES, values.get("licence")), _labelled("Licence number", values.get("number"))]


def _employment(values: Values) -> list[str]:
    return [
        " at ".join(str(values[part]) for part in ("occupation", "employer") if values.get(part)),
        *str(values.get("history") or "").splitlines(),
    ]


def _several_lines(field: str) -> Callable[[Values], list[str]]:
    return lambda values: str(values.get(field) or "").splitlines()


def _yes_and_what(yes: str, what: str) -> Callable[[Values], list[str]]:
    def said(values: Values) -> list[str]:
        return [_chosen(choices.YES_NO, values.get(yes)), *str(values.get(what) or "").splitlines()]

    return said


def _availability(values: Values) -> list[str]:
    when = [_chosen(choices.WHEN_FREE, each) for each in values.get("when") or []]
    return [f"{values.get('hours')} hours a month", *when]


def _heard_about(values: Values) -> list[str]:
    return [_chosen(choices.SOURCES, values.get("source")), str(values.get("other") or "")]


TITLES = {
    "residence": "Living in the UK",
    "right-to-stay": "Right to stay in the UK",
    "occupation": "Occupations that cannot be combined",
    "finance": "Finances",
    "memberships": "Memberships and politics",
    "convictions": "Convictions and cautions",
    "name": "Name",
    "date-of-birth": "Date of birth",
    "birthplace": "Place of birth",
    "address": "Address",
    "contact": "Phone number",
    "driving": "Driving licence",
    "employment": "Work",
    "education": "Education and qualifications",
    "adjustments": "Help or changes you need",
    "tattoos": "Tattoos",
    "availability": "Time you can give",
    "area": "Area",
    "heard-about": "How you heard about us",
    "declaration": "Declaration",
}
WORDS: dict[str, Callable[[Values], list[str]]] = {
    "name": _name,
    "date-of-birth": _birth_date,
    "birthplace": _birthplace,
    "address": _address,
    "driving": _driving,
    "employment": _employment,
    "education": _several_lines("education"),
    "adjustments": _yes_and_what("needed", "what"),
    "tattoos": _yes_and_what("any", "describe"),
    "availability": _availability,
    "heard-about": _heard_about,
}
