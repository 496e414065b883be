"""What may be said of accounts and volunteers from plain values alone."""

from volunteers.people.rules.codes import CODE_LASTS, DIGITS, TRIES, code_digest, digits_of, is_code, matching_step
from volunteers.people.rules.passwords import refusals_of_password
from volunteers.people.rules.record import HeldRow, held_row
from volunteers.people.rules.serving import EndReason, StatusKind, StatusSpan, status_on
from volunteers.people.rules.standing import Holding, HoldingState, Standing, hold_throughout, state_of

__all__ = [
    "CODE_LASTS",
    "DIGITS",
    "TRIES",
    "EndReason",
    "HeldRow",
    "Holding",
    "HoldingState",
    "Standing",
    "StatusKind",
    "StatusSpan",
    "code_digest",
    "digits_of",
    "held_row",
    "hold_throughout",
    "is_code",
    "matching_step",
    "refusals_of_password",
    "state_of",
    "status_on",
]
