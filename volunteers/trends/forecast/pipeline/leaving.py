"""Who leaves and when: the monthly rate by length of service, drawn, and its level as it moves."""

import numpy as np

from volunteers.trends.forecast.pipeline.arrivals import shares_of_months
from volunteers.trends.forecast.pipeline.chance import Chance, Floats, Of, Whole
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs
from volunteers.trends.forecast.pipeline.levels import LEAST_MONTHS, learn_level

SHARED_LEAVERS = 5.0  # each band of service borrows from the whole as if that many had left in it


def overall_rate(inputs: Inputs) -> float:
    """Leavers a person and month, over the whole record."""
    served = sum(band.person_months for band in inputs.exposure)
    return (sum(band.left for band in inputs.exposure) + 0.5) / max(served, 1.0)


def draw_rates(inputs: Inputs, chance: Chance) -> Floats:
    """Draws by months of service: the monthly rate of leaving, by gamma posteriors that are drawn in to the whole.

    Their mean over the record is kept at the record's own, for how much people leave altogether is drawn apart.
    """
    bands = sorted(inputs.exposure, key=lambda band: band.months_from)
    overall = overall_rate(inputs)
    served = np.array([band.person_months for band in bands])
    left = np.array([band.left for band in bands], dtype=np.float64)
    shape = np.broadcast_to(left + SHARED_LEAVERS, (chance.draws, len(bands)))
    rates = chance.stream(Of.LEAVING_RATE).standard_gamma(shape) / (served + SHARED_LEAVERS / overall)
    rates = rates * (overall * served.sum() / (rates @ served))[:, None]
    starts = np.array([band.months_from for band in bands])
    of_month = np.searchsorted(starts, np.arange(starts[-1] + 1), side="right") - 1
    return np.asarray(rates[:, np.maximum(of_month, 0)])


def draw_pace(inputs: Inputs, changes: Changes, chance: Chance) -> Floats:
    """Months by draws: how much of a usual month's leaving each month ahead holds (1 = as in the record)."""
    past = _past_serving(inputs)
    rng = chance.stream(Of.LEAVING_LEVEL)
    counts = inputs.past_leavers[-len(past) :] if past else ()
    left = sum(band.left for band in inputs.exposure) + 0.5
    about = 1.0 if len(counts) >= LEAST_MONTHS else max(1 / left**0.5, 0.05)
    level = learn_level(counts, np.array(past) * overall_rate(inputs), rng, chance.draws, about=about)
    moving, uneven = level.ahead(chance.stream(Of.PACE), len(inputs.months))
    return moving * uneven * changes.leavers_factor * shares_of_months(inputs)[:, None]


def _past_serving(inputs: Inputs) -> list[float]:
    """How many served, on average, in each past month whose joiners and leavers are known, oldest first."""
    after = float(inputs.headcount - inputs.joiners_so_far + inputs.leavers_so_far)
    found = []
    for joined, left in zip(reversed(inputs.past_joiners), reversed(inputs.past_leavers), strict=False):
        before = after - joined + left
        found.append(max((before + after) / 2, 1.0))
        after = max(before, 0.0)
    return found[::-1]


def leaving_of_serving(inputs: Inputs, rates: Floats, pace: Floats, chance: Chance) -> tuple[Floats, Whole]:
    """For those serving: their months of service (longest first), and the month ahead in which each leaves."""
    known = np.sort(np.array(inputs.tenures_months, dtype=np.int64))[::-1][: inputs.headcount]
    short = inputs.headcount - len(known)
    filled = np.quantile(known, (np.arange(short) + 0.5) / short) if len(known) and short else np.zeros(short)
    tenures = np.sort(np.concatenate((known, filled)).astype(np.int64))[::-1]
    outlasted = chance.waits(len(tenures), Of.SERVING)
    found = np.zeros(outlasted.shape, dtype=np.int16)
    alike = np.minimum(tenures, rates.shape[1] - 1)  # from the last band on, service changes the rate no more
    starts = np.flatnonzero(np.diff(alike, prepend=-1))
    for start, stop in zip(starts, [*starts[1:], len(alike)], strict=True):
        hazard = np.cumsum(_rates_from(rates, int(alike[start]), len(pace)) * pace, axis=0)
        for month in hazard:
            found[start:stop] += outlasted[start:stop] > month
    return tenures.astype(np.float64), found.astype(np.int64)


def leaving_of_joiners(joined: Whole, rates: Floats, pace: Floats, waits: Floats) -> Whole:
    """The month ahead in which each joiner leaves: never the one before they joined, half the risk in that one."""
    months = len(pace)
    found = np.full(joined.shape, months, dtype=np.int64)
    for month in range(months):
        people, draws = np.nonzero(joined == month)
        if not len(draws):
            continue
        left_ahead = _rates_from(rates, 0, months - month) * pace[month:]
        left_ahead[0] *= 0.5
        hazard = np.cumsum(left_ahead, axis=0)
        outlasts = waits[people, draws]
        month_of = np.full(len(draws), month)
        for row in hazard:
            month_of += outlasts > row[draws]
        found[people, draws] = month_of
    return found


def _rates_from(rates: Floats, service: int, months: int) -> Floats:
    """Months by draws: the rate of someone with this much service now, as it grows."""
    of_service = np.minimum(service + np.arange(months), rates.shape[1] - 1)
    return rates[:, of_service].T.copy()
