"""How wide a range has to be: its shape from how a method passes a surprise on, its size from its past errors."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from volunteers.trends.forecast.baselines import Expect
from volunteers.trends.forecast.ets import Floats

GROWTHS = (0.0, 0.15, 0.3, 0.45)
WITHIN = 0.8
Z80 = NormalDist().inv_cdf(0.9)
EDGE = 0.002  # what stands for the 0th and the 100th percentile
FEWEST, MOST = 3.0, 30.0


@dataclass(frozen=True)
class Spread:
    """A standard deviation for each whole step ahead, and how heavy the tails are (Student's degrees of freedom)."""

    steps: Floats
    freedom: float

    def at(self, steps: Floats) -> Floats:
        """The standard deviation so many steps ahead, also between whole ones."""
        return np.asarray(np.interp(steps, np.arange(1, len(self.steps) + 1), self.steps), dtype=np.float64)

    def half80(self, steps: Floats) -> Floats:
        """Half the width of the range that should hold 80%."""
        return self.at(steps) * student(Z80, self.freedom)


def profile_of(before: Expect, after: Expect, times: Floats, surprise: float, most: int) -> Floats:
    """How the error grows by step when the last point surprises: the root of 1 + c(1)² + ... + c(h-1)².

    c(j) is how much the forecast j steps ahead moves with the last point: 1 for the last value, the weight for simple
    smoothing. So the variance of any method that is linear in its points follows (Box and Jenkins' psi weights).
    """
    ahead = times[-1] + float(np.median(np.diff(times))) * np.arange(1, most + 1)
    moved = (after(len(times), ahead) - before(len(times), ahead)) / surprise
    passed_on = np.cumsum(np.minimum(moved[:-1] ** 2, 9.0))
    return np.asarray(np.sqrt(1 + np.concatenate([[0.0], passed_on])), dtype=np.float64)


def spread_of(errors: Sequence[Floats], profile: Floats, *, least: float = 0.0) -> Spread:
    """From errors by origin, each array holding those one, two, ... steps ahead; origins near the end hold fewer.

    The profile may have to grow faster than the method thinks; how much, by a power of the step, the errors say. The
    size is such that 80% of the errors would have been held. As errors from neighbouring origins are much alike, the
    tails are those of far fewer. One step ahead is at least ``least`` wide: what never changed yet may still change.
    """
    steps = np.concatenate([np.arange(len(row)) for row in errors])
    sizes = np.abs(np.concatenate(list(errors))) / profile[steps]
    most = max(len(row) for row in errors)
    growth = _growth(sizes, steps, most)
    standard = np.sort(sizes / (steps + 1) ** growth)
    place = min(math.ceil((len(standard) + 1) * WITHIN), len(standard)) - 1
    grown = np.arange(1, len(profile) + 1) ** growth
    freedom = min(max(FEWEST, 3 * len(errors) / most), MOST)
    size = max(float(standard[place]) / Z80, least)
    return Spread(np.asarray(size * profile * grown), freedom)


def quantiles(percents: int, freedom: float) -> Floats:
    """The 0th, 1st, ... percentile in standard deviations."""
    return np.array(_quantiles(percents, round(freedom, 2)))


@lru_cache(maxsize=64)
def _quantiles(percents: int, freedom: float) -> tuple[float, ...]:
    chances = [min(max(at / (percents - 1), EDGE), 1 - EDGE) for at in range(percents)]
    return tuple(student(NormalDist().inv_cdf(chance), freedom) for chance in chances)


def student(z: float, freedom: float) -> float:
    """Student's quantile from the normal one, to the second order (Cornish and Fisher)."""
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _growth(sizes: Floats, steps: Floats, most: int) -> float:
    """The power of the step by which mean errors grow beyond the profile; a little doubt speaks against each."""
    counts = np.bincount(steps, minlength=most)
    found = np.log(np.maximum(np.bincount(steps, weights=sizes, minlength=most) / np.maximum(counts, 1), 1e-9))
    ahead = np.log(np.arange(1, most + 1))

    def misfit(power: float) -> float:
        apart = found - power * ahead
        centre = float(np.average(apart, weights=counts))
        return float(np.average((apart - centre) ** 2, weights=counts)) + 0.1 * power**2

    return min(GROWTHS, key=misfit)
