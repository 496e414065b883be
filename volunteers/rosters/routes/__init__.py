"""The volunteer's pages, phone first, and the pages of those who plan and lead duties."""

from volunteers.rosters.routes import (
    assigning,
    attendance,
    blueprint,
    bp,
    calling_off,
    changing,
    from,
    import,
    own,
    planning,
    rosters,
    routes,
    series,
    serving,
    staff,
    volunteers,
)
from volunteers.rosters.routes.serving import fill_slots

__all__ = [
    "assigning",
    "attendance",
    "bp",
    "calling_off",
    "changing",
    "fill_slots",
    "own",
    "planning",
    "series",
    "serving",
    "staff",
]
