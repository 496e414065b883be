"""Rolling back-tests of many series: what every method would have said, at each origin, of what came after.

At an origin everything after one date is taken away, from all series; every method then forecasts each series at the
dates that come next, and is held against what was counted. Errors are scaled as `scores` says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from volunteers.trends.forecast.baselines import BASELINES
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pooled import forecast_at
from volunteers.trends.forecast.scores import scale_of
from volunteers.trends.forecast.series import Series, years_of

POOLED = "pooled"
Pool = Callable[[Sequence[Series], Mapping[str, Sequence[date]]], Mapping[str, Outlook]]


@dataclass(frozen=True)
class Miss:
    """One forecast of an area, knowing so many dates, for so many ahead: how far off it was, and did its range hold."""

    area: str
    origin: int
    horizon: int
    method: str
    scaled: float
    held80: bool | None


@dataclass(frozen=True)
class Row:
    """A line of the table: a method over all its forecasts, or over those so many dates ahead alone."""

    method: str
    horizon: int | None
    mase: float
    held80: float | None
    forecasts: int


@dataclass(frozen=True)
class BackTest:
    """All rows, and the pooled forecast's error as a share of the best single-series baseline's.

    There is no share where the best baseline was never wrong, and no row where nothing could be forecast.
    """

    rows: tuple[Row, ...]
    best_baseline: str
    ratio: float | None
    held80: float | None


def back_test(series: Sequence[Series], *, origins: Sequence[int], horizon: int, pool: Pool = forecast_at) -> BackTest:
    """Forecast ``horizon`` dates ahead from each origin: an origin of 7 knows the first seven dates of the file."""
    misses = [miss for origin in origins for miss in misses_at(series, origin, horizon, pool)]
    return table_of(misses)


def misses_at(series: Sequence[Series], origin: int, horizon: int, pool: Pool = forecast_at) -> list[Miss]:
    """Every method's errors from one origin, for the areas that had changed by then and were counted afterwards.

    There are none where no date comes after the origin.
    """
    dates = sorted({on for one in series for on, _ in one.points})
    cut, coming = dates[origin - 1], dates[origin : origin + horizon]
    if not coming:
        return []
    told = [Series(one.area, tuple(point for point in one.points if point[0] <= cut)) for one in series]
    outlooks = pool(told, {one.area: coming for one in told})
    found: list[Miss] = []
    for whole, known in zip(series, told, strict=True):
        truth = {on: count for on, count in whole.known() if on in coming}
        scale = scale_of([count for _, count in known.known()])
        if scale is None or not truth or whole.area not in outlooks:
            continue
        steps = {on: coming.index(on) + 1 for on in truth}
        for method, expected in _expected(known, list(truth)).items():
            for on, value in zip(truth, expected, strict=True):
                found.append(Miss(whole.area, origin, steps[on], method, abs(value - truth[on]) / scale, None))
        outlook = outlooks[whole.area]
        for on, count in truth.items():
            place = outlook.dates.index(on)
            low, high = outlook.span(place, 80)
            error = abs(outlook.median(place) - count) / scale
            found.append(Miss(whole.area, origin, steps[on], POOLED, error, low <= count <= high))
    return found


def table_of(misses: Sequence[Miss]) -> BackTest:
    """Each method over all forecasts and by horizon, the best first."""
    methods = list(dict.fromkeys(miss.method for miss in misses))
    whole = sorted((_row(method, None, misses) for method in methods), key=lambda row: row.mase)
    horizons = sorted({miss.horizon for miss in misses})
    apart = [_row(row.method, horizon, misses) for row in whole for horizon in horizons]
    if not whole:
        return BackTest((), "", None, None)
    best = next(row for row in whole if row.method != POOLED)
    ours = next(row for row in whole if row.method == POOLED)
    return BackTest((*whole, *apart), best.method, ours.mase / best.mase if best.mase else None, ours.held80)


def _expected(known: Series, ahead: Sequence[date]) -> dict[str, list[float]]:
    """What each baseline expects of one series."""
    points = known.known()
    values = np.array([count for _, count in points])
    times = np.array([years_of(on) for on, _ in points])
    later = np.array([years_of(on) for on in ahead])
    return {method.name: method.ready(values, times)(len(values), later).tolist() for method in BASELINES}


def _row(method: str, horizon: int | None, misses: Sequence[Miss]) -> Row:
    here = [miss for miss in misses if miss.method == method and horizon in (None, miss.horizon)]
    held = [miss.held80 for miss in here if miss.held80 is not None]
    mase = sum(miss.scaled for miss in here) / len(here)
    return Row(method, horizon, mase, sum(held) / len(held) if held else None, len(here))
