"""What is open, opens soon or has closed, for the public, for the rooms that take applications, and for staff."""

from volunteers.openings.queries.board import Board, get_board
from volunteers.openings.queries.interests import Wish, find_wanted, find_wish
from volunteers.openings.queries.lines import OpeningLine
from volunteers.openings.queries.public import (
    Standing,
    find_opening,
    find_opening_of,
    get_opening,
    list_openings,
    role_choices,
    role_name,
    standing_of,
    start_date_of,
    unit_choices,
    unit_name,
)
from volunteers.openings.queries.staff import (
    StaffOpening,
    StaffOpenings,
    get_staff_opening,
    list_staff_openings,
    units_in_scope,
)

__all__ = [
    "Board",
    "OpeningLine",
    "StaffOpening",
    "StaffOpenings",
    "Standing",
    "Wish",
    "find_opening",
    "find_opening_of",
    "find_wanted",
    "find_wish",
    "get_board",
    "get_opening",
    "get_staff_opening",
    "list_openings",
    "list_staff_openings",
    "role_choices",
    "role_name",
    "standing_of",
    "start_date_of",
    "unit_choices",
    "unit_name",
    "units_in_scope",
]
