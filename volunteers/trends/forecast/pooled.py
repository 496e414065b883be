"""The forecast of many short series at once, each borrowing strength from the others.

`growth` says how the series are thought to move together, `strengths` how strongly, from the series themselves. What
lies ahead of each area is then a mixture of normal distributions, one for each likely set of strengths, on the
logarithms; its percentiles are read back as whole counts.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import NormalDist

import numpy as np

from volunteers.trends.forecast.ets import Floats
from volunteers.trends.forecast.growth import Panel, Posterior, Strengths, own_covariance
from volunteers.trends.forecast.outlook import PERCENTS, Outlook
from volunteers.trends.forecast.series import Series, coming_dates, years_of
from volunteers.trends.forecast.strengths import likely_strengths

MOST_POINTS = 40
SLICES = 40
CAUTION = 1.15  # the model may be wrong as well as uncertain: set on the same series as the beliefs


def forecast_areas(series: Sequence[Series], *, horizon: int) -> dict[str, Outlook]:
    """For each area with something known, where it will be at its next dates."""
    ahead = {one.area: coming_dates([on for on, _ in one.points], horizon) for one in series if one.known()}
    return forecast_at(series, ahead)


def forecast_at(series: Sequence[Series], ahead: Mapping[str, Sequence[date]]) -> dict[str, Outlook]:
    """For each area with something known, where it will be at the dates asked for."""
    told = [one for one in series if one.known()]
    if not told:
        return {}
    panel, later = panel_of(told, [ahead[one.area] for one in told])
    panel, draws = likely_strengths(panel)
    rows = _percentiles([_foretell(with_, found, panel, later) for with_, found in draws])
    centres = _centres(told)
    return {
        one.area: _outlook(ahead[one.area], np.exp(rows[at, : len(ahead[one.area])] + centres[at]) - 1)
        for at, one in enumerate(told)
    }


def _centres(told: Sequence[Series]) -> list[float]:
    return [float(np.mean([np.log1p(count) for _, count in one.known()[-MOST_POINTS:]])) for one in told]


def panel_of(told: Sequence[Series], ahead: Sequence[Sequence[date]]) -> tuple[Panel, Floats]:
    """The known points side by side, and the times ahead of each area, both in years from the first of all."""
    points = [one.known()[-MOST_POINTS:] for one in told]
    first = min(years_of(row[0][0]) for row in points)
    shape = (len(points), max(len(row) for row in points))
    times, logs, known = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    later = np.zeros((len(points), max(len(row) for row in ahead)))
    for at, (row, coming) in enumerate(zip(points, ahead, strict=True)):
        times[at, : len(row)] = [years_of(on) - first for on, _ in row]
        logs[at, : len(row)] = np.log1p([count for _, count in row])
        known[at, : len(row)] = True
        later[at] = years_of(coming[-1]) - first
        later[at, : len(coming)] = [years_of(on) - first for on in coming]
    sizes = np.array([np.median([count for _, count in row]) + 1 for row in points])
    centred = np.where(known, logs - np.array(_centres(told))[:, None], 0.0)
    grid, place = np.unique(np.round(np.concatenate([times.ravel(), later.ravel()]), 6), return_inverse=True)
    place = place.ravel()[: times.size].reshape(shape)
    return Panel(times, centred, known, place, sizes, np.ones(len(points)), grid), np.round(later, 6)


def _foretell(with_: Strengths, found: Posterior, panel: Panel, later: Floats) -> tuple[Floats, Floats]:
    """The mean and the variance of each area's logarithm at its later times."""
    size = len(panel.grid)
    settle = np.linalg.inv(np.eye(size) + found.weight @ found.shared)
    path, doubt = found.shared @ settle @ found.pull, found.shared @ settle
    at = np.searchsorted(panel.grid, later - 1e-7)
    between = np.where(panel.known[:, None, :], own_covariance(with_, panel, later, panel.times), 0.0)
    lean = np.einsum("ahi,aij->ahj", between, found.own_inverse)
    apart = np.where(panel.known, panel.logs - path[panel.place], 0.0)
    mean = path[at] + np.einsum("ahi,ai->ah", lean, apart)
    ownly = np.diagonal(own_covariance(with_, panel, later, later), axis1=1, axis2=2)
    ownly = ownly - np.einsum("ahi,ahi->ah", lean, between)
    areas, horizons = later.shape
    looks = np.zeros((areas, horizons, size))
    np.add.at(looks, (np.arange(areas)[:, None], np.arange(horizons)[None, :], at), 1.0)
    np.add.at(
        looks,
        (np.arange(areas)[:, None, None], np.arange(horizons)[None, :, None], panel.place[:, None, :]),
        -lean,
    )
    shared = np.einsum("ahi,ij,ahj->ah", looks, doubt, looks)
    return mean, np.maximum(CAUTION * (ownly + shared), 1e-9)


def _percentiles(told: Sequence[tuple[Floats, Floats]]) -> Floats:
    slices = np.array([NormalDist().inv_cdf((at + 0.5) / SLICES) for at in range(SLICES)])
    mixed = np.concatenate([mean[..., None] + np.sqrt(variance)[..., None] * slices for mean, variance in told], axis=2)
    return np.moveaxis(np.percentile(mixed, np.linspace(0, 100, PERCENTS), axis=2), 0, -1)


def _outlook(dates: Sequence[date], rows: Floats) -> Outlook:
    whole = np.rint(np.maximum(rows, 0.0))
    return Outlook(tuple(dates), tuple(tuple(row) for row in whole.tolist()))
