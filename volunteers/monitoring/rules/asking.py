"""Whom the equality questions are put to, which of them, and what the answers come to.

An answer that is absent was not given: the question was skipped or never reached. "Prefer not to say" is an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from volunteers.monitoring.rules.questions import (
    BACKGROUND_QUESTION,
    BACKGROUND_TITLES,
    BACKGROUNDS,
    GROUP,
    QUESTIONS,
    SAY_NOTHING,
    Question,
)

ADULT = 18
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class Answers:
    """What someone answered: the value of a choice by the code of its question, and descriptions of their own."""

    values: Mapping[str, str] = field(default_factory=dict)
    own_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.values

    def answered(self, question: Question, value: str | None, own_words: str = "") -> "Answers":
        """With this answer, or with none where ``value`` is None; without what is no longer asked beside it.

        Raises ``ValueError`` for a value that is not one of the question's.
        """
        if value is not None and value not in shown(question, self).values:
            raise ValueError(f"{value!r} is not an answer to {question.code}")
        values = {code: given for code, given in self.values.items() if code != question.code}
        words = {code: given for code, given in self.own_words.items() if code != question.code}
        if value is not None:
            values[question.code] = value
            if own_words and question.choice(value).own_words:
                words[question.code] = own_words
        return _without_the_unasked(Answers(values, words), changed=question)


@dataclass(frozen=True)
class AnswerInWords:
    """One line of the answers on a page."""

    question: Question
    words: str
    own_words: str
    is_given: bool


def may_ask(age: int, *, ask_children: bool) -> bool:
    """Whether someone of this age is asked at all: children only where the force approved it (assurance.md, G4.21)."""
    return age >= ADULT or ask_children


def asked(answers: Answers, age: int) -> list[Question]:
    """The questions for someone of this age who has answered so, in their order."""
    return [shown(each, answers) for each in QUESTIONS if age >= each.least_age and _is_asked(each, answers)]


def shown(question: Question, answers: Answers) -> Question:
    """The question as it is put: that for a background with the backgrounds of the group that was chosen."""
    group = answers.values.get(GROUP.code, "")
    if question.code != BACKGROUND_QUESTION.code or group not in BACKGROUNDS:
        return question
    return replace(question, title=BACKGROUND_TITLES[group], choices=(*BACKGROUNDS[group], SAY_NOTHING))


def find_asked(code: str, answers: Answers, age: int) -> Question | None:
    """The question of that code, where it is asked."""
    return next((each for each in asked(answers, age) if each.code == code), None)


def after(question: Question, answers: Answers, age: int) -> Question | None:
    """The question that follows; None after the last."""
    codes = [each.code for each in QUESTIONS]
    later = codes[codes.index(question.code) + 1 :]
    return next((each for each in asked(answers, age) if each.code in later), None)


def before(question: Question, answers: Answers, age: int) -> Question | None:
    """The question that comes before; None before the first."""
    codes = [each.code for each in QUESTIONS]
    earlier = codes[: codes.index(question.code)]
    return next((each for each in reversed(asked(answers, age)) if each.code in earlier), None)


def in_words(answers: Answers, age: int) -> list[AnswerInWords]:
    """Every question that is asked with its answer in words, or that there is none."""
    lines = []
    for question in asked(answers, age):
        value = answers.values.get(question.code)
        words = question.choice(value).words if value is not None else NOT_ANSWERED
        lines.append(AnswerInWords(question, words, answers.own_words.get(question.code, ""), value is not None))
    return lines


def _is_asked(question: Question, answers: Answers) -> bool:
    if question.asked_beside is None:
        return True
    other, values = question.asked_beside
    return answers.values.get(other) in values


def _without_the_unasked(answers: Answers, *, changed: Question) -> Answers:
    """What hangs on the changed answer goes with it: a background does not outlive its group."""
    gone = {
        each.code
        for each in QUESTIONS
        if each.asked_beside
        and each.asked_beside[0] == changed.code
        and answers.values.get(each.code) not in _values_beside(each, answers)
    }
    return Answers(
        {code: given for code, given in answers.values.items() if code not in gone},
        {code: given for code, given in answers.own_words.items() if code not in gone},
    )


def _values_beside(question: Question, answers: Answers) -> frozenset[str]:
    if not _is_asked(question, answers):
        return frozenset()
    return shown(question, answers).values
