"""The volunteer's pages, phone first, and the pages of those who plan and lead duties."""

from volunteers.rosters.routes import (
    assigning,
    attendance,
    calling_off,
    changing,
    own,
    planning,
    series,
    serving,
    staff,
)
from volunteers.rosters.routes.blueprint import bp
from volunteers.rosters.routes.serving import fill_slots

__all__ = [
    "calling_off",
    "changing",
    "series",
]
