"""What is judged of Neighbourhood Watch schemes: plain values in and out."""

from volunteers.watch_schemes.rules.messages import CATEGORIES, Category, ReportKind, Way
from volunteers.watch_schemes.rules.states import SchemeState

__all__ = ["CATEGORIES", "Category", "ReportKind", "SchemeState", "Way"]
