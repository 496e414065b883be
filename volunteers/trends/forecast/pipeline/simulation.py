"""Many possible futures of a strand, each with its own beliefs about the force and its own chance."""

from collections.abc import Container
from dataclasses import dataclass, replace

import numpy as np

from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pipeline.arrivals import Arrivals, expect_arrivals, split_arrivals
from volunteers.trends.forecast.pipeline.assumptions import assumptions_of
from volunteers.trends.forecast.pipeline.chance import Chance, Of, Whole
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs
from volunteers.trends.forecast.pipeline.journeys import appointment_days
from volunteers.trends.forecast.pipeline.leaving import draw_pace, draw_rates, leaving_of_joiners, leaving_of_serving
from volunteers.trends.forecast.pipeline.limits import cannot_say
from volunteers.trends.forecast.pipeline.qualifying import (
    count_by_month,
    draw_qualifying,
    qualified_joiners,
    qualified_serving,
)
from volunteers.trends.forecast.pipeline.results import Simulated

YEAR = 12
PERCENTS = np.arange(101)
AS_THINGS_ARE = Changes()


def simulate(inputs: Inputs, changes: Changes = AS_THINGS_ARE, *, draws: int = 2000, seed: int = 0) -> Simulated:
    """The outlook of each measure for each of ``inputs.months``, in people.

    What is not known about the force is drawn anew in every draw, as chance is: ranges hold both. The same inputs,
    changes and seed give the same answer, and two sets of changes are met by the same chance. A measure whose record is
    too short has no outlook, but words (``Simulated.refusals``).
    """
    refused = cannot_say(inputs)
    refusals = tuple(refused.items())
    if "applications" in refused:
        return Simulated(refusal=refused["applications"], refusals=refusals)
    chance = Chance(seed, draws)
    arrivals = expect_arrivals(inputs, changes, chance)
    said = _follow(inputs, changes, arrivals, chance, refused)
    return replace(said, assumptions=assumptions_of(inputs, changes, arrivals.season, refused), refusals=refusals)


def _follow(inputs: Inputs, changes: Changes, arrivals: Arrivals, chance: Chance, refused: Container[str]) -> Simulated:
    """Everyone who may come, to their appointment; and everyone who serves until they leave, where that can be said."""
    if "joiners" in refused:
        _, applying = split_arrivals(arrivals, np.zeros(chance.draws), chance)
        return Simulated(applications=_by_month(inputs, applying, inputs.applications_so_far))
    appointed, applying = appointment_days(inputs, changes, arrivals, chance)
    ends = np.array([(month - inputs.as_at).days for month in inputs.months], dtype=np.float64)
    joined = [np.searchsorted(ends, days).astype(np.int64) for days in appointed]
    joiners = sum((count_by_month(each, len(ends)) for each in joined), np.zeros((len(ends), chance.draws), np.int64))
    said = Simulated(
        applications=_by_month(inputs, applying, inputs.applications_so_far),
        joiners=_by_month(inputs, joiners, inputs.joiners_so_far),
        joiners_year=_by_year(inputs, joiners, inputs.past_joiners, inputs.joiners_so_far),
    )
    if "headcount" in refused:
        return said
    serving = _serve(inputs, changes, joined, chance, with_qualified="qualified" not in refused)
    return replace(
        said,
        headcount=_by_month(inputs, inputs.headcount + np.cumsum(joiners - serving.leavers, axis=0)),
        leavers=_by_month(inputs, serving.leavers, inputs.leavers_so_far),
        leavers_year=_by_year(inputs, serving.leavers, inputs.past_leavers, inputs.leavers_so_far),
        qualified=None if serving.qualified is None else _by_month(inputs, serving.qualified),
    )


@dataclass(frozen=True)
class _Serving:
    """Months by draws: who left in each month, and those qualified at its end."""

    leavers: Whole
    qualified: Whole | None


def _serve(inputs: Inputs, changes: Changes, joined: list[Whole], chance: Chance, *, with_qualified: bool) -> _Serving:
    """Those serving now, and those who join (the month of each in ``joined``), until they leave."""
    months = len(inputs.months)
    rates, pace = draw_rates(inputs, chance), draw_pace(inputs, changes, chance)
    tenures, leaves = leaving_of_serving(inputs, rates, pace, chance)
    leavers = count_by_month(leaves, months)
    waits = draw_qualifying(inputs, chance) if with_qualified else None
    qualified = qualified_serving(inputs, waits, tenures, leaves, chance) if waits else None
    for number, joining in enumerate(joined):
        left = leaving_of_joiners(joining, rates, pace, chance.waits(len(joining), Of.JOINED, number))
        leavers = leavers + count_by_month(left, months)
        if waits and qualified is not None:
            levels = chance.uniform(len(joining), Of.QUALIFY, number)
            qualified = qualified + qualified_joiners(joining, left, waits, levels, months)
    return _Serving(leavers, qualified)


def _by_month(inputs: Inputs, counts: Whole, so_far: int = 0) -> Outlook:
    known = np.zeros((len(counts), 1), dtype=np.int64)
    known[0] = so_far
    return _outlook(inputs, counts + known, 0)


def _by_year(inputs: Inputs, counts: Whole, past: tuple[int, ...], so_far: int) -> Outlook | None:
    """Totals of the twelve months that end with each month, from the first of which all twelve are known or drawn."""
    known = np.array(past[-(YEAR - 1) :], dtype=np.int64)[:, None] * np.ones(counts.shape[1], dtype=np.int64)
    ahead = counts.copy()
    ahead[0] += so_far
    running = np.cumsum(np.concatenate((np.zeros((1, counts.shape[1]), np.int64), known, ahead)), axis=0)
    totals = running[YEAR:] - running[:-YEAR]
    return _outlook(inputs, totals, YEAR - 1 - len(known)) if len(totals) else None


def _outlook(inputs: Inputs, counts: Whole, first: int) -> Outlook:
    rows = np.percentile(counts, PERCENTS, axis=1).T
    return Outlook(inputs.months[first:], tuple(tuple(row) for row in np.maximum.accumulate(rows, axis=1).tolist()))
