"""Where a place is on the map, from what people type: an Ordnance Survey grid reference, latitude and longitude, or
the three words of what3words.

A grid reference and a latitude and longitude are read and checked to lie in Great Britain. Three words are kept as they
were written: whether they stand for a place can only be known outside, so they are marked as not checked.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

# The squares of 100 km of the National Grid with land of Great Britain in them: first letter, second letters.
SQUARES = {"H": "PTUWXYZ", "N": "ABCDFGHJKLMNORSTUWXYZ", "O": "V", "S": "DEHJKMNOPRSTUVWXYZ", "T": "AFGLMQRV"}
FEWEST_FIGURES, MOST_FIGURES = 6, 10
SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.9
DECIMALS_NEEDED = 3  # About 100 metres, as a grid reference of six figures.
DECIMALS_KEPT = 5  # About 1 metre.

GRID = re.compile(r"^([A-Z]{2})[ ,-]*([0-9][0-9 ,-]*)$")
LETTERS_MISSING = re.compile(r"^[0-9]{3,6}[ ,-]*[0-9]{3,7}$")
NUMBER = r"([-+−]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([NSEW]?)"
LATITUDE_LONGITUDE = re.compile(rf"^{NUMBER}\s*[,;\s]\s*{NUMBER}$", re.IGNORECASE)
THREE_WORDS = re.compile(r"^/{0,3}([^\W\d_]+)\.([^\W\d_]+)\.([^\W\d_]+)$")

HOW = "Enter a grid reference like ST 123 456, or latitude and longitude like 51.4545, -2.5879."


class MapKind(StrEnum):
    """In which way a place is given."""

    GRID = "grid"
    LATITUDE_LONGITUDE = "latitude_longitude"
    THREE_WORDS = "three_words"


@dataclass(frozen=True)
class MapReference:
    """A place in one form: “ST 123 456”, “51.45450, -2.58790” or “///filled.count.soap”."""

    kind: MapKind
    text: str

    @property
    def is_checked(self) -> bool:
        """Whether the place is known to lie in Great Britain."""
        return self.kind is not MapKind.THREE_WORDS


def read_map_reference(typed: str) -> MapReference:
    """The place that was meant, or ``ValueError`` in words that say what to write instead."""
    text = " ".join(typed.split())
    if found := GRID.match(text.upper()):
        return _grid(found[1], found[2])
    if LETTERS_MISSING.match(text):
        raise ValueError("Start the grid reference with its two letters, like ST 123 456.")
    if found := LATITUDE_LONGITUDE.match(text):
        return _latitude_longitude((found[1], found[2].upper()), (found[3], found[4].upper()))
    if found := THREE_WORDS.match(text):
        return MapReference(MapKind.THREE_WORDS, "///" + ".".join(found.groups()).lower())
    raise ValueError(HOW)


def _grid(square: str, figures: str) -> MapReference:
    if square[1] not in SQUARES.get(square[0], ""):
        raise ValueError(f"There is no land in the map square {square}. Check the two letters.")
    groups = re.split(r"[ ,-]+", figures.strip(" ,-"))
    digits = "".join(groups)
    if len(digits) % 2 or (len(groups) == 2 and len(groups[0]) != len(groups[1])):
        raise ValueError("A grid reference has as many figures before the gap as after it, like ST 123 456.")
    if len(digits) < FEWEST_FIGURES:
        raise ValueError("Enter at least 6 figures after the letters, like ST 123 456, so that we can find the place.")
    if len(digits) > MOST_FIGURES:
        raise ValueError("Enter 6, 8 or 10 figures after the letters, like ST 123 456.")
    half = len(digits) // 2
    return MapReference(MapKind.GRID, f"{square} {digits[:half]} {digits[half:]}")


def _latitude_longitude(first: tuple[str, str], second: tuple[str, str]) -> MapReference:
    if min(len(number.partition(".")[2]) for number, _ in (first, second)) < DECIMALS_NEEDED:
        raise ValueError("Give latitude and longitude with at least 3 figures after the point, like 51.4545, -2.5879.")
    sides = {first[1], second[1]} - {""}
    if (len(sides) == 1 and first[1] and second[1]) or sides in ({"N", "S"}, {"E", "W"}):
        raise ValueError("Give one latitude (N) and one longitude (E or W), like 51.4545 N, 2.5879 W.")
    one, other = _signed(*first), _signed(*second)
    # No longitude of Great Britain is a latitude of Great Britain, so the order does not matter.
    for latitude, longitude in ((one, other), (other, one)):
        if SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST:
            kept = f"{latitude:.{DECIMALS_KEPT}f}, {longitude:.{DECIMALS_KEPT}f}"
            return MapReference(MapKind.LATITUDE_LONGITUDE, kept)
    raise ValueError(
        "This place is not in Great Britain. Check the figures, and write a minus before a longitude in the west, "
        "like 51.4545, -2.5879."
    )


def _signed(number: str, side: str) -> float:
    value = float(number.replace("−", "-"))
    return -abs(value) if side in ("S", "W") else value
