"""Where postcode districts and units are, which units are near, and the sites of schemes."""

from volunteers.places.queries.daylight import daylight_at, daylight_of
from volunteers.places.queries.near import (
    DISTRICTS,
    MOST_OF_A_KIND,
    area_of_unit,
    districts_of,
    find_district,
    list_in_area,
    list_near,
    list_unplaced,
)
from volunteers.places.queries.sites import find_scheme, get_site, list_sites
from volunteers.places.queries.units import count_units, get_unit, list_units, offered

__all__ = [
    "DISTRICTS",
    "MOST_OF_A_KIND",
    "area_of_unit",
    "count_units",
    "daylight_at",
    "daylight_of",
    "districts_of",
    "find_district",
    "find_scheme",
    "get_site",
    "get_unit",
    "list_in_area",
    "list_near",
    "list_sites",
    "list_units",
    "list_unplaced",
    "offered",
]
