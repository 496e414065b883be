"""Chance that repeats itself: a stream of its own for each thing drawn, so that a scenario differs by its change alone.

What is drawn for the first people of an array is the same however many more are drawn after them.
"""

from dataclasses import dataclass
from enum import IntEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

LARGEST_SUMMED = 500.0
EVEN = (np.arange(4096) + 0.5) / 4096
NORMAL = np.array([NormalDist().inv_cdf(level) for level in EVEN.tolist()])


class Of(IntEnum):
    """What a stream is drawn for. The numbers are part of the answer to a seed: add, never reorder."""

    SEASON = 1
    LEVEL = 2
    MONTHS = 3
    NEW = 4
    DROPPED = 5
    CONVERSION = 6
    WAITS = 7
    NEW_STAGE = 8
    NEW_DAY = 9
    WAITING = 10
    STARTED = 11
    LEAVING_RATE = 12
    LEAVING_LEVEL = 13
    SERVING = 14
    JOINED = 15
    QUALIFY_WAITS = 16
    QUALIFY = 17
    PACE = 18
    INTAKES = 19


@dataclass(frozen=True)
class Chance:
    """The streams of one simulation."""

    seed: int
    draws: int

    def stream(self, what: Of, *which: int) -> np.random.Generator:
        """The generator of one thing, the same whatever else was drawn before."""
        return np.random.default_rng([self.seed, int(what), *which])

    def uniform(self, people: int, what: Of, *which: int) -> Floats:
        """A row a person, a column a draw, each between 0 and 1."""
        return self.stream(what, *which).random((people, self.draws))

    def waits(self, people: int, what: Of, *which: int) -> Floats:
        """A row a person, a column a draw: how much hazard each outlasts (exponential, mean 1)."""
        return self.stream(what, *which).standard_exponential((people, self.draws))


def poisson_at(level: Floats, means: Floats) -> Whole:
    """The Poisson number at this level (0 to 1) of its distribution: more is expected, never fewer come."""
    small = np.minimum(means, LARGEST_SUMMED)
    term = np.exp(-small)
    reached, count = term.copy(), np.zeros(means.shape, dtype=np.int64)
    for number in range(1, int(small.max(initial=0.0) + 8 * np.sqrt(small.max(initial=0.0)) + 20)):
        below = reached < level
        if not below.any():
            break
        count += below
        term = term * small / number
        reached = reached + term
    return np.where(means > LARGEST_SUMMED, _near_normal(level, means), count)


def _near_normal(level: Floats, means: Floats) -> Whole:
    """For large means: Wilson and Hilferty's cube of a normal number, which keeps the skew."""
    normal = np.interp(level, EVEN, NORMAL)
    large = np.maximum(means, 1.0)
    cubed = large * (1 - 1 / (9 * large) + normal / (3 * np.sqrt(large))) ** 3
    return np.asarray(np.maximum(np.rint(cubed), 0), dtype=np.int64)
