"""Placements and journeys, as staff and the volunteers themselves see them."""

from volunteers.placements.queries.board import (
    PlacementRow,
    RoleColumn,
    board,
    find_staff,
    get_placement,
    people_choices,
    wanted_in,
)
from volunteers.placements.queries.candidates import find_candidate
from volunteers.placements.queries.journeys import (
    DriverSheet,
    JourneyRow,
    get_own_journey,
    key_of_claim,
    list_claimed,
    list_neighbours,
    list_sheets,
    on_another,
)
from volunteers.placements.queries.own import get_own_placement, has_placement, list_journeys, list_own

__all__ = [
    "DriverSheet",
    "JourneyRow",
    "PlacementRow",
    "RoleColumn",
    "board",
    "find_candidate",
    "find_staff",
    "get_own_journey",
    "get_own_placement",
    "get_placement",
    "has_placement",
    "key_of_claim",
    "list_claimed",
    "list_journeys",
    "list_neighbours",
    "list_own",
    "list_sheets",
    "on_another",
    "people_choices",
    "wanted_in",
]
