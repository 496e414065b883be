"""What is open, opens soon or has closed, for the public, for the rooms that take applications, and for staff."""

from volunteers.openings.queries.lines import OpeningLine
from volunteers.openings.queries.public import (
    Standing,
    find_opening,
    find_opening_of,
    get_opening,
    list_openings,
    roles_of,
    standing_of,
    start_date_of,
    unit_choices,
    unit_name,
)

__all__ = [
    "OpeningLine",
    "Standing",
    "find_opening",
    "find_opening_of",
    "get_opening",
    "list_openings",
    "roles_of",
    "standing_of",
    "start_date_of",
    "unit_choices",
    "unit_name",
]
