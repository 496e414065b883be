"""Who can be placed in a role, and which journeys can be: plain values in and out."""

from volunteers.placements.rules.journeys import (
    JourneyGiven,
    Neighbour,
    Vehicle,
    is_usual_time,
    refusals_to_log,
)
from volunteers.placements.rules.placing import (
    LICENCE,
    PLACED_STRAND,
    Candidate,
    Terms,
    refusals_to_end,
    refusals_to_place,
)

__all__ = [
    "LICENCE",
    "PLACED_STRAND",
    "Candidate",
    "JourneyGiven",
    "Neighbour",
    "Terms",
    "Vehicle",
    "is_usual_time",
    "refusals_to_end",
    "refusals_to_log",
    "refusals_to_place",
]
