"""Stored answers as people read them, for the page that checks them and for whoever reads them later."""

from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.applications.rules.eligibility import answer_from
from volunteers.applications.rules.progress import CHECK_AND_SEND, Answers, answered_by, applies, find_rule, is_answered
from volunteers.applications.rules.wording import (
    cadets,
    community_speedwatch,
    farm_watch,
    neighbourhood_watch,
    shared,
    specials,
    support_volunteers,
)
from volunteers.applications.rules.wording.saying import Sayer, Values, plainly
from volunteers.strands.rules import EligibilityRule, Section, Strand, StrandCode
from volunteers.strands.rules.eligibility import Dated

NOTHING = "Nothing to add"
SEALED = "Sealed: only those who may read it can open it"
OWN_TITLES: dict[str, dict[str, str]] = {
    StrandCode.SPECIAL_CONSTABULARY: specials.TITLES,
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: support_volunteers.TITLES,
    StrandCode.CADETS: cadets.TITLES,
    StrandCode.NEIGHBOURHOOD_WATCH: neighbourhood_watch.TITLES,
    StrandCode.FARM_WATCH: farm_watch.TITLES,
    StrandCode.COMMUNITY_SPEEDWATCH: community_speedwatch.TITLES,
}
OWN_WORDS: dict[str, dict[str, Sayer]] = {
    StrandCode.SPECIAL_CONSTABULARY: specials.WORDS,
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: support_volunteers.WORDS,
    StrandCode.CADETS: cadets.WORDS,
    StrandCode.NEIGHBOURHOOD_WATCH: neighbourhood_watch.WORDS,
    StrandCode.FARM_WATCH: farm_watch.WORDS,
    StrandCode.COMMUNITY_SPEEDWATCH: community_speedwatch.WORDS,
}


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


def answers_in_words(
    strand: Strand, answers: Answers, *, areas: Mapping[str, str], stage: str | None = None
) -> list[SectionInWords]:
    """The sections asked at a stage, or all that were asked so far; the declaration is not among them.

    ``areas`` are the names of the force's areas by code. A question that another one answers is shown once, with that
    one, and one that this person is not asked is left out.
    """
    found = []
    for section in strand.asks if stage is None else strand.sections_at(stage):
        rows = tuple(_rows(section, strand, answers, areas))
        asked = section.asked_at is None or stage is not None or any(not row.is_missing for row in rows)
        if rows and asked:
            found.append(SectionInWords(section.title, rows))
    return found


def title_of(strand: Strand, question: str) -> str:
    """A few words that name a question."""
    known = OWN_TITLES.get(strand.code, {}).get(question) or shared.TITLES.get(question)
    rule = find_rule(strand, question)
    return known or (rule.title if rule else question.replace("-", " ").capitalize())


def _rows(section: Section, strand: Strand, answers: Answers, areas: Mapping[str, str]) -> list[AnswerInWords]:
    return [
        AnswerInWords(question, title_of(strand, question), _lines(strand, question, answers, areas))
        for question in section.questions
        if question != CHECK_AND_SEND
        and answered_by(question, strand) == question
        and applies(question, strand, answers)
    ]


def _lines(strand: Strand, question: str, answers: Answers, areas: Mapping[str, str]) -> tuple[str, ...] | None:
    values = answers.get(question)
    if values is None or not is_answered(question, strand, answers):
        return None
    if values.get("sealed") is True:
        return (SEALED,)
    rule = find_rule(strand, question)
    if rule is not None and rule.choices and not rule.lists_units:
        return _chosen(rule, values)
    if question == "area":
        code = str(values.get("area", ""))
        return (areas.get(code, code),)
    say = OWN_WORDS.get(strand.code, {}).get(question) or shared.WORDS.get(question, plainly)
    return tuple(line for line in say(values) if line.strip()) or (NOTHING,)


def _chosen(rule: EligibilityRule, values: Values) -> tuple[str, ...]:
    """The answer to an eligibility question, with the month it counts from."""
    answer = answer_from(rule, values)
    choice = rule.chosen(answer)
    if choice is None:
        return (NOTHING,)
    if isinstance(answer, Dated) and choice.counted:
        return (choice.label, f"{choice.counted.words} {answer.month:%B} {answer.month.year}")
    return (choice.label,)
