"""Which months are covered, and which are missing."""

from datetime import date

import pytest

from volunteers.applications.rules.months import (
    Span,
    gaps,
    month_after,
    month_before,
    spans_of,
    stretch_in_words,
    years_before,
)


def span(text: str) -> Span:
    """“2020-01 2021-06” as two first days."""
    began, ended = text.split()
    return date.fromisoformat(f"{began}-01"), date.fromisoformat(f"{ended}-01")


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ([], ["2020-01 2022-12"]),
        (["2019-05 2023-02"], []),
        (["2020-01 2022-12"], []),
        (["2020-02 2022-12"], ["2020-01 2020-01"]),
        (["2020-01 2022-11"], ["2022-12 2022-12"]),
        (["2020-01 2020-06", "2020-07 2022-12"], []),
        (["2020-01 2020-06", "2020-06 2022-12"], []),
        (["2020-01 2020-06", "2020-09 2022-12"], ["2020-07 2020-08"]),
        (["2021-01 2021-12", "2021-03 2021-06"], ["2020-01 2020-12", "2022-01 2022-12"]),
        (["2022-01 2022-12", "2020-01 2021-12"], []),
        (["2010-01 2012-12"], ["2020-01 2022-12"]),
        (["2023-01 2024-12"], ["2020-01 2022-12"]),
    ],
)
def test_gaps_between_what_was_told(told: list[str], missing: list[str]) -> None:
    found = gaps([span(each) for each in told], date(2020, 1, 17), date(2022, 12, 31))
    assert found == [span(each) for each in missing]


def test_what_has_not_ended_lasts_until_today() -> None:
    items = [{"began": "2020-03-01", "ended": ""}, {"began": "", "ended": ""}]
    assert spans_of(items, date(2024, 5, 20)) == [(date(2020, 3, 1), date(2024, 5, 1))]


@pytest.mark.parametrize(
    ("stretch", "words"),
    [("2024-03 2024-03", "March 2024"), ("2024-03 2024-06", "March 2024 to June 2024")],
)
def test_a_stretch_in_words(stretch: str, words: str) -> None:
    assert stretch_in_words(span(stretch)) == words


def test_months_turn_over_with_the_year() -> None:
    assert month_after(date(2023, 12, 1)) == date(2024, 1, 1)
    assert month_before(date(2024, 1, 1)) == date(2023, 12, 1)
    assert years_before(date(2024, 2, 29), 3) == date(2021, 2, 1)
