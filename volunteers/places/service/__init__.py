"""Keeping places: the file of postcode districts, and the sites of SpeedWatch schemes."""

from volunteers.places.service.districts import write_districts
from volunteers.places.service.schemes import assess_site, form_scheme, mark_started, name_site

__all__ = ["assess_site", "form_scheme", "mark_started", "name_site", "write_districts"]
