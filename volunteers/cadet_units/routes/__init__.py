"""The pages of cadet units for those who lead them, and the page of a guardian who is asked for a form."""

from volunteers.cadet_units.routes import guardian, register, staff
from volunteers.cadet_units.routes.blueprint import bp

__all__ = ["bp", "guardian", "register", "staff"]
