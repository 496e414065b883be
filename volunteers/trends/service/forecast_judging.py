"""How the simulation of the pipeline would have fared: made as if months ago, held against what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from volunteers import clock
from volunteers.strands.rules import Strand
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pipeline import simulate
from volunteers.trends.forecast.scores import scale_of, scaled_error
from volunteers.trends.queries import figures
from volunteers.trends.queries.forecast_inputs import read_world
from volunteers.trends.rules import Measure

OURS = "simulation of the pipeline"
LAST_VALUE, DRIFT = "last value", "drift"
ORIGINS = tuple(range(36, 11, -3))  # how many months ago
STEPS = 12
LEAST_KNOWN, MOST_KNOWN = 24, 60
COUNTED = (Measure.APPLICATIONS, Measure.JOINERS, Measure.LEAVERS)


@dataclass(frozen=True)
class Trial:
    """One forecast made as if in the past: the scaled error of each way, and at which steps its range held."""

    errors: Mapping[str, float]
    held: Sequence[bool]


def judge_pipeline(strand: Strand, on: date, *, draws: int) -> list[dict[str, Any]]:
    """The scores of the simulation, of standing still and of the straight line, the least error first.

    The headcount of the whole force is forecast twelve months ahead from what was known at each of nine days in the
    past. Nothing where fewer than two years are known before the first of them, or the headcount never changed.
    """
    last = clock.month_of(on)
    series = figures.get_series(
        figures.Scope(strand.code), until=last, months=MOST_KNOWN + ORIGINS[0], running=None
    )  # fmt: skip
    counts = {
        measure: {month: series.of(measure, month) or 0 for month in series.months}
        for measure in (Measure.HEADCOUNT, *COUNTED)
    }
    tried = [_try(strand, counts, clock.add_months(last, -back), draws) for back in ORIGINS]
    trials = [trial for trial in tried if trial]
    return sorted((_score(method, trials) for method in (OURS, LAST_VALUE, DRIFT) if trials), key=_error)


def _try(
    strand: Strand, counts: Mapping[Measure, Mapping[date, int]], month: date, draws: int
) -> Trial | None:  # fmt: skip
    """A forecast made at the end of a month, from what was known then alone."""
    past = {measure: _until(month, counted) for measure, counted in counts.items()}
    known = [float(value) for value in past[Measure.HEADCOUNT].values()]
    scale = scale_of(known)
    if len(known) < LEAST_KNOWN or not scale:
        return None
    ahead = [clock.add_months(month, step) for step in range(1, STEPS + 1)]
    inputs = read_world(strand, on=_end(month)).inputs(
        None, applications=past[Measure.APPLICATIONS], joiners=past[Measure.JOINERS],
        leavers=past[Measure.LEAVERS], ahead=[_end(each) for each in ahead],
    )  # fmt: skip
    found = simulate(inputs, draws=draws, seed=month.toordinal()).headcount
    if found is None:
        return None
    came = [counts[Measure.HEADCOUNT][each] for each in ahead]
    errors = {
        method: scaled_error([value - each for value, each in zip(values, came, strict=True)], scale)
        for method, values in _expected(found, known).items()
    }
    spans = [found.span(place, 80) for place in range(STEPS)]
    return Trial(errors, [low <= each <= high for (low, high), each in zip(spans, came, strict=True)])


def _expected(found: Outlook, known: Sequence[float]) -> dict[str, list[float]]:
    rate = (known[-1] - known[0]) / (len(known) - 1)
    return {
        OURS: [found.median(place) for place in range(STEPS)],
        LAST_VALUE: [known[-1]] * STEPS,
        DRIFT: [known[-1] + rate * step for step in range(1, STEPS + 1)],
    }


def _until(month: date, counted: Mapping[date, int]) -> dict[date, int]:
    return dict([(each, value) for each, value in counted.items() if each <= month][-MOST_KNOWN:])


def _score(method: str, trials: Sequence[Trial]) -> dict[str, Any]:
    held = [each for trial in trials for each in trial.held] if method == OURS else []
    return {
        "method": method,
        "mase": round(sum(trial.errors[method] for trial in trials) / len(trials), 4),
        "held80": sum(held) / len(held) if held else None,
        "origins": len(trials),
        "is_ours": method == OURS,
    }


def _error(score: Mapping[str, Any]) -> float:
    return float(score["mase"])


def _end(month: date) -> date:
    return clock.add_months(month, 1) - timedelta(days=1)
