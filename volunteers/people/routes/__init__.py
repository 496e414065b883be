"""Signing in and out, one's own sign-ins, and the volunteers as staff see them."""

from volunteers.people.routes import (
    account_changes,
    accounts,
    clearances,
    confirming,
    first_sign_in,
    history_pages,
    own,
    public,
    second_person,
    staff,
    volunteers,
)
from volunteers.people.routes.blueprint import bp, load_sign_ins

__all__ = [
    "account_changes",
    "accounts",
    "bp",
    "clearances",
    "confirming",
    "first_sign_in",
    "history_pages",
    "load_sign_ins",
    "own",
    "public",
    "second_person",
    "staff",
    "volunteers",
]
