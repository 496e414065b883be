"""A monthly count whose level moves slowly: where the level stands now, how fast it moves, how uneven the months are.

Counts are negative binomial about a level whose logarithm walks at random. Level, step and unevenness are learnt
together on a grid, by passing over the months once (a hidden Markov model), and drawn together from what is left
likely: a short or noisy record leaves wide ranges by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np

from volunteers.trends.forecast.pipeline.chance import Floats

GRID = np.linspace(-2.0, 2.0, 101)
STEPS = (0.0, 0.03, 0.06, 0.1, 0.15)  # standard deviation of a month's move of the logarithm
USUAL_STEP = 0.05  # the belief in a step falls by e for each of these: fast levels need to show themselves
SIZES = (2.0, 5.0, 12.0, 30.0, 100.0, 1e6)  # of the negative binomial: the larger, the nearer to pure chance
LEAST_MONTHS = 6


@dataclass(frozen=True)
class Level:
    """For each draw: the level now as a logarithm about what was expected, its monthly step, and the size."""

    now: Floats
    step: Floats
    size: Floats

    def ahead(self, rng: np.random.Generator, months: int) -> tuple[Floats, Floats]:
        """Months by draws: the level itself (1 = as expected), and each month's own unevenness about it (mean 1)."""
        moves = rng.standard_normal((months, len(self.now))) * self.step
        sizes = np.broadcast_to(self.size, moves.shape)
        return np.exp(np.clip(self.now + np.cumsum(moves, axis=0), -5, 5)), rng.standard_gamma(sizes) / sizes


def learn_level(
    counts: Sequence[int], expected: Floats, rng: np.random.Generator, draws: int, *, about: float = 1.0
) -> Level:
    """What past counts say of the level; ``expected`` is each month's mean were the level 1.

    ``about`` is how far from 1 (as a logarithm) the level may have been to begin with. Fewer than six months say
    nothing of it: level and step are then drawn from what is believed before any record.
    """
    likely = np.exp(-np.array(STEPS) / USUAL_STEP)[:, None, None] * np.ones((1, len(SIZES), 1))
    likely = likely * np.exp(-((GRID / about) ** 2) / 2)
    if len(counts) >= LEAST_MONTHS:
        moves = np.array([_moves(step) for step in STEPS])
        for place, (count, mean) in enumerate(zip(counts, expected, strict=True)):
            if place:
                likely = likely @ moves
            likely = likely * _chance_of(count, max(float(mean), 1e-6))
            likely /= likely.sum()
    chosen = rng.choice(likely.size, draws, p=(likely / likely.sum()).ravel())
    step, size, level = np.unravel_index(chosen, likely.shape)
    spacing = GRID[1] - GRID[0]
    now = GRID[level] + rng.uniform(-spacing / 2, spacing / 2, draws)
    return Level(now, np.array(STEPS)[step], np.array(SIZES)[size])


def _moves(step: float) -> Floats:
    """The chance of each level a month after each other one."""
    if step == 0:
        return np.eye(len(GRID))
    moved = np.exp(-(((GRID[None, :] - GRID[:, None]) / step) ** 2) / 2)
    return np.asarray(moved / moved.sum(axis=1, keepdims=True))


def _chance_of(count: int, mean: float) -> Floats:
    """Sizes by levels: the negative binomial chance of this count, up to a factor that is the same for all."""
    sizes = np.array(SIZES)[:, None]
    means = mean * np.exp(GRID)[None, :]
    outer = np.array([lgamma(count + size) - lgamma(size) for size in SIZES])[:, None]
    log = outer - (sizes + count) * np.log1p(means / sizes) + count * np.log(means / sizes)
    return np.asarray(np.exp(log - log.max()))
