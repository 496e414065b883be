"""Exponential smoothing, with a trend that may fade and a season that is added, over dates that need not be even.

Brown and Holt's methods in their error correction form; the fading trend is Gardner and McKenzie's (1985, "Forecasting
trends in time series", Management Science 31). Each point of a small grid of parameters is run over the series once.
After every point of time the state and the squared errors so far are known for the whole grid, so that the forecast
from any origin takes the parameters that were best up to there, without another run: a back-test costs one pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEIGHTS = (0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
TREND_WEIGHTS = (0.0, 0.1, 0.25, 0.5, 1.0)
FADES = (0.8, 0.9, 0.98)
SEASON_WEIGHTS = (0.05, 0.2)
FIRST_STEPS = 4  # the trend to begin with is taken from no more steps than these


@dataclass(frozen=True)
class Grid:
    """Parameters side by side: weights of level, trend and season, how the trend fades, and the trend to begin with."""

    level: Floats
    trend: Floats
    fade: Floats
    season: Floats
    start: Floats
    period: int


@dataclass(frozen=True)
class Smoothed:
    """The states after each point (first axis) for each point of the grid (second), and the squared errors so far."""

    grid: Grid
    times: Floats
    gap: float
    level: Floats
    trend: Floats
    season: Floats
    squares: Floats

    def ahead(self, origin: int, times: Floats) -> Floats:
        """What is expected at later times by the best of the grid, knowing the first ``origin`` points alone."""
        at = origin - 1
        best = int(np.argmin(self.squares[at]))
        steps = (times - self.times[at]) / self.gap
        expected = self.level[at, best] + _faded(self.grid.fade[best], steps) * self.trend[at, best]
        if self.grid.period:
            expected = expected + self.season[at, best, np.rint(at + steps).astype(int) % self.grid.period]
        return np.asarray(expected, dtype=np.float64)


def simple_grid(period: int = 0) -> Grid:
    """Simple exponential smoothing: a level alone."""
    return _grid(WEIGHTS, (0.0,), (1.0,), (0.0,), period)


def trend_grid(fades: Sequence[float], values: Floats, period: int = 0) -> Grid:
    """Level and trend (Holt); the trend fades by a factor at each step unless the factor is one."""
    changes = np.diff(values[: FIRST_STEPS + 1])
    starts = (0.0, float(changes.mean()), float(changes[0])) if len(changes) else (0.0,)
    return _grid(WEIGHTS, TREND_WEIGHTS, fades, tuple(dict.fromkeys(starts)), period)


def smooth(values: Floats, times: Floats, grid: Grid) -> Smoothed:
    """Run the whole grid over a series once."""
    size, many = len(values), len(grid.level)
    gap = float(np.median(np.diff(times))) if size > 1 else 1.0
    season = np.tile(_first_season(values, grid.period), (many, 1))
    level = np.full(many, values[0] - season[0, 0])
    trend, squares = grid.start.copy(), np.zeros(many)
    kept = (
        np.empty((size, many)),
        np.empty((size, many)),
        np.empty((size, many, season.shape[1])),
        np.zeros((size, many)),
    )
    for at in range(size):
        if at:
            step = (times[at] - times[at - 1]) / gap
            level, trend, season, error = _stepped(grid, (level, trend, season), values[at], step, at)
            squares = squares + error**2
        for store, state in zip(kept, (level, trend, season, squares), strict=True):
            store[at] = state
    return Smoothed(grid, times, gap, *kept)


def _stepped(
    grid: Grid, state: tuple[Floats, Floats, Floats], value: float, step: float, at: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """One point further. Over a longer gap than usual the weights are as after that many usual ones."""
    level, trend, season = state
    place = at % season.shape[1]
    expected = level + _faded(grid.fade, step) * trend
    error = value - expected - season[:, place]
    gain = 1 - (1 - grid.level) ** step
    level = expected + gain * error
    trend = grid.fade**step * trend + gain * (1 - (1 - grid.trend) ** step) * error / step
    if grid.period:
        season = season.copy()
        season[:, place] += grid.season * (1 - gain) * error
    return level, trend, season, error


def _faded(fade: Floats | float, steps: Floats | float) -> Floats:
    """How many full steps of trend so many fading ones are worth: fade + fade² + ..., also between whole steps."""
    fade, steps = np.asarray(fade, dtype=np.float64), np.asarray(steps, dtype=np.float64)
    whole = fade >= 1
    below = np.where(whole, 0.5, fade)
    return np.where(whole, steps, below * (1 - below**steps) / (1 - below))


def _first_season(values: Floats, period: int) -> Floats:
    """The season to begin with: how far each place lies from a straight line through the first two rounds."""
    if not period or len(values) < 2 * period:
        return np.zeros(max(period, 1))
    first = values[: 2 * period]
    rate = (first[period:].mean() - first[:period].mean()) / period
    apart = first - rate * np.arange(2 * period)
    places = apart.reshape(2, period).mean(axis=0)
    return np.asarray(places - places.mean(), dtype=np.float64)


def _grid(
    level: Sequence[float], trend: Sequence[float], fade: Sequence[float], start: Sequence[float], period: int
) -> Grid:
    season = SEASON_WEIGHTS if period else (0.0,)
    columns = np.array(list(product(level, trend, fade, season, start)), dtype=np.float64).T
    return Grid(columns[0], columns[1], columns[2], columns[3], columns[4], period)
