"""Dates of every precision."""

from datetime import date

import pytest

from volunteers.trends.rules.published import read_date, read_period, source_words


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("2014-09-30", date(2014, 9, 30), "30 September 2014"),
        ("2016-06", date(2016, 6, 30), "June 2016"),
        ("2020-02", date(2020, 2, 29), "February 2020"),
        ("1989", date(1989, 12, 31), "1989"),
        ("2024 (early; as cited May 2024)", date(2024, 5, 31), "2024 (early; as cited May 2024)"),
    ],
)
def test_a_date_stands_as_exactly_as_it_is_known(text: str, on: date, words: str) -> None:
    assert read_date(text) == (on, words)


@pytest.mark.parametrize("text", ["", "soon", "2014-13", "2014-02-30", "14-09-30", "first year (Patchway)"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("2019-05 to 2020-04", date(2020, 4, 30), "May 2019 to April 2020"),
        ("year to 2021-12", date(2021, 12, 31), "year to December 2021"),
        ("2021-22", date(2022, 3, 31), "April 2021 to March 2022"),
        ("1999-00", date(2000, 3, 31), "April 1999 to March 2000"),
        ("2021-12", date(2021, 12, 31), "December 2021"),
    ],
)
def test_a_period_stands_at_its_last_day(text: str, on: date, words: str) -> None:
    assert read_period(text) == (on, words)


def test_a_source_is_named() -> None:
    assert source_words("https://www.gov.uk/government/collections/x") == "Home Office, police workforce tables"
    assert source_words("https://elsewhere.example") == "Published elsewhere"
