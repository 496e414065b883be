"""Who may be a referee, what they are asked, when they are reminded and what their link opens: plain values."""

from volunteers.references.rules.naming import (
    FAMILY,
    MOST_YEARS,
    RELATIONS,
    NamedReferee,
    Relation,
    one_of_in_words,
    refusals_to_name,
    years_of,
)
from volunteers.references.rules.questions import (
    Kind,
    Page,
    PageInWords,
    Question,
    RowInWords,
    in_words,
    missing_of,
    pages_for,
)
from volunteers.references.rules.reminding import (
    APPLICANT_DAYS,
    REFEREE_DAYS,
    answer_by,
    reminders_due,
)
from volunteers.references.rules.states import (
    ANSWERABLE,
    NEEDS_ANOTHER,
    REPLACEABLE,
    WAITING,
    DeclineReason,
    Door,
    RefereeState,
    door_of,
)

__all__ = [
    "ANSWERABLE",
    "APPLICANT_DAYS",
    "FAMILY",
    "MOST_YEARS",
    "NEEDS_ANOTHER",
    "REFEREE_DAYS",
    "RELATIONS",
    "REPLACEABLE",
    "WAITING",
    "DeclineReason",
    "Door",
    "Kind",
    "NamedReferee",
    "Page",
    "PageInWords",
    "Question",
    "RefereeState",
    "Relation",
    "RowInWords",
    "answer_by",
    "door_of",
    "in_words",
    "missing_of",
    "one_of_in_words",
    "pages_for",
    "refusals_to_name",
    "reminders_due",
    "years_of",
]
