"""The forecast of one bare monthly series, by whichever named method was best where the answer is already known.

Every method is asked at many origins in the past for what came after (a rolling back-test); the one with the least mean
absolute scaled error makes the forecast. Its range is as wide as its own errors at each horizon ask for, and how often
such ranges held is itself measured from earlier errors alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from volunteers.trends.forecast.baselines import BASELINES, SMOOTHING, Expect, Method, seasonal_methods
from volunteers.trends.forecast.ets import Floats
from volunteers.trends.forecast.outlook import PERCENTS, Outlook
from volunteers.trends.forecast.scores import Score, scale_of
from volunteers.trends.forecast.series import years_of
from volunteers.trends.forecast.spread import Spread, profile_of, quantiles, spread_of

LEAST = 12
MOST_ORIGINS = 24
MOST_STEPS = 12
FIRST_ORIGIN = 6
SURPRISE = 0.01
ROUNDED = 0.3  # the standard deviation of what rounding to whole numbers hides
SEASONAL_ORIGINS = 6  # a season is tried where so many origins are left after two whole rounds


@dataclass(frozen=True)
class Chosen:
    """The outlook and the method it is by, with what every method scored; or why there is none."""

    outlook: Outlook | None
    method: str
    scores: tuple[Score, ...]
    refusal: str | None


@dataclass(frozen=True)
class _Tried:
    method: Method
    expect: Expect
    errors: tuple[Floats, ...]
    profile: Floats
    score: Score


def choose_and_forecast(
    values: Sequence[float],
    dates: Sequence[date],
    *,
    ahead: Sequence[date],
    season: int = 12,
    whole_numbers_from_zero: bool = True,
) -> Chosen:
    """Forecast one series at the dates ahead by the method that was best in a rolling back-test.

    ``season`` is how many steps a round of the season has, if there is one; it is tried where the dates are even and
    more than two rounds are known. Fewer than 12 points are refused in words.
    """
    if len(values) < LEAST:
        return Chosen(None, "", (), f"{len(values)} months are known. At least {LEAST} are needed for a forecast.")
    known = np.asarray(values, dtype=np.float64)
    times = np.array([years_of(on) for on in dates])
    later = np.array([years_of(on) for on in ahead])
    steps = (later - times[-1]) / float(np.median(np.diff(times)))
    tried = _try_all(known, times, max(1, math.ceil(steps.max())), season)
    best = min(tried, key=lambda one: one.score.mase)
    spread = spread_of(best.errors, best.profile, least=ROUNDED if whole_numbers_from_zero else 0.0)
    rows = _ranges(best.expect(len(known), later), steps, spread)
    if whole_numbers_from_zero:
        rows = np.rint(np.maximum(rows, 0.0))
    outlook = Outlook(tuple(ahead), tuple(tuple(float(value) for value in row) for row in rows))
    ordered = sorted(tried, key=lambda one: one.score.mase)
    return Chosen(outlook, best.method.name, tuple(one.score for one in ordered), None)


def _try_all(known: Floats, times: Floats, most: int, season: int) -> list[_Tried]:
    """Every method at the same origins, so that their errors are fair to compare."""
    methods: tuple[Method, ...] = (*BASELINES, *SMOOTHING)
    first = max(FIRST_ORIGIN, len(known) - MOST_ORIGINS)
    if season > 1 and _even(times) and len(known) >= 2 * season + 1 + SEASONAL_ORIGINS:
        methods, first = (*methods, *seasonal_methods(season)), max(first, 2 * season + 1)
    return [_try(method, known, times, range(first, len(known)), most) for method in methods]


def _try(method: Method, known: Floats, times: Floats, origins: range, most: int) -> _Tried:
    expect, steps = method.ready(known, times), min(most, MOST_STEPS)
    surprise = SURPRISE * (scale_of(known.tolist()) or 1.0)
    moved = method.ready(np.concatenate([known[:-1], known[-1:] + surprise]), times)
    profile = profile_of(expect, moved, times, surprise, max(most, MOST_STEPS))
    errors = tuple(
        known[origin : origin + steps] - np.maximum(expect(origin, times[origin : origin + steps]), 0.0)
        for origin in origins
    )
    overall = scale_of(known.tolist()) or 1.0
    scaled = [
        float(np.abs(row).mean()) / (scale_of(known[:origin].tolist()) or overall)
        for origin, row in zip(origins, errors, strict=True)
    ]
    score = Score(method.name, float(np.mean(scaled)), _held(errors, profile), len(origins))
    return _Tried(method, expect, errors, profile, score)


def _held(errors: Sequence[Floats], profile: Floats) -> float | None:
    """How often the 80% range held, each range made of errors that were known at its origin."""
    inside, asked = 0, 0
    for at in range(4, len(errors)):
        seen = [errors[before][: at - before] for before in range(at)]
        half = spread_of(seen, profile).half80(np.arange(1.0, len(errors[at]) + 1))
        inside += int((np.abs(errors[at]) <= half + 0.5).sum())
        asked += len(errors[at])
    return inside / asked if asked else None


def _ranges(expected: Floats, steps: Floats, spread: Spread) -> Floats:
    sizes = spread.at(steps)
    return np.asarray(expected[:, None] + sizes[:, None] * quantiles(PERCENTS, spread.freedom)[None, :])


def _even(times: Floats) -> bool:
    gaps = np.diff(times)
    return bool(gaps.max() - gaps.min() < 0.02 * gaps.max())
