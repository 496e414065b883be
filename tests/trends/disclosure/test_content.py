"""A release is one document: read again it is the same, byte for byte, and nothing in it is an exact count."""

from datetime import date

import pytest

from tests.trends.released import BEFORE, CUT_OFF, a_content
from volunteers.trends.disclosure.content import digest_of, read_content
from volunteers.trends.disclosure.counts import MARK, PublishedCount, percentage, rounded
from volunteers.trends.disclosure.quarters import before, cut_off_of, first_day_of, is_cut_off, latest_cut_off


def test_a_document_read_again_is_the_same() -> None:
    content = a_content()
    again = read_content(content.to_bytes())
    assert again.to_bytes() == content.to_bytes()
    assert again.digest == content.digest == digest_of(content.to_bytes())
    figure = again.by_code["adults.sex"].count("left", "all", "female")
    assert figure == PublishedCount(25, BEFORE), "a figure keeps the cut-off it is of"


def test_any_other_figure_is_another_document() -> None:
    assert a_content(note="corrected", version=2).digest != a_content().digest
    assert a_content(version=2, note="corrected").name == "2026-09-30-v2"


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 7"):
        read_content(a_content().to_bytes().replace(b'"format": 1', b'"format": 7'))


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_figures_are_given_to_the_nearest_five(value: int, shown: int) -> None:
    assert rounded(value, 5) == shown


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (PublishedCount(10, CUT_OFF), PublishedCount(40, CUT_OFF), 25.0),
        (PublishedCount(10, CUT_OFF), PublishedCount(20, CUT_OFF), None),  # a base of under 23
        (PublishedCount(None, CUT_OFF), PublishedCount(40, CUT_OFF), None),
        (PublishedCount(10, BEFORE), PublishedCount(40, CUT_OFF), None),  # of two different days
    ],
)
def test_a_share_is_of_given_figures_and_enough_people(
    part: PublishedCount, whole: PublishedCount, share: float | None
) -> None:
    assert percentage(part, whole) == share
    assert PublishedCount(None, CUT_OFF).words == MARK


def test_quarters_are_those_of_the_financial_year() -> None:
    assert [cut_off_of(date(2026, *day)) for day in ((1, 1), (3, 31), (4, 1), (12, 31))] == [
        date(2026, 3, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31),
    ]  # fmt: skip
    assert is_cut_off(date(2026, 9, 30))
    assert not is_cut_off(date(2026, 8, 31))
    assert latest_cut_off(date(2026, 9, 30)) == date(2026, 6, 30), "its last day is not over"
    assert latest_cut_off(date(2026, 10, 1)) == date(2026, 9, 30)
    assert before(date(2026, 3, 31), 4) == date(2025, 3, 31)
    assert first_day_of(date(2026, 3, 31)) == date(2026, 1, 1)
