"""The public pages of openings, those of people who wait, and those of the staff who make openings."""

from volunteers.openings.routes import interest, public, staff
from volunteers.openings.routes.blueprint import bp

__all__ = ["bp", "interest", "public", "staff"]
