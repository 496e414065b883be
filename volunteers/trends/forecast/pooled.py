"""The forecast of many short series at once, each borrowing strength from the others.

`growth` says how the series are thought to move together, `strengths` how strongly, from the series themselves. What
lies ahead of each area is then a mixture of normal distributions, one for each likely set of strengths, on the
logarithms; its percentiles are read back as whole counts.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import NormalDist

import numpy as np

from volunteers.trends.forecast.choosing import choose_and_forecast
from volunteers.trends.forecast.ets import Floats
from volunteers.trends.forecast.growth import Panel, Places, own_covariance, shared_covariance
from volunteers.trends.forecast.outlook import PERCENTS, Outlook
from volunteers.trends.forecast.series import Series, coming_dates, years_of
from volunteers.trends.forecast.strengths import Likely, likely_strengths

MOST_POINTS = 40  # of one area: what lies further back says little of what comes
MOST_TIMES = 150  # different ones of all areas together; more are rounded to this part of a year
ROUNDINGS = (1e6, 52.0, 24.0, 12.0, 4.0)
ENOUGH_ALONE = 12
LEAST_STEPS = 2
SLICES = 40
MOST_LOG = 25.0  # ten times the people on Earth
CAUTION = 1.15  # the model may be wrong as well as uncertain: set on the same series as the beliefs


def forecast_areas(series: Sequence[Series], *, horizon: int) -> dict[str, Outlook]:
    """For each area with something known, where it will be at the dates that follow its own.

    An area of which nothing is known is left out; all are where fewer than two steps are known in all of them.
    """
    ahead = {one.area: coming_dates([on for on, _ in one.points], horizon) for one in series if one.points}
    return forecast_at(series, ahead)


def forecast_at(series: Sequence[Series], ahead: Mapping[str, Sequence[date]]) -> dict[str, Outlook]:
    """As `forecast_areas`, at the dates asked for.

    One area alone with points enough has nobody to borrow from: it goes to the single method that was best for it.
    """
    told = [one for one in series if one.known()]
    if sum(len(one.known()) - 1 for one in told) < LEAST_STEPS:
        return {}
    if len(told) == 1 and len(told[0].known()) >= ENOUGH_ALONE:
        return _alone(told[0], ahead[told[0].area])
    coming = [ahead[one.area] for one in told]
    panel, draws = likely_strengths(_panel_of(told))
    later = _times_ahead(told, coming)
    rows = _percentiles([(*_foretell(draw, panel, later), draw.times) for draw in draws])
    centres = _centres(told)
    return {
        one.area: _outlook(dates, np.expm1(np.minimum(rows[at, : len(dates)] + centres[at], MOST_LOG)))
        for at, (one, dates) in enumerate(zip(told, coming, strict=True))
    }


def _alone(one: Series, ahead: Sequence[date]) -> dict[str, Outlook]:
    known = one.known()
    chosen = choose_and_forecast([count for _, count in known], [on for on, _ in known], ahead=ahead, season=1)
    return {one.area: chosen.outlook} if chosen.outlook else {}


def _points(told: Sequence[Series]) -> list[tuple[tuple[date, float], ...]]:
    return [one.known()[-MOST_POINTS:] for one in told]


def _centres(told: Sequence[Series]) -> list[float]:
    return [float(np.mean([np.log1p(count) for _, count in row])) for row in _points(told)]


def _start(told: Sequence[Series]) -> float:
    return min(years_of(row[0][0]) for row in _points(told))


def _panel_of(told: Sequence[Series]) -> Panel:
    """The known points side by side, in years from the first of all."""
    points, start = _points(told), _start(told)
    shape = (len(points), max(len(row) for row in points))
    times, logs, known = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    for at, (row, centre) in enumerate(zip(points, _centres(told), strict=True)):
        times[at, : len(row)] = [years_of(on) - start for on, _ in row]
        logs[at, : len(row)] = np.log1p([count for _, count in row]) - centre
        known[at, : len(row)] = True
    sizes = np.array([np.median([count for _, count in row]) + 1 for row in points])
    grid, place = _grid_of(times)
    return Panel(times, logs, known, place.reshape(shape), sizes, np.ones(len(points)), grid)


def _times_ahead(told: Sequence[Series], ahead: Sequence[Sequence[date]]) -> Floats:
    """The times of the dates ahead, the last one repeated for areas with fewer of them."""
    start, most = _start(told), max(len(row) for row in ahead)
    return np.array([[years_of(row[min(at, len(row) - 1)]) - start for at in range(most)] for row in ahead])


def _grid_of(times: Floats) -> tuple[Floats, Places]:
    """The different times, and where each stands among them; where they are very many, as parts of a year."""
    for parts in ROUNDINGS:
        grid, place = np.unique(np.rint(times.ravel() * parts) / parts, return_inverse=True)
        if len(grid) <= MOST_TIMES:
            break
    return grid, place.ravel()


def _foretell(draw: Likely, panel: Panel, later: Floats) -> tuple[Floats, Floats]:
    """The mean and the variance of each area's logarithm at its later times, by one set of strengths."""
    found, size = draw.found, len(panel.grid)
    coming, place = _grid_of(later)
    at = size + place.reshape(later.shape)
    both = shared_covariance(draw.strengths, np.concatenate([panel.grid, coming]))
    settle = np.linalg.inv(np.eye(size) + found.weight @ both[:size, :size])
    path = both[:, :size] @ settle @ found.pull
    doubt = both - both[:, :size] @ settle @ found.weight @ both[:size]
    between = np.where(panel.known[:, None, :], own_covariance(draw.strengths, panel, later, panel.times), 0.0)
    lean = between @ found.own_inverse
    apart = np.where(panel.known, panel.logs - path[panel.place], 0.0)
    mean = path[at] + np.einsum("ahi,ai->ah", lean, apart)
    own = np.diagonal(own_covariance(draw.strengths, panel, later, later), axis1=1, axis2=2)
    looks = _looks(lean, panel, at, len(both))
    variance = own - (lean * between).sum(axis=2) + ((looks @ doubt) * looks).sum(axis=2)
    return mean, np.maximum(CAUTION * variance, 1e-9)


def _looks(lean: Floats, panel: Panel, at: Places, size: int) -> Floats:
    """How much of the shared path at each time is in what is expected of an area at each time ahead."""
    areas, horizons = at.shape
    looks = np.zeros((areas, horizons, size))
    area, horizon = np.arange(areas)[:, None], np.arange(horizons)[None, :]
    np.add.at(looks, (area, horizon, at), 1.0)
    np.add.at(looks, (area[..., None], horizon[..., None], panel.place[:, None, :]), -lean)
    return looks


def _percentiles(told: Sequence[tuple[Floats, Floats, int]]) -> Floats:
    """Of the mixture of normal distributions, each as often as it is counted: areas, then dates, then percents."""
    slices = np.array([NormalDist().inv_cdf((at + 0.5) / SLICES) for at in range(SLICES)])
    mixed = [
        np.tile(mean[..., None] + np.sqrt(variance)[..., None] * slices, (1, 1, times))
        for mean, variance, times in told
    ]
    return np.moveaxis(np.percentile(np.concatenate(mixed, axis=2), np.linspace(0, 100, PERCENTS), axis=2), 0, -1)


def _outlook(dates: Sequence[date], rows: Floats) -> Outlook:
    whole = np.rint(np.maximum(rows, 0.0))
    return Outlook(tuple(dates), tuple(tuple(row) for row in whole.tolist()))
