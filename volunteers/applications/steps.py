"""The pages of the form in their order: which question stands on which page, in which section, before which."""

from dataclasses import dataclass
from functools import cache

from volunteers.applications.forms import Many, QuestionForm, eligibility_form, question_forms
from volunteers.applications.rules import Answers, answered_by, applies, find_rule, is_answered, was_put_before
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force, load_force
from volunteers.strands.queries import strands_of
from volunteers.strands.rules import EligibilityRule, Section, Strand

BIRTH_DATE = "What is your date of birth?"


@dataclass(frozen=True)
class Step:
    """One question on one page. Where there is one field, the question itself is its label."""

    question: str
    title: str
    hint: str
    section: Section
    form: type[QuestionForm]
    choice_hints: tuple[tuple[str, str], ...] = ()

    def hint_of(self, value: str) -> str:
        """What stands under one of the answers to choose from."""
        return dict(self.choice_hints).get(value, "")

    @property
    def many(self) -> Many | None:
        """What is asked of all items together, where the question has several."""
        return self.form.many


def steps_of(strand: Strand) -> tuple[Step, ...]:
    """Every question of a strand that has a page, in order."""
    return _steps(strand.code, current_force().code)


def get_step(strand: Strand, question: str) -> Step:
    """The page of a question; raises ``NotFound``."""
    for step in steps_of(strand):
        if step.question == question:
            return step
    raise NotFound(f"no question {question!r}")


def next_in_section(strand: Strand, step: Step, answers: Answers) -> Step | None:
    """The page after this one in its section that this person is asked, or None at its end.

    What was told before there was a form is not asked again on the way: it is changed from the answers, or from its own
    section.
    """
    return _beside(strand, step, answers, 1)


def previous_in_section(strand: Strand, step: Step, answers: Answers) -> Step | None:
    """The page before this one in its section that this person is asked, or None at its beginning."""
    return _beside(strand, step, answers, -1)


def get_eligibility_step(strand: Strand, question: str) -> Step:
    """The page of an eligibility question as it is put before there is an application; raises ``NotFound``."""
    steps = _eligibility_steps(strand.code, current_force().code)
    if question not in steps:
        raise NotFound(f"no eligibility question {question!r}")
    return steps[question]


# Kept by code: hashing a whole strand at every request would cost more than making its steps.
@cache
def _steps(strand_code: str, force_code: str) -> tuple[Step, ...]:
    strand = next(each for each in strands_of(force_code) if each.code == strand_code)
    forms = question_forms(strand_code, load_force(force_code))
    found: list[Step] = []
    for section in strand.asks:
        for question in section.questions:
            rule = find_rule(strand, question)
            if answered_by(question, strand) != question:
                continue
            if question in forms:
                found.append(_own_step(question, forms[question], section))
            elif rule is not None:
                found.append(_eligibility_step(rule, section, strand_code))
    return tuple(found)


@cache
def _eligibility_steps(strand_code: str, force_code: str) -> dict[str, Step]:
    strand = next(each for each in strands_of(force_code) if each.code == strand_code)
    section = next((each for each in strand.asks if each.code == "eligibility"), strand.asks[0])
    forms = question_forms(strand_code, load_force(force_code))
    return {
        rule.question: _own_step(rule.question, forms[rule.question], section)
        if rule.lists_units
        else _eligibility_step(rule, section, strand_code)
        for rule in strand.eligibility
        if not rule.lists_units or rule.question in forms
    }


def _own_step(question: str, form: type[QuestionForm], section: Section) -> Step:
    return Step(question, form.title, form.hint, section, form, tuple(form.choice_hints.items()))


def _eligibility_step(rule: EligibilityRule, section: Section, strand: str) -> Step:
    title, hint = (BIRTH_DATE, rule.title) if rule.sets_an_age else (rule.title, rule.hint)
    hints = tuple((choice.value, choice.hint) for choice in rule.choices if choice.hint)
    return Step(rule.question, title, hint, section, eligibility_form(rule, strand), hints)


def _beside(strand: Strand, step: Step, answers: Answers, by: int) -> Step | None:
    told = set() if was_put_before(step.question, strand) else _told(strand, answers)
    steps = [
        each
        for each in steps_of(strand)
        if each is step or (applies(each.question, strand, answers) and each.question not in told)
    ]
    place = steps.index(step) + by
    if not 0 <= place < len(steps) or steps[place].section != step.section:
        return None
    return steps[place]


def _told(strand: Strand, answers: Answers) -> set[str]:
    """The questions that were put and answered before there was a form."""
    questions = [each.question for each in steps_of(strand)]
    return {each for each in questions if was_put_before(each, strand) and is_answered(each, strand, answers)}
