"""How the logarithms of many short series grow together: one Gaussian model of what they share and what is their own.

The logarithm of an area's count is where it began, plus what all areas share, plus its own path:

    log(1 + count) = start + shared(t) + own(t) + noise

Shared and own are each the sum of growth that persists and then fades (an Ornstein-Uhlenbeck growth rate, integrated:
a damped trend in continuous time) and of shocks that stay (a random walk). The own path is moved more where the counts
are small. What is shared also has a wave of a year, for seasons. Dates need be neither even nor the same in all areas,
and unknown counts are left out: all follows from the covariances of the points that are known.

Areas are independent once the shared path is known, so that the likelihood takes small matrices only (Woodbury).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from volunteers.trends.forecast.ets import Floats

Places = NDArray[np.intp]

VAGUE = 9.0  # the variance of where an area began: nothing is presumed of it
COUNTING = 0.5  # a year's variance of joining and leaving by chance, for one person in the area


@dataclass(frozen=True)
class Strengths:
    """How strongly each part moves: growth is in a share a year, how long it lasts in years."""

    shared_growth: float
    shared_lasts: float
    shared_shock: float
    season: float
    own_growth: float
    own_lasts: float
    own_shock: float
    noise: float


@dataclass(frozen=True)
class Panel:
    """The known points: for each area a row of times and centred logarithms, filled up where it has fewer.

    ``place`` says where each time stands among ``grid``, the different times of all areas.
    """

    times: Floats
    logs: Floats
    known: NDArray[np.bool_]
    place: Places
    sizes: Floats
    widths: Floats
    grid: Floats


@dataclass(frozen=True)
class Posterior:
    """The likelihood, and what is needed to say what lies ahead."""

    loglikelihood: float
    own_inverse: Floats
    pull: Floats
    weight: Floats
    shared: Floats


def wander(strength: float, lasts: float, one: Floats, other: Floats) -> Floats:
    """The covariance of growth that persists for about so many years, summed up since time nought."""
    first, second = one[..., :, None], other[..., None, :]
    decay = np.exp(-first / lasts) + np.exp(-second / lasts) - 1 - np.exp(-np.abs(first - second) / lasts)
    return np.asarray(strength**2 * lasts * (2 * np.minimum(first, second) + lasts * decay))


def shared_covariance(with_: Strengths, grid: Floats) -> Floats:
    """Of the shared path at the times of a grid."""
    apart = grid[:, None] - grid[None, :]
    return np.asarray(
        wander(with_.shared_growth, with_.shared_lasts, grid, grid)
        + with_.shared_shock**2 * np.minimum(grid[:, None], grid[None, :])
        + with_.season**2 * np.cos(2 * np.pi * apart)
    )


def own_covariance(with_: Strengths, panel: Panel, one: Floats, other: Floats) -> Floats:
    """Of each area's own path and its beginning, between two rows of times."""
    chance = (with_.own_shock**2 + COUNTING / panel.sizes)[:, None, None]
    paths = wander(with_.own_growth, with_.own_lasts, one, other) + chance * np.minimum(
        one[..., :, None], other[..., None, :]
    )
    return np.asarray(VAGUE + panel.widths[:, None, None] * paths)


def noise_variance(with_: Strengths, panel: Panel) -> Floats:
    """Of a single count about its path: records put right, and counts being whole."""
    return np.asarray(panel.widths * with_.noise**2 + 1 / (12 * panel.sizes**2))


def weigh(with_: Strengths, panel: Panel) -> Posterior:
    """The likelihood of the known points, and the shared path they speak for."""
    most = panel.times.shape[1]
    both = panel.known[:, :, None] & panel.known[:, None, :]
    own = np.where(both, own_covariance(with_, panel, panel.times, panel.times), 0.0)
    own[:, range(most), range(most)] += np.where(panel.known, noise_variance(with_, panel)[:, None], 1.0)
    lower = np.linalg.cholesky(own)
    inverse = np.linalg.inv(own)
    pull = np.einsum("aij,aj->ai", inverse, panel.logs)
    size = len(panel.grid)
    weight, asked = np.zeros((size, size)), np.zeros(size)
    masked = np.where(both, inverse, 0.0)
    np.add.at(weight, (panel.place[:, :, None], panel.place[:, None, :]), masked)
    np.add.at(asked, panel.place, np.where(panel.known, pull, 0.0))
    shared = shared_covariance(with_, panel.grid)
    system = np.eye(size) + weight @ shared
    path = shared @ np.linalg.solve(system, asked)
    size_of = 2 * np.log(np.diagonal(lower, axis1=1, axis2=2)).sum() + np.linalg.slogdet(system)[1]
    surprise = float((panel.logs * pull).sum() - asked @ path)
    return Posterior(-0.5 * (float(size_of) + surprise), inverse, asked, weight, shared)
