"""What a claim comes to, and why one cannot stand: plain values in and out."""

from volunteers.expenses.rules.amounts import (
    Worked,
    as_miles,
    as_money,
    mileage,
    minutes_away,
    subsistence,
    tax_year,
)
from volunteers.expenses.rules.claims import (
    ClaimKind,
    ClaimState,
    Drive,
    Given,
    Other,
    Subsistence,
    is_double,
    refusals_to_claim,
    refusals_to_decide,
)

__all__ = [
    "ClaimKind",
    "ClaimState",
    "Drive",
    "Given",
    "Other",
    "Subsistence",
    "Worked",
    "as_miles",
    "as_money",
    "is_double",
    "mileage",
    "minutes_away",
    "refusals_to_claim",
    "refusals_to_decide",
    "subsistence",
    "tax_year",
]
