"""Keeping places: units, the file of postcode districts, and the sites of SpeedWatch schemes."""

from volunteers.places.service.districts import write_districts
from volunteers.places.service.schemes import assess_site, form_scheme, mark_started, name_site
from volunteers.places.service.units import add_unit, change_unit, end_unit, open_unit_again
from volunteers.places.service.uses import count_uses_with, uses_of

__all__ = [
    "add_unit",
    "assess_site",
    "change_unit",
    "count_uses_with",
    "end_unit",
    "form_scheme",
    "mark_started",
    "name_site",
    "open_unit_again",
    "uses_of",
    "write_districts",
]
