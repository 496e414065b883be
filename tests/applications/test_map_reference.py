"""A place on the map is read as people write it, and an error says what to write instead."""

import pytest

from volunteers.applications.rules.map_reference import HOW, MapKind, read_map_reference

GRID, COORDINATES, WORDS = MapKind.GRID, MapKind.LATITUDE_LONGITUDE, MapKind.THREE_WORDS


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("ST 123 456", GRID, "ST 123 456"),
        ("st123456", GRID, "ST 123 456"),
        ("  St  123  456 ", GRID, "ST 123 456"),
        ("ST123-456", GRID, "ST 123 456"),
        ("ST, 123, 456", GRID, "ST 123 456"),
        ("ST 1234 5678", GRID, "ST 1234 5678"),
        ("ST1234567890", GRID, "ST 12345 67890"),
        ("ST 12 34 56", GRID, "ST 123 456"),
        ("HU 396 753", GRID, "HU 396 753"),
        ("51.4545, -2.5879", COORDINATES, "51.45450, -2.58790"),
        ("51.4545,-2.5879", COORDINATES, "51.45450, -2.58790"),
        ("51.4545 -2.5879", COORDINATES, "51.45450, -2.58790"),
        ("51.4545; −2.5879", COORDINATES, "51.45450, -2.58790"),
        ("51.4545° N, 2.5879° W", COORDINATES, "51.45450, -2.58790"),
        ("51.4545n 2.5879w", COORDINATES, "51.45450, -2.58790"),
        ("-2.5879, 51.4545", COORDINATES, "51.45450, -2.58790"),
        ("52.123456789 1.234567", COORDINATES, "52.12346, 1.23457"),
        ("///filled.count.soap", WORDS, "///filled.count.soap"),
        ("Filled.Count.Soap", WORDS, "///filled.count.soap"),
    ],
)
def test_a_place_is_kept_in_one_form(typed: str, kind: MapKind, text: str) -> None:
    found = read_map_reference(typed)
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(("kind", "typed"), [(GRID, "ST 123 456"), (WORDS, "filled.count.soap")])
def test_only_three_words_are_not_checked(kind: MapKind, typed: str) -> None:
    assert read_map_reference(typed).is_checked is (kind is GRID)


@pytest.mark.parametrize("typed", ["ST 123 456", "51.4545, -2.5879", "///filled.count.soap"])
def test_reading_it_again_changes_nothing(typed: str) -> None:
    once = read_map_reference(typed)
    assert read_map_reference(once.text) == once


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", HOW),
        ("Manor Farm", HOW),
        ("BS1 4DJ", HOW),
        ("///filled.count", HOW),
        ("///a.b.c.d", HOW),
        ("///1.2.3", HOW),
        ("51°27'16\"N 2°35'15\"W", HOW),
        ("<script>alert(1)</script>", HOW),
        ("٥١.٤٥٤٥, ٢.٥٨٧٩", HOW),
        ("123 456", "Start the grid reference with its two letters, like ST 123 456."),
        ("312345 145678", "Start the grid reference with its two letters, like ST 123 456."),
        ("XX 123 456", "There is no land in the map square XX. Check the two letters."),
        ("IO 123 456", "There is no land in the map square IO. Check the two letters."),
        ("ST 123 45", "A grid reference has as many figures before the gap as after it, like ST 123 456."),
        ("ST 12 3456", "A grid reference has as many figures before the gap as after it, like ST 123 456."),
        ("ST 12 34", "Enter at least 6 figures after the letters, like ST 123 456, so that we can find the place."),
        ("ST 123456 123456", "Enter 6, 8 or 10 figures after the letters, like ST 123 456."),
        ("51.45, -2.58", "Give latitude and longitude with at least 3 figures after the point, like 51.4545, -2.5879."),
        ("51 -2", "Give latitude and longitude with at least 3 figures after the point, like 51.4545, -2.5879."),
        ("51.4545N 2.5879N", "Give one latitude (N) and one longitude (E or W), like 51.4545 N, 2.5879 W."),
        ("51.4545N 2.5879S", "Give one latitude (N) and one longitude (E or W), like 51.4545 N, 2.5879 W."),
    ],
)
def test_what_cannot_be_read_is_said_plainly(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]") as caught:
        read_map_reference(typed)
    assert str(caught.value) == said


@pytest.mark.parametrize("typed", ["51.4545, 2.5879", "48.8566, 2.3522", "0.000, 0.000", "999.999, 999.999"])
def test_a_place_abroad_is_refused_with_the_minus_in_mind(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^This place is not in Great Britain\..*minus"):
        read_map_reference(typed)
