"""Where a point that someone typed is, and whether it can be where they say."""

import re

from volunteers.applications.rules.map_reference import MapKind, MapReference, read_map_reference
from volunteers.errors import Refusal
from volunteers.places.rules import Position, miles_between
from volunteers.places.rules.national_grid import position_of

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # of the grid, which has no I
SQUARE, FIGURES = 100_000, 5
FEWEST_FIGURES = 8  # 10 metres: six figures are a square of 100 metres, in which two farms may lie
MILES_FROM_POSTCODE = 31  # 50 kilometres
GRID = re.compile(r"([A-Z]{2}) (\d+) (\d+)")
WORDS_ALONE = "Three words cannot be checked here. Enter a grid reference like ST 1234 4567, or latitude and longitude."
TOO_ROUGH = "Farms share names, so we need 8 or 10 figures after the letters, like ST 1234 4567."


def read_point(typed: str) -> tuple[str, Position]:
    """The reference as it is printed, and where it is; ``ValueError`` in words for what is no exact point."""
    found = read_map_reference(typed)
    if found.kind is MapKind.THREE_WORDS:
        raise ValueError(WORDS_ALONE)
    grid = GRID.fullmatch(found.text)
    if grid and len(grid[2]) * 2 < FEWEST_FIGURES:
        raise ValueError(TOO_ROUGH)
    return found.text, locate(found)


def locate(reference: MapReference) -> Position:
    """Where a reference that was read is: the middle of its square, or its latitude and longitude."""
    grid = GRID.fullmatch(reference.text)
    if grid is None:
        north, _, east = reference.text.partition(", ")
        return Position(float(north), float(east))
    first, second = (LETTERS.index(letter) for letter in grid[1])
    # The letters run west to east and north to south, in blocks of five by five; the origin is the south-west of SV.
    across = ((first - 2) % 5) * 5 + second % 5
    up = 19 - first // 5 * 5 - second // 5
    return position_of(across * SQUARE + _metres(grid[2]), up * SQUARE + _metres(grid[3]))


def _metres(figures: str) -> float:
    size = float(10 ** (FIGURES - len(figures)))
    middle: float = int(figures) * size + size / 2
    return middle


def doubts(at: Position, *, postcode_at: Position | None, units: list[Position], far: int) -> list[Refusal]:
    """What is to be asked about a point: far from its postcode, or from every place of the force."""
    found = []
    if postcode_at is not None and miles_between(at, postcode_at) > MILES_FROM_POSTCODE:
        found.append(Refusal("far_from_postcode", "This point is more than 50 km from the postcode. Check both."))
    if units and min(miles_between(at, unit) for unit in units) > far:
        found.append(Refusal("outside", "This point looks outside the force’s area. Check the letters and figures."))
    return found
