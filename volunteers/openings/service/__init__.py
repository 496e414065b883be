"""Making openings and closing them, counting their places, and telling those who wait for one."""

from volunteers.openings.service.interests import (
    erase_old_interest,
    register_interest,
    remove_interest,
    tell_interested,
)
from volunteers.openings.service.openings import close_opening, create_opening, edit_opening
from volunteers.openings.service.places import give_back_place, take_place

__all__ = [
    "close_opening",
    "create_opening",
    "edit_opening",
    "erase_old_interest",
    "give_back_place",
    "register_interest",
    "remove_interest",
    "take_place",
    "tell_interested",
]
