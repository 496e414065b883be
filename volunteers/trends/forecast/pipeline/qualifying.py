"""Who is able to work alone, and when: from how many months those before them took."""

import numpy as np

from volunteers.trends.forecast.pipeline.chance import Chance, Floats, Of, Whole
from volunteers.trends.forecast.pipeline.inputs import Inputs
from volunteers.trends.forecast.pipeline.waits import Waits, draw_waits

HALF = 0.5  # whole months of service are, on average, half a month more


def draw_qualifying(inputs: Inputs, chance: Chance) -> Waits:
    """Months of service until qualified, those not yet qualified counting as still waiting."""
    last = max(months for months, _ in inputs.months_to_qualify)
    known = {months for months, _ in inputs.still_unqualified}
    longer = tuple((months, 1) for months in inputs.unqualified_tenures if months > last and months not in known)
    rng = chance.stream(Of.QUALIFY_WAITS)
    return draw_waits(inputs.months_to_qualify, inputs.still_unqualified, rng, chance.draws, longer=longer)


def qualified_serving(inputs: Inputs, waits: Waits, tenures: Floats, leaves: Whole, chance: Chance) -> Whole:
    """Months by draws: how many of those now serving are qualified at each month's end.

    Who of them is not yet qualified is known by months of service, or else taken to be those who serve shortest.
    """
    months = len(inputs.months)
    unqualified = _who_is_unqualified(inputs, tenures)
    levels = chance.uniform(len(unqualified), Of.QUALIFY)
    people, draws = np.nonzero(np.ones(levels.shape, dtype=bool))
    ahead = waits.left(tenures[unqualified][people] + HALF, levels.ravel(), draws).reshape(levels.shape)
    when = np.zeros(leaves.shape, dtype=np.int64)
    when[unqualified] = np.minimum(ahead, months).astype(np.int64)
    return _standing(when, leaves, months)


def qualified_joiners(joined: Whole, leaves: Whole, waits: Waits, levels: Floats, months: int) -> Whole:
    """Months by draws: how many of those who join are qualified at each month's end."""
    when = np.full(joined.shape, months, dtype=np.int64)
    people, draws = np.nonzero(joined < months)
    taken = waits.new(levels[people, draws], draws) + 0.5
    when[people, draws] = np.minimum(joined[people, draws] + taken, months).astype(np.int64)
    return _standing(when, leaves, months)


def _who_is_unqualified(inputs: Inputs, tenures: Floats) -> Whole:
    """The places among those serving (``tenures`` falls) of as many as are not qualified."""
    count = min(max(inputs.headcount - inputs.qualified, 0), len(tenures))
    told = inputs.unqualified_tenures or tuple(np.repeat(*np.array(inputs.still_unqualified or ((0, 0),)).T).tolist())
    if len(told) != count:
        return np.arange(len(tenures) - count, len(tenures))
    free = list(range(len(tenures)))
    chosen = []
    for months in sorted(told, reverse=True):
        chosen.append(free.pop(int(np.argmin(np.abs(tenures[free] - months)))))
    return np.array(chosen, dtype=np.int64)


def _standing(when: Whole, leaves: Whole, months: int) -> Whole:
    """Counted up at the month of qualifying, and down at the month of leaving, of those who qualify first."""
    counts = count_by_month(np.where(when < leaves, when, months), months)
    gone = count_by_month(np.where(when < leaves, leaves, months), months)
    return np.asarray(np.cumsum(counts - gone, axis=0))


def count_by_month(month_of: Whole, months: int) -> Whole:
    """Months by draws: how many have each month; one that is not ahead counts nowhere."""
    draws = month_of.shape[1]
    places = np.minimum(month_of, months) * draws + np.arange(draws)
    return np.bincount(places.ravel(), minlength=(months + 1) * draws).reshape(months + 1, draws)[:months]
