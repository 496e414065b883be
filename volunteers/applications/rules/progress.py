"""How far a draft has come, and whether it may be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from volunteers.applications.rules.eligibility import answer_from, is_one_of_the_choices
from volunteers.errors import NotFound, Refusal
from volunteers.strands.rules import (
    Answer,
    EligibilityRule,
    Finding,
    Outcome,
    Section,
    Strand,
    judge_eligibility,
)

Answers = Mapping[str, Mapping[str, Any]]
"""What is stored on an application: {question: {field: plain value}}."""

# A question about age is answered by the date of birth, which is asked once.
AGE_IS_KNOWN_FROM = "date-of-birth"
# The declaration is made where the answers are checked, over what stands there.
CHECK_AND_SEND = "declaration"
NOT_DECLARED = Refusal(
    "not_declared", "Tick the box to say that what you have told us is true and complete.", "The applicant"
)


# Marks among the answers that no question has: what was typed but could not be used yet, what an earlier
# application filled in, and that what a later stage asked for was sent.
KEPT = "kept-as-typed"
FILLED_IN = "filled-in"
# What may be put right after the form was sent.
CORRECTED_LATER = ("contact", "address")
# What someone says of themselves whoever they apply as.
ABOUT_THE_PERSON = ("name", "date-of-birth", "birthplace", "address", "contact")


class SectionState(StrEnum):
    """Where a section of the task list stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PROBLEM = "problem"
    CANNOT_START = "cannot_start"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    SectionState.NOT_STARTED: "Not started",
    SectionState.IN_PROGRESS: "In progress",
    SectionState.COMPLETED: "Completed",
    SectionState.PROBLEM: "There is a problem",
    SectionState.CANNOT_START: "Cannot start yet",
}


@dataclass(frozen=True)
class SectionProgress:
    """A section with its state, and the question to open: the first without an answer, else the first."""

    section: Section
    state: SectionState
    opens: str

    @property
    def title(self) -> str:
        return "Check your answers and send" if self.is_last else self.section.title

    @property
    def words(self) -> str:
        """What the section is about."""
        return "Read your answers, say that they are true, and send them." if self.is_last else self.section.words

    @property
    def is_last(self) -> bool:
        return CHECK_AND_SEND in self.section.questions

    @property
    def is_done(self) -> bool:
        return self.state is SectionState.COMPLETED

    @property
    def is_problem(self) -> bool:
        return self.state is SectionState.PROBLEM

    @property
    def is_to_do(self) -> bool:
        return self.state in (SectionState.NOT_STARTED, SectionState.IN_PROGRESS)

    @property
    def may_open(self) -> bool:
        return self.state is not SectionState.CANNOT_START


def answered_by(question: str, strand: Strand) -> str:
    """The question whose answer serves this one."""
    rule = find_rule(strand, question)
    return AGE_IS_KNOWN_FROM if rule is not None and rule.sets_an_age else question


def was_put_before(question: str, strand: Strand) -> bool:
    """Whether its answer was asked for before there was a form, to see if the person can apply."""
    return any(answered_by(rule.question, strand) == question for rule in strand.eligibility)


def find_rule(strand: Strand, question: str) -> EligibilityRule | None:
    """The eligibility rule that a question puts, or None for any other question."""
    return next((rule for rule in strand.eligibility if rule.question == question), None)


def eligibility_answers(strand: Strand, answers: Answers) -> dict[str, Answer]:
    """The eligibility answers among what is stored, as the strand's rules take them."""
    return {
        rule.question: answer_from(rule, answers.get(answered_by(rule.question, strand), {}))
        for rule in strand.eligibility
    }


def findings_in_the_way(strand: Strand, answers: Answers, on: date) -> list[Finding]:
    """The answers that stop an application on a date; unanswered ones are not among them."""
    findings = judge_eligibility(strand.eligibility, eligibility_answers(strand, answers), on)
    findings += strand.judges(answers, on)
    return [each for each in findings if each.outcome in (Outcome.NOT_YET, Outcome.NO)]


def applies(question: str, strand: Strand, answers: Answers) -> bool:
    """Whether a question is asked of this person: one with a condition only beside the answer it names."""
    condition = strand.conditions.get(question)
    if condition is None:
        return True
    given = answers.get(condition.question, {}).get(condition.field)
    return bool(condition.values.intersection(given if isinstance(given, list) else [given]))


