"""Keeping the lists that strands ask from: conflicting occupations, and reasons."""

from volunteers.strands.service.occupations import (
    add_occupation,
    change_occupation,
    end_occupation,
    offer_again,
    take_over_occupations,
)
from volunteers.strands.service.reasons import add_reason, change_reason, end_reason, offer_reason_again

__all__ = [
    "add_occupation",
    "add_reason",
    "change_occupation",
    "change_reason",
    "end_occupation",
    "end_reason",
    "offer_again",
    "offer_reason_again",
    "take_over_occupations",
]
