"""The forms of claims: what was paid, and what becomes of it."""

from volunteers.expenses.forms.claims import ClaimForm, claim_form, filled_in
from volunteers.expenses.forms.deciding import BatchForm, DecisionForm, PaidForm, TicksForm

__all__ = ["BatchForm", "ClaimForm", "DecisionForm", "PaidForm", "TicksForm", "claim_form", "filled_in"]
