"""The equality questions, who is asked which, and how a row is named so that nobody but its owner finds it."""

from volunteers.monitoring.rules.asking import (
    ADULT,
    NOT_ANSWERED,
    AnswerInWords,
    Answers,
    after,
    asked,
    before,
    find_asked,
    in_words,
    may_ask,
    shown,
)
from volunteers.monitoring.rules.questions import (
    BACKGROUNDS,
    NOT_STATED,
    PREFER_NOT_TO_SAY,
    QUESTIONS,
    Choice,
    Question,
)
from volunteers.monitoring.rules.tokens import COUNTED, INTAKE, SEALED, applications_by_token, key_for, token_of
from volunteers.monitoring.rules.years import financial_year

__all__ = [
    "ADULT",
    "BACKGROUNDS",
    "COUNTED",
    "INTAKE",
    "NOT_ANSWERED",
    "NOT_STATED",
    "PREFER_NOT_TO_SAY",
    "QUESTIONS",
    "SEALED",
    "AnswerInWords",
    "Answers",
    "Choice",
    "Question",
    "after",
    "applications_by_token",
    "asked",
    "before",
    "financial_year",
    "find_asked",
    "in_words",
    "key_for",
    "may_ask",
    "shown",
    "token_of",
]
