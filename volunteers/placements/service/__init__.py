"""Placing support volunteers in roles, and what they write down there: journeys and hours."""

from volunteers.placements.service.journeys import claim_miles, log_hours, log_journey, remove_journey
from volunteers.placements.service.placing import change_placement, end_placement, place, want

__all__ = [
    "change_placement",
    "claim_miles",
    "end_placement",
    "log_hours",
    "log_journey",
    "place",
    "remove_journey",
    "want",
]
