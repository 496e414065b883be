"""Keeping the lists of a force."""

from volunteers.forces.service.areas import add_area, change_area, end_area, offer_area_again
from volunteers.forces.service.lists import STALE, KeptList, entry

__all__ = ["STALE", "KeptList", "add_area", "change_area", "end_area", "entry", "offer_area_again"]
