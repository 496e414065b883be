"""From the National Grid to latitude and longitude.

The formulas and constants are those of Ordnance Survey's "A guide to coordinate systems in Great Britain": the inverse
of the transverse Mercator projection on the Airy 1830 ellipsoid, then a Helmert transformation of seven parameters from
OSGB36 to WGS84. The transformation is good to about 5 metres, far finer than the middle of a postcode district.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt, tan

from volunteers.places.rules.distance import Position

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Ellipsoid:
    """The half axes of a figure of the Earth, in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The eccentricity squared."""
        return 1 - (self.b / self.a) ** 2


AIRY_1830 = Ellipsoid(6_377_563.396, 6_356_256.909)
WGS84 = Ellipsoid(6_378_137.0, 6_356_752.3142)
# The projection: scale on the central meridian, true origin, and its grid coordinates.
SCALE = 0.9996012717
ORIGIN = Position(49.0, -2.0)
EAST_OF_ORIGIN, NORTH_OF_ORIGIN = 400_000.0, -100_000.0
# OSGB36 to WGS84: metres, parts per million, and seconds of arc.
SHIFT: Point = (446.448, -125.157, 542.060)
PARTS_PER_MILLION = -20.4894
TURN: Point = (0.1502, 0.2470, 0.8421)
MILLIMETRE = 0.001
TURNS = 5


def position_of(easting: float, northing: float) -> Position:
    """The WGS84 position of a point of the National Grid, both in metres."""
    return _position(_helmert(_cartesian(_unprojected(easting, northing))))


def _unprojected(easting: float, northing: float) -> Position:
    """On the Airy ellipsoid, by the series VII to XIIA of the guide."""
    a, e2 = AIRY_1830.a * SCALE, AIRY_1830.e2
    lat = _foot(northing)
    nu = a / sqrt(1 - e2 * sin(lat) ** 2)
    rho = a * (1 - e2) / (1 - e2 * sin(lat) ** 2) ** 1.5
    eta2, t, sec = nu / rho - 1, tan(lat), 1 / cos(lat)
    east = easting - EAST_OF_ORIGIN
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    xii = sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    return Position(
        degrees(lat - vii * east**2 + viii * east**4 - ix * east**6),
        ORIGIN.longitude + degrees(x * east - xi * east**3 + xii * east**5 - xiia * east**7),
    )


def _foot(northing: float) -> float:
    """The latitude, in radians, at which the central meridian has this northing."""
    north = northing - NORTH_OF_ORIGIN
    lat = radians(ORIGIN.latitude) + north / (AIRY_1830.a * SCALE)
    while abs(rest := north - _meridian(lat)) >= MILLIMETRE / 100:
        lat += rest / (AIRY_1830.a * SCALE)
    return lat


def _meridian(lat: float) -> float:
    """The length of the central meridian from the origin to a latitude, in metres of the grid."""
    n = (AIRY_1830.a - AIRY_1830.b) / (AIRY_1830.a + AIRY_1830.b)
    less, more = lat - radians(ORIGIN.latitude), lat + radians(ORIGIN.latitude)
    return (AIRY_1830.b * SCALE) * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )


def _cartesian(at: Position) -> Point:
    """A point at the height of the Airy ellipsoid as distances from the centre of the Earth."""
    lat, lon = radians(at.latitude), radians(at.longitude)
    nu = AIRY_1830.a / sqrt(1 - AIRY_1830.e2 * sin(lat) ** 2)
    return nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), (1 - AIRY_1830.e2) * nu * sin(lat)


def _helmert(point: Point) -> Point:
    x, y, z = point
    by_x, by_y, by_z = (radians(seconds / 3600) for seconds in TURN)
    scale = 1 + PARTS_PER_MILLION / 1_000_000
    return (
        SHIFT[0] + scale * x - by_z * y + by_y * z,
        SHIFT[1] + by_z * x + scale * y - by_x * z,
        SHIFT[2] - by_y * x + by_x * y + scale * z,
    )


def _position(point: Point) -> Position:
    x, y, z = point
    p = sqrt(x**2 + y**2)
    lat = atan2(z, p * (1 - WGS84.e2))
    for _ in range(TURNS):
        nu = WGS84.a / sqrt(1 - WGS84.e2 * sin(lat) ** 2)
        lat = atan2(z + WGS84.e2 * nu * sin(lat), p)
    return Position(degrees(lat), degrees(atan2(y, x)))
