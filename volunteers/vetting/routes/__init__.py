"""The pages of the vetting room."""

from volunteers.vetting.routes import cases, file, outcome, sample
from volunteers.vetting.routes.blueprint import bp

__all__ = ["bp", "cases", "file", "outcome", "sample"]
