"""The dates that follow those of a series, and dates as numbers."""

from datetime import date

import pytest

from volunteers.trends.forecast.series import coming_dates, years_of

HALVES = [date(2016, 3, 31), date(2016, 9, 30), date(2017, 3, 31)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (HALVES, [date(2017, 9, 30), date(2018, 3, 31), date(2018, 9, 30)]),
        ([HALVES[0]], [date(2016, 9, 30), date(2017, 3, 31), date(2017, 9, 30)]),
        ([date(2019, 12, 31), date(2020, 1, 31)], [date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 30)]),
        ([date(2018, 12, 31), date(2019, 12, 31)], [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31)]),
        ([date(2020, 1, 15), date(2020, 4, 15)], [date(2020, 7, 15), date(2020, 10, 15), date(2021, 1, 15)]),
        ([date(2020, 1, 6), date(2020, 1, 13)], [date(2020, 1, 20), date(2020, 1, 27), date(2020, 2, 3)]),
        (
            [date(2019, 3, 31), date(2019, 9, 30), date(2020, 9, 30), date(2021, 3, 31)],
            [date(2021, 9, 30), date(2022, 3, 31), date(2022, 9, 30)],
        ),
        (
            [date(2020, 1, 1), date(2020, 1, 11), date(2020, 1, 31), date(2020, 2, 12)],
            [date(2020, 2, 24), date(2020, 3, 7), date(2020, 3, 19)],
        ),
    ],
    ids=["halves", "one date", "months", "years", "fifteenths", "weeks", "a gap", "uneven"],
)
def test_the_dates_that_follow(dates: list[date], expected: list[date]) -> None:
    assert list(coming_dates(dates, 3)) == expected


def test_ends_of_months_are_evenly_spaced() -> None:
    first, second, third = (years_of(on) for on in HALVES)
    assert second - first == pytest.approx(0.5)
    assert third - second == pytest.approx(0.5)
