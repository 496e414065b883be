"""How strongly each part of the growth model moves: weak beliefs beforehand, and draws of what the series then say.

The beliefs were set from other series than those the aim is judged by (docs/adr/0039). The strengths are never set to
one best value: a few draws of all that is likely are kept, so that ranges also hold the doubt about the strengths.
"""

from dataclasses import astuple, dataclass, replace

import numpy as np

from volunteers.trends.forecast.ets import Floats
from volunteers.trends.forecast.growth import Panel, Posterior, Strengths, weigh

USUAL = Strengths(
    shared_growth=0.12,
    shared_lasts=5.0,
    shared_shock=0.02,
    season=0.005,
    own_growth=0.12,
    own_lasts=0.8,
    own_shock=0.08,
    noise=0.03,
)
DOUBT = np.array([0.7, 0.7, 0.8, 0.7, 0.7, 0.7, 0.6, 0.8])
SEED = 20_391
DRAWS, KEPT = 160, 60
CLIMB = (0.8, 0.4, 0.4, 0.2, 0.2, 0.1)
STEP = 0.3
LEAST_CURVED = 0.5
FREEDOM = 4.0


@dataclass(frozen=True)
class Likely:
    """A set of strengths, what the series say by it, and how often it is counted."""

    strengths: Strengths
    found: Posterior
    times: int


def likely_strengths(panel: Panel) -> tuple[Panel, list[Likely]]:
    """Draws of the strengths given the series, and the panel with each area's own width."""
    best = _climb(np.zeros(len(DOUBT)), panel)
    panel = replace(panel, widths=_widths(_strengths(best), panel))
    return panel, _around(_climb(best, panel), panel)


def _strengths(place: Floats) -> Strengths:
    return Strengths(*(np.array(astuple(USUAL)) * np.exp(DOUBT * place)).tolist())


def _judge(place: Floats, panel: Panel) -> tuple[float, Posterior]:
    found = weigh(_strengths(place), panel)
    return found.loglikelihood - 0.5 * float(place @ place), found


def _climb(place: Floats, panel: Panel) -> Floats:
    """Up one axis after the other, with smaller and smaller steps."""
    at, _ = _judge(place, panel)
    for step in CLIMB:
        for axis in range(len(place)):
            for sign in (1.0, -1.0):
                moved = place.copy()
                moved[axis] += sign * step
                value, _ = _judge(moved, panel)
                if value > at:
                    place, at = moved, value
                    break
    return place


def _around(place: Floats, panel: Panel) -> list[Likely]:
    """Draws about the best place, as wide as its curvature asks for, each as often as it is likely.

    That is importance sampling: the same draws each time, so that the same series have the same forecast.
    """
    random = np.random.default_rng(SEED)
    sizes, axes = np.linalg.eigh(_curvature(place, panel))
    root = axes / np.sqrt(np.clip(sizes, LEAST_CURVED, None))
    half = random.standard_normal((DRAWS // 2, len(place)))
    shocks = np.concatenate([half, -half])
    judged = [_judge(place + root @ shock, panel) for shock in shocks]
    likely = np.array([value for value, _ in judged]) + 0.5 * (shocks**2).sum(axis=1)
    chances = np.exp(likely - likely.max())
    steps = (np.arange(KEPT) + 0.5) / KEPT
    chosen = np.minimum(np.searchsorted(np.cumsum(chances / chances.sum()), steps), DRAWS - 1)
    return [
        Likely(_strengths(place + root @ shocks[at]), judged[at][1], int(times))
        for at, times in zip(*np.unique(chosen, return_counts=True), strict=True)
    ]


def _curvature(place: Floats, panel: Panel) -> Floats:
    """How fast likelihood falls in each direction: the second differences of its logarithm, with the sign turned."""
    size = len(place)
    unit = np.eye(size) * STEP
    at = [[_judge(place + unit[i] * one, panel)[0] for one in (1, -1)] for i in range(size)]
    middle = _judge(place, panel)[0]
    found = np.diag([(2 * middle - up - down) / STEP**2 for up, down in at])
    for i in range(size):
        for j in range(i):
            both = _judge(place + unit[i] + unit[j], panel)[0] + _judge(place - unit[i] - unit[j], panel)[0]
            found[i, j] = found[j, i] = -(both - sum(at[i]) - sum(at[j]) + 2 * middle) / (2 * STEP**2)
    return found


def _widths(with_: Strengths, panel: Panel) -> Floats:
    """How much more or less than usual each area moves, drawn to the usual as if four more points had been usual."""
    found = weigh(with_, panel)
    path = found.shared @ np.linalg.solve(np.eye(len(panel.grid)) + found.weight @ found.shared, found.pull)
    apart = np.where(panel.known, panel.logs - path[panel.place], 0.0)
    surprise = np.einsum("ai,aij,aj->a", apart, found.own_inverse, apart)
    counts = np.maximum(panel.known.sum(axis=1) - 1, 0)
    return np.asarray((FREEDOM + surprise) / (FREEDOM + counts))
