"""Where a place is, how far it is from another, and what a typed postcode means: plain values in and out."""

from volunteers.places.rules.distance import Position, distance_in_words, miles_between
from volunteers.places.rules.postcodes import district_of
from volunteers.places.rules.units import UnitPlace

__all__ = ["Position", "UnitPlace", "distance_in_words", "district_of", "miles_between"]
