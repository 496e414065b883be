"""``python -m bench.simulated_forces [--forces 500]``: the pipeline forecast on forces whose truth is known.

Each force is made person by person by rules the forecast does not share: applications about a level that returns to
its mean, uneven by a lognormal; stays lognormal or gamma that lengthen and shorten over the years, shorter for those
who drop out; conversions that move; intakes early or late with more or fewer places than usual; service that ends by a
Weibull hazard whose level moves; some who never qualify. It is watched for 36 to 60 months, forecast from what could
be known on that day, and lived on for 24 months.

Where a whole number has much of the chance to itself (an intake that will be full), it lies partly in a range and
partly outside: it is counted by those parts (Czado, Gneiting and Held 2009, Biometrics 65).
"""

import argparse
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pipeline import (
    Changes,
    Inputs,
    Intake,
    ServiceExposure,
    Simulated,
    StageIn,
    simulate,
)

ORIGIN = date(2012, 1, 1)
LEAD_IN, AHEAD = 36, 24
HORIZONS = (6, 12, 18, 24)
BANDS = (0, 6, 12, 24, 60)
MONTH = 365.25 / 12
NEVER = 10**7


@dataclass(frozen=True)
class Life:
    """A force from ``ORIGIN`` on: days of every applicant and volunteer. ``NEVER`` stands for what does not happen."""

    cut: int  # the month that begins with the first day not known
    entered: np.ndarray  # the day each applicant came to each stage (stages + 1 columns: the last is appointment)
    dropped: np.ndarray  # the day each dropped out
    held: int | None
    intakes: tuple[Intake, ...]
    rhythm: tuple[int, int] | None
    joined: np.ndarray  # of everyone who ever served
    left: np.ndarray
    qualified: np.ndarray


