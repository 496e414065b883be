"""The lists that strands ask from, for administrators."""

from volunteers.strands.routes import occupations, reasons
from volunteers.strands.routes.blueprint import bp

__all__ = ["bp", "occupations", "reasons"]
