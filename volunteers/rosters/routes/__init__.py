"""The volunteer's pages, phone first, and the pages of those who plan and lead duties."""

from volunteers.rosters.routes import assigning, attendance, own, planning, serving, staff
from volunteers.rosters.routes.blueprint import bp
from volunteers.rosters.routes.serving import fill_slots

__all__ = ["assigning", "attendance", "bp", "fill_slots", "own", "planning", "serving", "staff"]
