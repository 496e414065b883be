"""Where a unit is, as an administrator types it: a postcode, or latitude and longitude."""

import re
from collections.abc import Callable

from volunteers.errors import Refusal
from volunteers.places.rules.distance import Position
from volunteers.places.rules.postcodes import district_of

PAIR = re.compile(r"(?P<north>[+-]?\d{1,3}(?:\.\d{1,8})?)\s*°?\s*[,; ]\s*(?P<east>[+-]?\d{1,3}(?:\.\d{1,8})?)\s*°?")
# The land of Great Britain lies between these degrees.
SOUTHMOST, NORTHMOST, WESTMOST, EASTMOST = 49.8, 60.9, -8.7, 1.8
MINUSES = str.maketrans({"−": "-", "–": "-"})
UNREADABLE = Refusal(
    "where", "Enter a postcode like BS1 4DJ, or latitude and longitude with a comma between them, like 51.45, -2.59."
)
ABROAD = Refusal("where_abroad", "That is not in Great Britain. Latitude comes first, like 51.45, -2.59.")


def read_where(typed: str, *, middle_of: Callable[[str], Position | None]) -> Position | Refusal | None:
    """The position that was typed, None for nothing typed, or why it is none.

    ``middle_of`` knows the middle of a postcode district: the whole postcode is not known.
    """
    plain = " ".join(typed.translate(MINUSES).split())
    if not plain:
        return None
    if pair := PAIR.fullmatch(plain):
        north, east = float(pair["north"]), float(pair["east"])
        is_here = SOUTHMOST <= north <= NORTHMOST and WESTMOST <= east <= EASTMOST
        return Position(north, east) if is_here else ABROAD
    district = district_of(plain)
    if district is None:
        return UNREADABLE
    return middle_of(district) or Refusal("where_unknown", f"We do not know where {district} is. Check the postcode.")


def where_in_words(position: Position | None) -> str:
    """A position as it is typed, to about ten metres; empty for none."""
    return f"{position.latitude:.4f}, {position.longitude:.4f}" if position else ""
