"""The pages of SpeedWatch: those of a scheme's team, and those of the staff who look after schemes."""

from volunteers.speedwatch.routes import handing_over, own, planning, returning, staff
from volunteers.speedwatch.routes.blueprint import bp
from volunteers.speedwatch.routes.own import fill_slots

__all__ = ["bp", "fill_slots", "handing_over", "own", "planning", "returning", "staff"]
