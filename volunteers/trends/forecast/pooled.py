"""The forecast of many short series at once, each borrowing strength from the others."""

from collections.abc import Sequence

import numpy as np

from volunteers.trends.forecast.outlook import PERCENTS, Outlook
from volunteers.trends.forecast.series import Series, coming_dates, years_of
from volunteers.trends.forecast.spread import quantiles


def forecast_areas(series: Sequence[Series], *, horizon: int) -> dict[str, Outlook]:
    """For each area with something known, where it will be at its next dates."""
    rates = [_rate(one) for one in series if len(one.known()) > 1]
    common = float(np.median(rates)) if rates else 0.0
    return {one.area: _outlook(one, common, horizon) for one in series if one.known()}


def _rate(one: Series) -> float:
    (first, start), (last, end) = one.known()[0], one.known()[-1]
    return float(np.log((end + 1) / (start + 1)) / (years_of(last) - years_of(first)))


def _outlook(one: Series, common: float, horizon: int) -> Outlook:
    last, value = one.known()[-1]
    dates = coming_dates([on for on, _ in one.points], horizon)
    ahead = np.array([years_of(on) for on in dates]) - years_of(last)
    middle, spread = np.log(value + 1) + common * ahead, 0.1 * np.sqrt(ahead)
    rows = np.exp(middle[:, None] + spread[:, None] * quantiles(PERCENTS, 10.0)[None, :]) - 1
    return Outlook(dates, tuple(tuple(np.rint(np.maximum(row, 0.0)).tolist()) for row in rows))
