"""Many short series together: what the aim asks on the published forces, and that odd series stay sane."""

from collections.abc import Sequence
from datetime import date

import pytest

from bench.forecasts import forces_since_2014
from volunteers.trends.forecast.backtest import POOLED, Miss, misses_at, table_of
from volunteers.trends.forecast.pooled import forecast_areas
from volunteers.trends.forecast.series import Series, coming_dates

HALVES = [date(2014, 9, 30), *coming_dates([date(2014, 3, 31), date(2014, 9, 30)], 19)]


def _series(area: str, counts: Sequence[float | None]) -> Series:
    return Series(area, tuple(zip(HALVES, counts, strict=False)))


@pytest.fixture(scope="module")
def misses() -> list[Miss]:
    """Of the Home Office's counts, none of those forecast having been used to choose anything."""
    forces = forces_since_2014()
    return [miss for origin in range(4, 11) for miss in misses_at(forces, origin, 4)]


def test_seven_points_of_each_force_foretell_four_better_than_any_baseline(misses: list[Miss]) -> None:
    found = table_of([miss for miss in misses if miss.origin == 7])
    assert (found.ratio or 1) < 0.85
    assert 0.75 <= (found.held80 or 0) <= 0.88
    assert found.rows[0].forecasts == 24 * 4


def test_so_do_rolling_origins(misses: list[Miss]) -> None:
    found = table_of(misses)
    assert found.rows[0].method == POOLED
    assert (found.ratio or 1) < 0.90
    assert 0.75 <= (found.held80 or 0) <= 0.88


FALLING = _series("falling", [200, 190, 180, 170, 161, 153, 145])
STEADY = _series("steady", [100, 101, 99, 100, 100, 101, 100])


@pytest.mark.parametrize(
    "series",
    [
        [_series("alone", [100, 110, 105])],
        [_series("none", [0, 0, 0, 0]), _series("few", [2, 1, 0, 1])],
        [_series("constant", [50] * 7)],
        [_series("jump", [100, 100, 100, 300, 300, 300, 300]), STEADY],
        [_series("large", [20_000, 19_500, 19_100, 18_800, 18_400]), _series("small", [20, 18, 21, 19, 15])],
        [_series("long", [100 + at % 3 for at in range(20)])],
    ],
    ids=lambda series: "-".join(one.area for one in series),
)
def test_odd_series_stay_sane(series: list[Series]) -> None:
    found = forecast_areas(series, horizon=24)
    assert list(found) == [one.area for one in series]
    for one in series:
        outlook = found[one.area]
        widths = []
        for at in range(24):
            low, high = outlook.span(at, 80)
            assert 0 <= low <= outlook.median(at) <= high
            assert (low, high) == (round(low), round(high))
            widths.append(high - low)
        assert widths[-1] > 0
        assert widths[0] <= widths[-1]
        last = one.known()[-1][1]
        assert 0.4 * last - 2 <= outlook.median(0) <= 1.6 * last + 2


def test_one_known_number_borrows_how_the_others_change() -> None:
    found = forecast_areas([FALLING, _series("new", [None] * 6 + [80])], horizon=4)
    assert found["new"].dates == found["falling"].dates
    assert found["new"].median(3) < 76
    alone, borrowed = found["falling"].span(3, 80), found["new"].span(3, 80)
    assert borrowed[1] / borrowed[0] >= alone[1] / alone[0]


@pytest.mark.parametrize(
    ("series", "areas"),
    [
        ([], []),
        ([_series("one", [5])], []),
        ([_series("two", [5, 6])], []),
        ([_series("one", [5]), _series("two", [6])], []),
        ([_series("first", [5, 6]), _series("second", [7, 6])], ["first", "second"]),
        ([FALLING, _series("blank", [None, None])], ["falling"]),
    ],
)
def test_too_little_has_no_forecast(series: list[Series], areas: list[str]) -> None:
    assert list(forecast_areas(series, horizon=2)) == areas


def test_a_date_with_a_blank_number_is_behind_the_forecast() -> None:
    found = forecast_areas([_series("late", [100, 98, 96, 94, None])], horizon=1)
    assert found["late"].dates == (date(2017, 3, 31),)


def test_the_same_series_have_the_same_forecast_in_any_order() -> None:
    there, back = forecast_areas([FALLING, STEADY], horizon=3), forecast_areas([STEADY, FALLING], horizon=3)
    for area in ("falling", "steady"):
        assert [there[area].median(at) for at in range(3)] == pytest.approx(
            [back[area].median(at) for at in range(3)], abs=1
        )
