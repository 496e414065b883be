"""To volunteers, about what they claimed."""

from volunteers.notifications.rules.catalogue.kinds import VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

OWN_EXPENSES = Placeholder("link", "The volunteer’s own expenses", "https://volunteers.example/my-expenses")

KINDS = (
    Kind(
        "expense_decided", "A claim was refused or lowered", VOLUNTEER,
        "When a claim is refused, or approved for less than was claimed.",
        (
            NAME,
            Placeholder("what", "What was claimed", "miles"),
            Placeholder("day", "The day it was for", "14 December 2026"),
            Placeholder("amount", "What was claimed, in pounds", "£5.58"),
            Placeholder("outcome", "What was decided", "approved for £4.50"),
            Placeholder("who", "Who decided", "Helen Marsh"),
            Placeholder("reason", "Why", "The shortest way is 10 miles."),
            OWN_EXPENSES,
        ),
    ),
    Kind(
        "expenses_paid", "Expenses were paid", VOLUNTEER,
        "When a batch of claims is marked as paid.",
        (
            NAME,
            Placeholder("amount", "What is paid in all", "£42.10"),
            Placeholder("day", "The day it was paid", "14 December 2026"),
            OWN_EXPENSES,
        ),
    ),
)  # fmt: skip
