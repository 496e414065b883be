"""How wide a range has to be, learnt from a method's own errors at each horizon of a rolling back-test."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from volunteers.trends.forecast.ets import Floats

GROWTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
USUAL_GROWTH = 0.5  # errors that add up at random grow with the root of the horizon
WITHIN = 0.8
Z80 = NormalDist().inv_cdf(0.9)
EDGE = 0.002  # what stands for the 0th and the 100th percentile


@dataclass(frozen=True)
class Spread:
    """A standard deviation that grows with a power of the horizon, and how heavy the tails are."""

    one: float
    growth: float
    freedom: float

    def at(self, steps: Floats) -> Floats:
        return np.asarray(self.one * np.maximum(steps, 0.25) ** self.growth, dtype=np.float64)


def spread_of(errors: Sequence[Floats]) -> Spread:
    """From errors by origin, each array holding horizons 1, 2, ...; origins near the end hold fewer.

    The growth is the power that fits the mean absolute errors by horizon, held to the root by one horizon's worth of
    doubt; the size is such that the range of 80% would have held 80% of the errors, with one more missed to be fair to
    how few they are.
    """
    horizons = np.concatenate([np.arange(1, len(row) + 1) for row in errors]).astype(np.float64)
    sizes = np.abs(np.concatenate(list(errors)))
    growth = min(GROWTHS, key=lambda power: _misfit(sizes, horizons, power))
    standard = np.sort(sizes / horizons**growth)
    place = min(math.ceil((len(standard) + 1) * WITHIN), len(standard)) - 1
    return Spread(float(standard[place]) / Z80, growth, max(4.0, float(len(errors)) - 1))


def quantiles(percents: int, freedom: float) -> Floats:
    """The 0th, 1st, ... percentile in standard deviations, with 80% between -1.28 and 1.28 whatever the tails are."""
    return np.array(_quantiles(percents, round(freedom, 3)))


@lru_cache(maxsize=64)
def _quantiles(percents: int, freedom: float) -> tuple[float, ...]:
    chances = [min(max(at / (percents - 1), EDGE), 1 - EDGE) for at in range(percents)]
    unit = Z80 / _student(Z80, freedom)
    return tuple(_student(NormalDist().inv_cdf(chance), freedom) * unit for chance in chances)


def _student(z: float, freedom: float) -> float:
    """Student's quantile from the normal one, to the second order (Cornish and Fisher)."""
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _misfit(sizes: Floats, horizons: Floats, power: float) -> float:
    found, counts = [], []
    for horizon in np.unique(horizons):
        here = sizes[horizons == horizon]
        found.append(math.log(max(float(here.mean()), 1e-9)) - power * math.log(horizon))
        counts.append(len(here))
    centre = float(np.average(found, weights=counts))
    apart = float(np.average((np.array(found) - centre) ** 2, weights=counts))
    return apart + 0.1 * (power - USUAL_GROWTH) ** 2