def day_of(month: int) -> int:
    """The first day of a month, counted from ``ORIGIN``."""
    first = ORIGIN.year * 12 + month
    return (date(first // 12, first % 12 + 1, 1) - ORIGIN).days


def make_life(seed: int) -> Life:
    """One force, from applications to the end of service."""
    rng = np.random.default_rng([seed, 2024])
    cut = LEAD_IN + int(rng.integers(36, 61))
    months = cut + AHEAD
    applied = _applications(rng, months)
    before, after, held = _stages(rng)
    entered, dropped = _pass(rng, before, np.sort(applied)[:, None], np.full(len(applied), NEVER))
    through = (entered[:, -1] < NEVER).sum() / months
    intakes, rhythm = _intakes(rng, months, through) if held else ((), None)
    if held:
        entered, dropped = _admit(rng, entered, dropped, intakes)
    entered, dropped = _pass(rng, after, entered, dropped)
    joined, left = _serve(rng, entered[:, -1], months)
    alone = np.where(rng.random(len(joined)) < 0.1, NEVER, joined + rng.lognormal(np.log(16), 0.4, len(joined)) * MONTH)
    qualified = np.where(alone < left, alone, NEVER)
    return Life(cut, entered, dropped, len(before) if held else None, intakes, rhythm, joined, left, qualified)


def _returning(rng: np.random.Generator, months: int, spread: float) -> np.ndarray:
    """A level (as a logarithm) that wanders but is drawn back to 0, ``spread`` far from it in the long run."""
    back = rng.uniform(0.9, 0.98)
    found = np.zeros(months)
    found[0] = spread * rng.standard_normal()
    for month in range(1, months):
        found[month] = back * found[month - 1] + spread * (1 - back**2) ** 0.5 * rng.standard_normal()
    return found


def _applications(rng: np.random.Generator, months: int) -> np.ndarray:
    calendar = np.arange(months) % 12
    season = rng.uniform(0, 0.3) * np.cos(2 * np.pi * (calendar - rng.integers(12)) / 12)
    season[calendar == 0] += rng.uniform(0, 0.5)
    uneven = rng.normal(0, rng.uniform(0, 0.35), months)
    level = np.log(rng.lognormal(np.log(14), 0.5)) + _returning(rng, months, rng.uniform(0, 0.3))
    counts = rng.poisson(np.exp(level + season + uneven))
    return np.concatenate([rng.integers(day_of(month), day_of(month + 1), count) for month, count in enumerate(counts)])


@dataclass(frozen=True)
class _Stage:
    moves_on: float
    mean: float
    spread: float
    is_gamma: bool
    haste: float  # of those who drop out
    swing: float
    phase: float


def _stages(rng: np.random.Generator) -> tuple[list[_Stage], list[_Stage], bool]:
    found = [
        _Stage(
            rng.uniform(0.6, 0.97), rng.uniform(5, 90), rng.uniform(0.4, 1.1), bool(rng.random() < 0.5),
            rng.uniform(0.6, 1.1), rng.uniform(0, 0.2), rng.uniform(0, 2 * np.pi),
        )
        for _ in range(rng.integers(3, 6))
    ]  # fmt: skip
    held = bool(rng.random() < 0.7)
    after = int(rng.integers(0, 2)) if held else 0
    return found[: len(found) - after], found[len(found) - after :], held


def _pass(
    rng: np.random.Generator, stages: list[_Stage], entered: np.ndarray, dropped: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """A column more for each stage: when it was left for the next, and when it was given up."""
    for stage in stages:
        came = entered[:, -1]
        here = came < NEVER
        slow = 1 + stage.swing * np.sin(2 * np.pi * came / 1800 + stage.phase)
        moves = rng.random(len(came)) < np.clip(stage.moves_on * (1 + (slow - 1) / 3), 0, 0.99)
        if stage.is_gamma:
            stay = rng.gamma(1 / stage.spread**2, stage.mean * stage.spread**2, len(came))
        else:
            wide = np.log1p(stage.spread**2) ** 0.5
            stay = rng.lognormal(np.log(stage.mean) - wide**2 / 2, wide, len(came))
        leaves = came + np.rint(stay * slow * np.where(moves, 1, stage.haste))
        entered = np.column_stack([entered, np.where(here & moves, leaves, NEVER)])
        dropped = np.where(here & ~moves, leaves, dropped)
    return entered, dropped


def _intakes(rng: np.random.Generator, months: int, monthly: float) -> tuple[tuple[Intake, ...], tuple[int, int]]:
    every = int(rng.integers(3, 7))
    places = max(round(monthly * every * rng.uniform(0.75, 1.3)), 2)
    found = []
    for month in range(int(rng.integers(0, every)), months, every):
        on = ORIGIN + timedelta(days=day_of(month) + int(rng.integers(0, 28)))
        found.append(Intake(on, max(round(places * rng.uniform(0.8, 1.2)), 1)))
    return tuple(found), (every, places)


def _admit(
    rng: np.random.Generator, entered: np.ndarray, dropped: np.ndarray, intakes: tuple[Intake, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Who waits for an intake: some give up after a time; the others begin in the order they came."""
    came = entered[:, -1]
    gives_up = np.where(rng.random(len(came)) < 0.06, came + np.rint(rng.exponential(40, len(came))), NEVER)
    began = np.full(len(came), NEVER)
    for intake in intakes:
        on = (intake.on - ORIGIN).days
        waiting = np.flatnonzero((came <= on) & (began == NEVER) & (gives_up > on))
        began[waiting[np.argsort(came[waiting], kind="stable")][: intake.places]] = on
    gone = (came < NEVER) & (began == NEVER) & (gives_up < NEVER)
    return np.column_stack([entered, began]), np.where(gone, gives_up, dropped)


def _serve(rng: np.random.Generator, appointed: np.ndarray, months: int) -> tuple[np.ndarray, np.ndarray]:
    """When each leaves. Those there at the beginning are as many as such joiners and leavers would come to."""
    shape, scale = rng.uniform(0.6, 1.0), rng.uniform(50, 110)
    joined = np.sort(appointed[appointed < NEVER])
    monthly = max(len(joined) / months, 0.3)
    first = rng.poisson(monthly * scale * rng.uniform(0.6, 1.3))
    joined = np.concatenate([-rng.exponential(scale * 0.9 * MONTH, first), joined])
    pace = np.exp(_returning(rng, months, rng.uniform(0, 0.25)))
    left = np.full(len(joined), float(NEVER))
    for month in range(months):
        start, end = day_of(month), day_of(month + 1)
        young, old = np.maximum(start - joined, 0) / MONTH, np.maximum(end - joined, 0) / MONTH
        hazard = pace[month] * ((old / scale) ** shape - (young / scale) ** shape)
        leaves = (left == NEVER) & (rng.random(len(joined)) < -np.expm1(-hazard))
        from_day = np.maximum(joined[leaves], start)
        left[leaves] = from_day + rng.random(leaves.sum()) * (end - from_day)
    return joined, left


def observe(life: Life, *, window: int = 36) -> Inputs:
    """What a force could know at the end of the last day before the cut, from the months of the window."""
    now, since = day_of(life.cut), day_of(life.cut - window)
    here = (life.joined < now) & (life.left >= now)
    exposure = [_exposure(life, since, now, *band) for band in zip(BANDS, (*BANDS[1:], NEVER), strict=True)]
    months = range(life.cut - window, life.cut)
    newcomers = (life.joined >= since) & (life.joined < now)
    known = np.minimum(np.minimum(life.qualified, life.left), now)
    served = np.rint((known - life.joined) / MONTH).astype(int)
    alone = life.qualified < now
    planned = tuple(intake for intake in life.intakes if 0 <= (intake.on - ORIGIN).days - now < 6 * MONTH)
    return Inputs(
        as_at=ORIGIN + timedelta(days=now - 1),
        headcount=int(here.sum()),
        tenures_months=tuple(((now - life.joined[here]) / MONTH).astype(int).tolist()),
        exposure=tuple(exposure),
        stages=tuple(_stage(life, place, since, now) for place in range(life.entered.shape[1] - 1)),
        monthly_applications=_by_month(life.entered[:, 0], months),
        intakes=planned,
        usual_intakes=life.rhythm,
        qualified=int((here & alone).sum()),
        unqualified_tenures=tuple(((now - life.joined[here & ~alone]) / MONTH).astype(int).tolist()),
        months_to_qualify=_tally(served[newcomers & alone]),
        still_unqualified=_tally(served[newcomers & ~alone]),
        months=tuple(ORIGIN + timedelta(days=day_of(life.cut + ahead) - 1) for ahead in range(1, AHEAD + 1)),
        past_joiners=_by_month(life.joined, months),
        past_leavers=_by_month(life.left, months),
    )


def _exposure(life: Life, since: int, now: int, months_from: int, months_to: int) -> ServiceExposure:
    start = np.maximum(life.joined + months_from * MONTH, since)
    end = np.minimum(np.minimum(life.left, now), life.joined + months_to * MONTH)
    within = (life.left >= start) & (life.left < now) & (life.left < life.joined + months_to * MONTH)
    return ServiceExposure(months_from, float(np.maximum(end - start, 0).sum() / MONTH), int(within.sum()))


def _stage(life: Life, place: int, since: int, now: int) -> StageIn:
    came, moved = life.entered[:, place], life.entered[:, place + 1]
    ends = np.where(moved < NEVER, moved, life.dropped)
    seen = (came >= since) & (came < now)
    gone, here = seen & (ends < now), (came < now) & (ends >= now)
    return StageIn(
        f"stage{place}",
        f"Stage {place + 1}",
        waiting=tuple((now - 1 - came[here]).astype(int).tolist()),
        left_days=_tally((ends - came)[gone].astype(int)),
        still=_tally((now - 1 - came)[here & seen].astype(int)),
        moved_on=int((seen & (moved < now)).sum()),
        dropped=int((gone & (moved == NEVER)).sum()),
        released_by_intake=place == life.held,
    )


def _tally(values: np.ndarray) -> tuple[tuple[int, int], ...]:
    found, counts = np.unique(values, return_counts=True)
    return tuple(zip(found.tolist(), counts.tolist(), strict=True))


def _by_month(days: np.ndarray, months: range) -> tuple[int, ...]:
    return tuple(int(((days >= day_of(month)) & (days < day_of(month + 1))).sum()) for month in months)


def truth_of(life: Life, measure: str, horizon: int) -> int:
    """What came to be, so many months after the cut; joiners and leavers over the twelve months that end then."""
    end = day_of(life.cut + horizon)
    there = (life.joined < end) & (life.left >= end)
    if measure == "headcount":
        return int(there.sum())
    if measure == "qualified":
        return int((there & (life.qualified < end)).sum())
    days = life.joined if measure == "joiners_year" else life.left
    return int(((days >= day_of(life.cut + horizon - 12)) & (days < end)).sum())


@dataclass(frozen=True)
class Judged:
    """One measure of one force at one horizon; ``held`` is 1 within the range, 0 outside, part on its edge."""

    measure: str
    horizon: int
    held80: float
    held50: float
    width80: float
    truth: float
    median: float
    level: float  # of the truth among the percentiles, 0 to 1
    last: float
    drift: float


def judge(seed: int, draws: int) -> list[Judged]:
    """One force, forecast and lived on."""
    life = make_life(seed)
    inputs = observe(life)
    said: Simulated = simulate(inputs, Changes(), draws=draws, seed=seed)
    found = []
    for measure in ("headcount", "joiners_year", "leavers_year", "qualified"):
        outlook: Outlook | None = getattr(said, measure)
        for horizon in HORIZONS if outlook else ():
            assert outlook
            truth = truth_of(life, measure, horizon)
            place = outlook.dates.index(inputs.months[horizon - 1])
            row = outlook.percentiles[place]
            below, upto = (np.searchsorted(row, truth, side) for side in ("left", "right"))
            below, upto = max((below - 0.5) / 100, 0.0), min((upto - 0.5) / 100, 1.0)
            last, before = truth_of(life, measure, 0), truth_of(life, measure, -24)
            held80, held50 = _held(below, upto, 0.8), _held(below, upto, 0.5)
            low, high = outlook.span(place, 80)
            drift = last + (last - before) / 24 * horizon
            level = (below + upto) / 2
            found.append(Judged(measure, horizon, held80, held50, high - low, truth, row[50], level, last, drift))
    return found


def _held(below: float, upto: float, share: float) -> float:
    """How much of the chance given to the truth itself lies in the middle range that holds this share."""
    low, high = 0.5 - share / 2, 0.5 + share / 2
    if upto <= below:
        return float(low <= below <= high)
    return max(min(upto, high) - max(below, low), 0.0) / (upto - below)


def show(judged: list[Judged]) -> None:
    """A line a measure and horizon."""
    by = defaultdict(list)
    for one in judged:
        by[one.measure, one.horizon].append(one)
    print(f"{'measure':13} months forces  80% held  50% held  below  above  width  error   last  drift   bias")
    for (measure, horizon), rows in by.items():
        error, last, drift = (
            np.mean([abs(getattr(one, name) - one.truth) for one in rows]) for name in ("median", "last", "drift")
        )
        bias = np.mean([one.median - one.truth for one in rows])
        print(
            f"{measure:13} {horizon:6} {len(rows):6} {np.mean([one.held80 for one in rows]):9.1%}"
            f" {np.mean([one.held50 for one in rows]):9.1%} {np.mean([one.level < 0.1 for one in rows]):6.1%}"
            f" {np.mean([one.level > 0.9 for one in rows]):6.1%} {np.mean([one.width80 for one in rows]):6.1f}"
            f" {error:6.2f} {last:6.2f} {drift:6.2f} {bias:6.2f}"
        )


def main() -> None:
    """Every force, and what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forces", type=int, default=500)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first force")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    started = time.monotonic()
    seeds = range(asked.first, asked.first + asked.forces)
    with ProcessPoolExecutor(asked.processes) as pool:
        found = list(pool.map(judge, seeds, [asked.draws] * asked.forces, chunksize=5))
    show([one for rows in found for one in rows])
    print(f"{asked.forces} forces, {asked.draws} draws each, in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
