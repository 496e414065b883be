"""The ways to forecast one series that any better way has to beat, each named and from its source.

Every one of them is made ready on a whole series once and then says, for any origin, what it would have expected
knowing the points up to there alone: `Method.ready(values, times)(origin, later times)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from volunteers.trends.forecast.ets import FADES, Floats, simple_grid, smooth, trend_grid

Expect = Callable[[int, Floats], Floats]
SMALLEST = 0.5  # what none is taken for where a logarithm is needed


@dataclass(frozen=True)
class Method:
    """A named way to forecast a series, and how few points it can begin with."""

    name: str
    ready: Callable[[Floats, Floats], Expect]
    at_least: int = 1


def last_value(values: Floats, _times: Floats) -> Expect:
    """It stays as it is: y(n+h) = y(n)."""
    return lambda origin, ahead: np.full(len(ahead), values[origin - 1])


def drift(values: Floats, times: Floats) -> Expect:
    """The straight line from the first point to the last, continued: y(n) + h (y(n) - y(1)) / (t(n) - t(1))."""

    def expect(origin: int, ahead: Floats) -> Floats:
        last = origin - 1
        passed = times[last] - times[0]
        rate = (values[last] - values[0]) / passed if passed else 0.0
        return np.asarray(values[last] + rate * (ahead - times[last]), dtype=np.float64)

    return expect


def log_drift(values: Floats, times: Floats) -> Expect:
    """The same share more or less a year as from the first point to the last: drift on logarithms."""
    logarithms = np.log(np.maximum(values, SMALLEST))

    def expect(origin: int, ahead: Floats) -> Floats:
        last = origin - 1
        passed = times[last] - times[0]
        rate = (logarithms[last] - logarithms[0]) / passed if passed else 0.0
        return np.asarray(values[last] * np.exp(np.clip(rate * (ahead - times[last]), -25, 25)), dtype=np.float64)

    return expect


def simple_smoothing(values: Floats, times: Floats) -> Expect:
    """A level that follows the points with a weight: simple exponential smoothing (Brown 1959)."""
    return smooth(values, times, simple_grid()).ahead


def holt(values: Floats, times: Floats) -> Expect:
    """A level and a trend that both follow the points (Holt 1957)."""
    return smooth(values, times, trend_grid((1.0,), values)).ahead


def damped_trend(values: Floats, times: Floats) -> Expect:
    """A level and a trend that fades at each step (Gardner and McKenzie 1985)."""
    return smooth(values, times, trend_grid(FADES, values)).ahead


def theta(values: Floats, times: Floats) -> Expect:
    """Theta (Assimakopoulos and Nikolopoulos 2000): the mean of the fitted line and of the smoothed doubled curvature.

    By Hyndman and Billah (2003) that is simple smoothing with half the slope b of the line:
    level + b/2 (h - 1 + 1/a - (1 - a)^n / a).
    """
    smoothed = smooth(values, times, simple_grid())

    def expect(origin: int, ahead: Floats) -> Floats:
        at = origin - 1
        if origin < 2:
            return np.full(len(ahead), values[at])
        best = int(np.argmin(smoothed.squares[at]))
        weight = float(smoothed.grid.level[best])
        slope = float(np.polyfit(times[:origin] / smoothed.gap, values[:origin], 1)[0])
        steps = (ahead - times[at]) / smoothed.gap
        behind = (1 - (1 - weight) ** origin) / weight
        return np.asarray(smoothed.level[at, best] + slope / 2 * (steps - 1 + behind), dtype=np.float64)

    return expect


LAST_VALUE = Method("last value", last_value)
BASELINES = (
    LAST_VALUE,
    Method("drift", drift, 2),
    Method("log drift", log_drift, 2),
    Method("damped trend", damped_trend, 3),
    Method("Theta", theta, 3),
)

SMOOTHING = (
    Method("exponential smoothing", simple_smoothing, 2),
    Method("Holt's trend", holt, 3),
)


def seasonal_methods(period: int) -> tuple[Method, ...]:
    """Exponential smoothing with a season of so many steps added (Winters 1960), with and without a fading trend."""

    def level(values: Floats, times: Floats) -> Expect:
        return smooth(values, times, simple_grid(period)).ahead

    def fading(values: Floats, times: Floats) -> Expect:
        return smooth(values, times, trend_grid((0.9, 0.98), values, period)).ahead

    return (
        Method("exponential smoothing with a season", level, 2 * period + 1),
        Method("damped trend with a season", fading, 2 * period + 1),
    )
