"""The pages of placements: the board and the sheets of staff, and a volunteer's own."""

from volunteers.placements.routes import own, sheets, staff
from volunteers.placements.routes.blueprint import bp
from volunteers.placements.routes.own import fill_slots

__all__ = ["bp", "fill_slots", "own", "sheets", "staff"]
