"""Claiming what one paid, deciding on claims, and taking those approved out for payment."""

from volunteers.expenses.service.batches import BatchFile, batch_file, make_batch, mark_paid
from volunteers.expenses.service.claiming import change, claim, claim_for, withdraw, work_out
from volunteers.expenses.service.deciding import approve_all, decide

__all__ = [
    "BatchFile",
    "approve_all",
    "batch_file",
    "change",
    "claim",
    "claim_for",
    "decide",
    "make_batch",
    "mark_paid",
    "withdraw",
    "work_out",
]
