"""Points on the map, and what entries must not be."""

from datetime import date, timedelta

import pytest

from tests.farms.builders import FAR_OFF, NEAR_WELLS, a_draft
from volunteers.farms.rules import Marking
from volunteers.farms.rules.entries import ItemEntry, refusals_to_alert, refusals_to_items, tidy_holding_number
from volunteers.farms.rules.map_points import doubts, read_point
from volunteers.places.rules import Position

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "reference", "latitude", "longitude"),
    [
        ("ST 5541 4583", "ST 5541 4583", 51.2098, -2.6397),  # Wells
        ("st5872172783", "ST 58721 72783", 51.4523, -2.5953),  # Bristol
        ("TQ 3003 8038", "TQ 3003 8038", 51.5080, -0.1281),  # Trafalgar Square
        ("51.20980, -2.63970", "51.20980, -2.63970", 51.2098, -2.6397),
    ],
)
def test_a_point_is_where_ordnance_survey_has_it(
    typed: str, reference: str, latitude: float, longitude: float
) -> None:  # fmt: skip
    found, at = read_point(typed)
    assert found == reference
    assert (at.latitude, at.longitude) == pytest.approx((latitude, longitude), abs=0.001)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ST 554 458", "8 or 10 figures"),
        ("///filled.count.soap", "cannot be checked"),
        ("5541 4583", "two letters"),
        ("the yard", "grid reference"),
    ],
)
def test_what_is_no_exact_point_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_point(typed)


@pytest.mark.parametrize(
    ("postcode_at", "units", "codes"),
    [
        (NEAR_WELLS, [NEAR_WELLS], []),
        (None, [], []),
        (FAR_OFF, [NEAR_WELLS], ["far_from_postcode"]),
        (NEAR_WELLS, [FAR_OFF], ["outside"]),
    ],
)
def test_a_point_far_from_its_postcode_or_the_force_is_asked_about(
    postcode_at: Position | None, units: list[Position], codes: list[str]
) -> None:
    found = doubts(NEAR_WELLS, postcode_at=postcode_at, units=units, far=25)
    assert [refusal.code for refusal in found] == codes


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("12/345/6789", "12/345/6789"), ("123456789", "12/345/6789"), ("12-345-678", None), ("", None)],
)
def test_a_cph_number_is_kept_in_one_form(typed: str, tidy: str | None) -> None:
    assert tidy_holding_number(typed) == tidy


@pytest.mark.parametrize(
    ("body", "receivers", "codes"),
    [
        ("A white van", 3, []),
        ("A white van, WX12 ABC", 3, ["registration"]),
        ("A white van, wx12abc", 3, ["registration"]),
        ("A van, K123 ABC", 3, ["registration"]),
        ("A white van", 0, ["nobody"]),
    ],
)
def test_an_alert_holds_no_registration_and_reaches_someone(body: str, receivers: int, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_to_alert(a_draft(body=body), receivers=receivers)] == codes


def _item(mark: str) -> ItemEntry:
    return ItemEntry("Quad bike", "", "", Marking.STAMP, mark, "", "")


@pytest.mark.parametrize(
    ("marks", "days", "codes"),
    [
        (["FW1", "FW2"], 0, []),
        ([], 0, ["no_items"]),
        (["FW1", "fw1"], 0, ["mark_twice"]),
        (["OLD"], 0, ["known_mark"]),
        (["FW1"], 1, ["future"]),
    ],
)
def test_each_mark_is_on_the_register_once(marks: list[str], days: int, codes: list[str]) -> None:
    items = [_item(mark) for mark in marks]
    found = refusals_to_items(items, known={"old"}, on=TODAY + timedelta(days=days), today=TODAY)
    assert [refusal.code for refusal in found] == codes
