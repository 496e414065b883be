"""Who may be called to come soon, what they may answer, and what is said of those who are not asked."""

from volunteers.mobilisation.rules.answering import (
    ANSWERS,
    Answer,
    Arrival,
    CallState,
    Choice,
    choose_post,
    may_answer_again,
    time_table,
    token_of,
)
from volunteers.mobilisation.rules.asking import (
    AGAIN_AFTER,
    Asked,
    LeftOut,
    Reach,
    forgiven,
    kind_called_for,
    left_out,
    why_not,
)

__all__ = [
    "AGAIN_AFTER",
    "ANSWERS",
    "Answer",
    "Arrival",
    "Asked",
    "CallState",
    "Choice",
    "LeftOut",
    "Reach",
    "choose_post",
    "forgiven",
    "kind_called_for",
    "left_out",
    "may_answer_again",
    "time_table",
    "token_of",
    "why_not",
]