def is_answered(question: str, strand: Strand, answers: Answers) -> bool:
    """Whether there is an answer; a list of items is one once the person has said that it is whole.

    An answer chosen from a list that no longer offers it is none.
    """
    values, rule = answers.get(answered_by(question, strand)), find_rule(strand, question)
    if values is None or (rule is not None and not is_one_of_the_choices(rule, values)):
        return False
    return bool(values.get("done", "items" not in values))


def sent_mark(stage: str) -> str:
    """Where it is noted that what a later stage asks for was sent."""
    return f"sent-{stage}"


def is_sent(answers: Answers, stage: str) -> bool:
    """Whether what this later stage asks for was sent."""
    return sent_mark(stage) in answers


def section_of(strand: Strand, question: str) -> Section:
    """The section that asks a question; raises ``NotFound``."""
    for section in strand.asks:
        if question in section.questions:
            return section
    raise NotFound(f"no question {question!r}")


def known_before(strand: Strand, earlier: Answers, reference: str) -> dict[str, Mapping[str, Any]]:
    """What an earlier application of the same person fills in before sending, with a mark that says so."""
    asked = {question for section in strand.sections_at(strand.pipeline.first.code) for question in section.questions}
    known = {each: earlier[each] for each in ABOUT_THE_PERSON if each in asked and each in earlier}
    return {**known, FILLED_IN: {"from": reference, "questions": list(known)}} if known else {}


def missing_questions(strand: Strand, answers: Answers, stage: str | None = None) -> list[str]:
    """Every question asked at a stage and without an answer, in the order of the form; the declaration is not among
    them. Without a stage: those asked before sending.
    """
    return [
        question
        for section in strand.sections_at(stage or strand.pipeline.first.code)
        for question in section.questions
        if question != CHECK_AND_SEND
        and applies(question, strand, answers)
        and not is_answered(question, strand, answers)
    ]


def progress_of(strand: Strand, answers: Answers, on: date, stage: str | None = None) -> list[SectionProgress]:
    """Every section asked at a stage with its state on a date; without a stage, those asked before sending."""
    missing = set(missing_questions(strand, answers, stage))
    stopped = {finding.question for finding in findings_in_the_way(strand, answers, on)}
    sections = strand.sections_at(stage or strand.pipeline.first.code)
    asked = [replace(each, questions=_asked(each, strand, answers)) for each in sections]
    return [_section(section, missing, stopped) for section in asked if section.questions]


def refusals_to_submit(strand: Strand, answers: Answers, *, titles: Mapping[str, str], on: date) -> list[Refusal]:
    """Everything that keeps an application from being sent on a date; ``titles`` name the questions."""
    unanswered = [
        Refusal(f"{question}_missing", f"Answer the question “{titles.get(question, question)}”.", "The applicant")
        for question in missing_questions(strand, answers)
    ]
    stopped = [
        Refusal(f"{finding.question}_stops", finding.message, clears_on=finding.clears_on)
        for finding in findings_in_the_way(strand, answers, on)
    ]
    declared = bool(answers.get(CHECK_AND_SEND, {}).get("true"))
    return [*unanswered, *stopped, *([] if declared else [NOT_DECLARED])]


def _asked(section: Section, strand: Strand, answers: Answers) -> tuple[str, ...]:
    return tuple(question for question in section.questions if applies(question, strand, answers))


def _section(section: Section, missing: set[str], stopped: set[str]) -> SectionProgress:
    open_questions = [question for question in section.questions if question in missing]
    first = section.questions[0]
    if CHECK_AND_SEND in section.questions:
        state = SectionState.CANNOT_START if missing or stopped else SectionState.NOT_STARTED
        return SectionProgress(section, state, first)
    in_the_way = [question for question in section.questions if question in stopped]
    if in_the_way:
        return SectionProgress(section, SectionState.PROBLEM, in_the_way[0])
    if not open_questions:
        return SectionProgress(section, SectionState.COMPLETED, first)
    begun = len(open_questions) < len(section.questions)
    state = SectionState.IN_PROGRESS if begun else SectionState.NOT_STARTED
    return SectionProgress(section, state, open_questions[0])
