"""The pages of expenses: one's own, those of approvers, and those of whoever takes claims out for payment."""

from volunteers.expenses.routes import batches, own, staff
from volunteers.expenses.routes.blueprint import bp
from volunteers.expenses.routes.own import fill_slots

__all__ = ["batches", "bp", "fill_slots", "own", "staff"]
