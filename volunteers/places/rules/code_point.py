"""Postcode districts from the files of Code-Point Open, in which Ordnance Survey gives every postcode of Great Britain.

A line holds the postcode, how good its position is (10 is best, 90 is none), eastings and northings in metres, and
codes that are not needed here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from volunteers.places.rules.distance import Position
from volunteers.places.rules.national_grid import position_of
from volunteers.places.rules.postcodes import district_of

COLUMNS_NEEDED = 4
WITHOUT_POSITION = 90


@dataclass(frozen=True)
class PostcodePoint:
    """Where the postcodes of a district are: one of them, in metres of the National Grid."""

    district: str
    easting: int
    northing: int


def read_line(line: Sequence[str]) -> PostcodePoint | None:
    """The postcode of a line, or None when Ordnance Survey has no position for it; raises ``ValueError`` in words."""
    if len(line) < COLUMNS_NEEDED:
        raise ValueError(f"there are {len(line)} columns, and at least {COLUMNS_NEEDED} are needed")
    postcode, quality, easting, northing = line[:COLUMNS_NEEDED]
    district = district_of(postcode)
    if district is None:
        raise ValueError(f"{postcode!r} is not a postcode")
    if not all(number.strip().isdecimal() for number in (quality, easting, northing)):
        raise ValueError(f"quality, eastings and northings of {postcode} must be whole numbers")
    if int(quality) >= WITHOUT_POSITION:
        return None
    return PostcodePoint(district, int(easting), int(northing))


@dataclass
class _Sum:
    easting: int = 0
    northing: int = 0
    postcodes: int = 0


@dataclass
class Middles:
    """Adds postcodes up to the middle of each district: the mean of the positions of its postcodes."""

    _sums: dict[str, _Sum] = field(default_factory=lambda: defaultdict(_Sum))

    def add(self, points: Iterable[PostcodePoint]) -> None:
        for point in points:
            found = self._sums[point.district]
            found.easting += point.easting
            found.northing += point.northing
            found.postcodes += 1

    def positions(self) -> dict[str, Position]:
        """Each district and its middle, in the order of the alphabet."""
        return {
            district: position_of(found.easting / found.postcodes, found.northing / found.postcodes)
            for district, found in sorted(self._sums.items())
        }
