"""What a session must be, who may have a place in it, who comes first, how it is marked: plain values in and out."""

from volunteers.appointments.rules.booking import (
    FULL,
    THEY,
    YOU,
    Voice,
    may_be_given,
    refusals_for_places,
    refusals_to_book,
    refusals_to_cancel,
    refusals_to_move,
)
from volunteers.appointments.rules.facts import ApplicantFacts, Engaged, SessionFacts
from volunteers.appointments.rules.kinds import (
    LIVE,
    MARKED,
    TAKING,
    BookingState,
    InvitationState,
    SessionKind,
    SessionState,
)
from volunteers.appointments.rules.planning import (
    SessionPlan,
    in_a_row,
    refusals_to_call_off,
    refusals_to_change,
    refusals_to_plan,
    refusals_to_repeat,
)

__all__ = [
    "FULL",
    "LIVE",
    "MARKED",
    "TAKING",
    "THEY",
    "YOU",
    "ApplicantFacts",
    "BookingState",
    "Engaged",
    "InvitationState",
    "SessionFacts",
    "SessionKind",
    "SessionPlan",
    "SessionState",
    "Voice",
    "in_a_row",
    "may_be_given",
    "refusals_for_places",
    "refusals_to_book",
    "refusals_to_call_off",
    "refusals_to_cancel",
    "refusals_to_change",
    "refusals_to_move",
    "refusals_to_plan",
    "refusals_to_repeat",
]
