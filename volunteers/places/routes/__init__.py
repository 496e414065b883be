"""Areas and units, for administrators."""

from volunteers.places.routes import areas, units
from volunteers.places.routes.blueprint import bp

__all__ = ["areas", "bp", "units"]
