"""Claims as their claimant, approvers and whoever pays them see them."""

from volunteers.expenses.queries.batches import (
    BatchRow,
    Line,
    count_to_export,
    get_batch,
    list_batches,
    list_lines,
    list_to_export,
)
from volunteers.expenses.queries.own import (
    Attended,
    Claimant,
    get_claimant,
    get_own_claim,
    list_attended,
    list_doubles,
    list_own,
    miles_before,
)
from volunteers.expenses.queries.staff import Person, WaitingClaim, get_claim, list_waiting

__all__ = [
    "Attended",
    "BatchRow",
    "Claimant",
    "Line",
    "Person",
    "WaitingClaim",
    "count_to_export",
    "get_batch",
    "get_claim",
    "get_claimant",
    "get_own_claim",
    "list_attended",
    "list_batches",
    "list_doubles",
    "list_lines",
    "list_own",
    "list_to_export",
    "list_waiting",
    "miles_before",
]
