"""Forms for each event, and how a night is kept safe: plain values in and out."""

from volunteers.cadet_units.rules.night import Limits, Spell, adults_needed, refusals_to_keep
from volunteers.cadet_units.rules.permission import (
    Form,
    FormState,
    Night,
    PermissionState,
    last_day_covered,
    may_ask_again,
    state_for,
)

__all__ = [
    "Form",
    "FormState",
    "Limits",
    "Night",
    "PermissionState",
    "Spell",
    "adults_needed",
    "last_day_covered",
    "may_ask_again",
    "refusals_to_keep",
    "state_for",
]
