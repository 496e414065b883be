"""How long people stay in a stage, from those who left it and those still there, with what is not known about it drawn.

The curve is Kaplan and Meier's (1958, "Nonparametric estimation from incomplete observations", JASA 53), so that those
still waiting count. Each draw has a curve of its own by Rubin's Bayesian bootstrap (1981, "The Bayesian bootstrap",
Annals of Statistics 9): every person's weight is drawn, and a group's weight is a gamma number of its size. Beyond the
longest stay that ended the curve goes on at the pace of its later half.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from volunteers.trends.forecast.pipeline.chance import Floats, Whole

MOST_POINTS = 48
STEPS = 256

Tally = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Waits:
    """One distribution of stays a draw: survival after each point, the pace beyond, and stays at even levels.

    ``factor`` multiplies every stay, and what is left of one.
    """

    points: Floats
    survival: Floats
    pace: Floats
    table: Floats
    factor: float = 1.0

    def new(self, levels: Floats, draws: Whole) -> Floats:
        """The whole stay of people who come in, by level (0 to 1) and the draw each belongs to."""
        return self.factor * self.table[draws, (levels * STEPS).astype(np.int64)]

    def left(self, spent: Floats, levels: Floats, draws: Whole) -> Floats:
        """What is left of the stay of people who have spent this much, given that they are still there."""
        passed = np.searchsorted(self.points, spent, side="right")
        alive = np.where(passed > 0, self.survival[draws, np.maximum(passed - 1, 0)], 1.0)
        until = _stay_at(self.points, self.survival, self.pace, alive * (1 - levels), draws)
        beyond = spent - np.log1p(-levels) / self.pace[draws]
        outlasted = (alive <= 0) | (spent >= self.points[-1])
        return self.factor * np.maximum(np.where(outlasted, beyond, until) - spent, 0.0)


def draw_waits(
    left: Tally, still: Tally, rng: np.random.Generator, draws: int, *, factor: float = 1.0, longer: Tally = ()
) -> Waits:
    """A distribution of stays for each draw; somebody must have left.

    ``longer`` are people known only for staying long: they tell of the pace beyond the record, not of the curve in it.
    """
    days, people = _points(left)
    ended = _group_weights(rng, people, draws)
    open_days, open_people = _columns(still)
    place = np.searchsorted(days, open_days, side="right")
    waiting = _summed(place, open_people, len(days) + 1)
    unended = _group_weights(rng, waiting, draws)
    behind = np.cumsum((ended + unended[:, 1:])[:, ::-1], axis=1)[:, ::-1]
    hazard = np.clip(ended / np.maximum(behind, 1e-300), 0.0, 1.0)
    survival = np.asarray(np.cumprod(1 - hazard, axis=1), dtype=np.float64)
    survival[survival < 1e-9] = 0.0
    pace = _pace_beyond(left, (*still, *longer), rng, draws)
    columns = np.arange(draws)[:, None] * np.ones(STEPS, dtype=np.int64)
    levels = np.broadcast_to(1 - (np.arange(STEPS) + 0.5) / STEPS, (draws, STEPS))
    return Waits(days, survival, pace, _stay_at(days, survival, pace, levels, columns), factor)


def _columns(tally: Tally) -> tuple[Floats, Floats]:
    pairs = np.array([pair for pair in sorted(tally) if pair[1] > 0], dtype=np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _points(tally: Tally) -> tuple[Floats, Floats]:
    """The stays that ended and how many did; very many are brought together into groups of like length and size."""
    days, people = _columns(tally)
    days, same = np.unique(days, return_inverse=True)
    people = _summed(same, people, len(days))
    if len(days) <= MOST_POINTS:
        return days, people
    middle = np.cumsum(people) - people / 2
    groups = np.floor(middle / people.sum() * MOST_POINTS).astype(np.int64)
    _, groups = np.unique(groups, return_inverse=True)
    sizes = _summed(groups, people)
    return _summed(groups, people * days) / sizes, sizes


def _summed(places: NDArray[np.intp], people: Floats, least: int = 0) -> Floats:
    return np.bincount(places, weights=people, minlength=least).astype(np.float64)


def _group_weights(rng: np.random.Generator, people: Floats, draws: int) -> Floats:
    return rng.standard_gamma(np.broadcast_to(people, (draws, len(people))))


def _pace_beyond(left: Tally, still: Tally, rng: np.random.Generator, draws: int) -> Floats:
    """The hazard a day of long stays: what ended beyond the median, by the days spent there, and one more of either."""
    days, people = _columns(left)
    middle = days[np.searchsorted(np.cumsum(people), people.sum() / 2)]
    late = days > middle
    open_days, open_people = _columns(still)
    spent = float(((days - middle)[late] * people[late]).sum())
    spent += float((np.maximum(open_days - middle, 0) * open_people).sum())
    typical = max(float((days * people).sum() / people.sum()), 1.0)
    return np.asarray(np.maximum(rng.standard_gamma(people[late].sum() + 1, draws) / (spent + typical), 1e-4))


def _stay_at(points: Floats, survival: Floats, pace: Floats, remain: Floats, draws: Whole) -> Floats:
    """The stay that the share ``remain`` outlasts."""
    count, width = survival.shape[0], survival.shape[1]
    # One search for all draws: each draw's falling survival is laid after the one before on a rising line.
    line = (np.arange(count)[:, None] * 2.0 - survival).ravel()
    found = np.searchsorted(line, draws * 2.0 - remain, side="left") - draws * width
    last = survival[draws, -1]
    tail = points[-1] - np.log(np.maximum(remain, 1e-12) / np.maximum(last, 1e-12)) / pace[draws]
    within = points[np.clip(found, 0, width - 1)]
    return np.asarray(np.where(found >= width, np.maximum(tail, points[-1]), within))
