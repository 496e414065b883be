"""What a rolling back-test takes away, and how its table adds up."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from volunteers.trends.forecast.backtest import POOLED, back_test, misses_at
from volunteers.trends.forecast.outlook import PERCENTS, Outlook
from volunteers.trends.forecast.series import Series

DATES = [date(2014, 9, 30), date(2015, 3, 31), date(2015, 9, 30), date(2016, 3, 31), date(2016, 9, 30)]
RISING = Series("rising", tuple(zip(DATES, [10.0, 12.0, 14.0, 16.0, 18.0], strict=True)))
BLANK = Series("blank", tuple(zip(DATES, [30.0, 20.0, 10.0, None, 13.0], strict=True)))


def _seers(series: Sequence[Series], ahead: Mapping[str, Sequence[date]]) -> dict[str, Outlook]:
    """Says 15 for all, and never sees a date that is to be forecast."""
    assert all(on < min(ahead[one.area]) for one in series for on, _ in one.points)
    return {area: Outlook(tuple(dates), ((15.0,) * PERCENTS,) * len(dates)) for area, dates in ahead.items()}


def test_errors_are_scaled_by_what_was_known_at_the_origin() -> None:
    misses = misses_at([RISING, BLANK], 3, 2, _seers)
    ours = [(miss.area, miss.horizon, miss.scaled, miss.held80) for miss in misses if miss.method == POOLED]
    assert ours == [("rising", 1, 0.5, False), ("rising", 2, 1.5, False), ("blank", 2, 0.2, False)]
    drift = [miss.scaled for miss in misses if miss.method == "drift"]
    assert drift == pytest.approx([0, 0, abs(-10 - 13) / 10])


def test_the_table_counts_each_forecast_and_names_the_best_baseline() -> None:
    found = back_test([RISING], origins=[2, 3], horizon=2, pool=_seers)
    ours = {row.horizon: row for row in found.rows if row.method == POOLED}
    assert (ours[None].forecasts, ours[1].forecasts, ours[2].forecasts) == (4, 2, 2)
    assert ours[None].mase == pytest.approx((0.5 + 0.5 + 0.5 + 1.5) / 4)
    assert found.held80 == 0
    assert (found.best_baseline, found.ratio) == ("drift", None)


def test_nothing_to_forecast_has_no_rows() -> None:
    assert back_test([RISING], origins=[5], horizon=2, pool=lambda series, ahead: {}).rows == ()
