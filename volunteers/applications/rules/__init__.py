"""What an application still lacks, what it says in words, and when it may be sent: plain values in and out."""

from volunteers.applications.rules.about import About, about
from volunteers.applications.rules.applying import Earlier, refusals_to_apply
from volunteers.applications.rules.copies import Copies, copies_of
from volunteers.applications.rules.progress import (
    AGE_IS_KNOWN_FROM,
    CHECK_AND_SEND,
    FILLED_IN,
    KEPT,
    Answers,
    SectionProgress,
    SectionState,
    answered_by,
    applies,
    eligibility_answers,
    find_rule,
    findings_in_the_way,
    is_answered,
    is_sent,
    known_before,
    missing_questions,
    progress_of,
    refusals_to_submit,
    section_of,
    sent_mark,
)
from volunteers.applications.rules.reference import ALPHABET, REFERENCE, reference_of
from volunteers.applications.rules.standing import Change, Happened, StageOnTheWay, Standing, standing_of
from volunteers.applications.rules.verdict import Verdict, first_unanswered, verdict_of
from volunteers.applications.rules.waiting import days_ahead, days_in_words
from volunteers.applications.rules.wording import AnswerInWords, SectionInWords, answers_in_words, title_of

__all__ = [
    "AGE_IS_KNOWN_FROM",
    "ALPHABET",
    "CHECK_AND_SEND",
    "FILLED_IN",
    "KEPT",
    "REFERENCE",
    "About",
    "AnswerInWords",
    "Answers",
    "Change",
    "Copies",
    "Earlier",
    "Happened",
    "SectionInWords",
    "SectionProgress",
    "SectionState",
    "StageOnTheWay",
    "Standing",
    "Verdict",
    "about",
    "answered_by",
    "answers_in_words",
    "applies",
    "copies_of",
    "days_ahead",
    "days_in_words",
    "eligibility_answers",
    "find_rule",
    "findings_in_the_way",
    "first_unanswered",
    "is_answered",
    "is_sent",
    "known_before",
    "missing_questions",
    "progress_of",
    "reference_of",
    "refusals_to_apply",
    "refusals_to_submit",
    "section_of",
    "sent_mark",
    "standing_of",
    "title_of",
    "verdict_of",
]
