"""The volunteer's pages, phone first, and the pages of those who plan and lead duties."""

from volunteers.rosters.routes import (
    assigning,
    at_risk,
    attendance,
    calendar,
    calling_off,
    changing,
    cover,
    gaps,
    handovers,
    one_duty,
    own,
    planning,
    publishing,
    requests,
    series,
    serving,
    sheets,
    staff,
    waiting,
)
from volunteers.rosters.routes.blueprint import bp
from volunteers.rosters.routes.serving import fill_slots

__all__ = [
    "assigning",
    "at_risk",
    "attendance",
    "bp",
    "calendar",
    "calling_off",
    "changing",
    "cover",
    "fill_slots",
    "gaps",
    "handovers",
    "one_duty",
    "own",
    "planning",
    "publishing",
    "requests",
    "series",
    "serving",
    "sheets",
    "staff",
    "waiting",
]
