"""The volunteer's pages, phone first, and the pages of those who plan and lead duties."""

from volunteers.rosters.routes import assigning, attendance, own, planning, staff
from volunteers.rosters.routes.blueprint import bp

__all__ = ["assigning", "attendance", "bp", "own", "planning", "staff"]
