"""Typed postcodes, distances, and the way from the National Grid to degrees, against published points."""

import pytest

from volunteers.places.rules import Position, distance_in_words, district_of, miles_between
from volunteers.places.rules.code_point import Middles, PostcodePoint, read_line
from volunteers.places.rules.national_grid import position_of

METRES_IN_A_MILE = 1_609.344
BRISTOL, TAUNTON = Position(51.4545, -2.5879), Position(51.0190, -3.1000)


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("BS1 4DJ", "BS1"),
        ("bs1 4dj", "BS1"),
        ("BS14DJ", "BS1"),
        ("  BS1   4DJ ", "BS1"),
        ("BS1-4DJ", "BS1"),
        ("BS1\u20134DJ", "BS1"),
        ("B.S1", None),
        ("BS1", "BS1"),
        ("BS1 4", "BS1"),
        ("BS14", "BS14"),
        ("BS14 9AA", "BS14"),
        ("TA24 5BJ", "TA24"),
        ("EC1A 1BB", "EC1A"),
        ("W1A0AX", "W1A"),
        ("M1 1AE", "M1"),
        ("ＢＳ１ ４ＤＪ", "BS1"),
        ("BS\u0661 \u0664DJ", "BS1"),
        ("BSl 4DJ", None),
        ("BS1 4D", None),
        ("BS1 4DJX", None),
        ("1BS 4DJ", None),
        ("Bristol", None),
        ("", None),
        ("BS1\x004DJ", None),
        ("<script>", None),
        ("BS1 4DJ" * 20, None),
    ],
)
def test_a_postcode_is_read_as_people_write_it(typed: str, district: str | None) -> None:
    assert district_of(typed) == district


@pytest.mark.parametrize(
    ("here", "there", "miles"),
    [
        (BRISTOL, BRISTOL, 0),
        (BRISTOL, TAUNTON, 37.4),
        (TAUNTON, BRISTOL, 37.4),
        # A quarter of the way round, and half of it.
        (Position(0, 0), Position(0, 90), 6_218.5),
        (Position(90, 0), Position(-90, 0), 12_436.9),
        (Position(10, 20), Position(-10, -160), 12_436.9),
    ],
)
def test_miles_between(here: Position, there: Position, miles: float) -> None:
    assert miles_between(here, there) == pytest.approx(miles, abs=0.15)


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0.0, "less than a mile"),
        (0.49, "less than a mile"),
        (0.51, "about 1 mile"),
        (1.4, "about 1 mile"),
        (2.6, "about 3 miles"),
        (1_234.4, "about 1,234 miles"),
    ],
)
def test_a_distance_claims_no_more_than_is_known(miles: float, words: str) -> None:
    assert distance_in_words(miles) == words


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        # Ordnance Survey's test points for its exact transformation, OSTN15.
        (292_184.870, 168_003.465, 51.40078220140, -3.55128349240),  # TP06, Nash Point
        (362_269.991, 169_978.690, 51.42754743020, -2.54407618349),  # TP08, Brislington
        (530_624.974, 178_388.464, 51.48936564950, -0.11992557180),  # TP09, Lambeth
        (422_242.186, 433_818.701, 53.80021519630, -1.66379168242),  # TP20
        (319_188.434, 670_947.534, 55.92478265510, -3.29479219337),  # TP27
    ],
)
def test_the_national_grid_in_degrees(easting: float, northing: float, latitude: float, longitude: float) -> None:
    apart = miles_between(position_of(easting, northing), Position(latitude, longitude)) * METRES_IN_A_MILE
    assert apart < 5


@pytest.mark.parametrize(
    ("line", "point"),
    [
        (["BS1 4DJ", "10", "358500", "172600"], PostcodePoint("BS1", 358_500, 172_600)),
        (["BS148AA", "10", "361000", "168000", "E92000001", ""], PostcodePoint("BS14", 361_000, 168_000)),
        (["BS1 4DJ", "90", "0", "0"], None),
    ],
)
def test_a_line_of_code_point_open(line: list[str], point: PostcodePoint | None) -> None:
    assert read_line(line) == point


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["BS1 4DJ", "10", "358500"], "3 columns"),
        ([], "0 columns"),
        (["Postcode", "Quality", "Eastings", "Northings"], "'Postcode' is not a postcode"),
        (["BS1 4DJ", "10", "358500.5", "172600"], "must be whole numbers"),
        (["BS1 4DJ", "10", "-1", "172600"], "must be whole numbers"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_line(line)


def test_the_middle_of_a_district_is_the_mean_of_its_postcodes() -> None:
    middles = Middles()
    middles.add([PostcodePoint("BS2", 360_000, 173_000), PostcodePoint("BS1", 358_000, 172_000)])
    middles.add([PostcodePoint("BS1", 359_000, 173_000)])
    assert middles.positions() == {
        "BS1": position_of(358_500, 172_500),
        "BS2": position_of(360_000, 173_000),
    }
    assert list(middles.positions()) == ["BS1", "BS2"]
