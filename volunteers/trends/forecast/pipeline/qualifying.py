"""Who is able to work alone, and when: from how many months those before them took."""

import numpy as np

from volunteers.trends.forecast.pipeline.chance import Chance, Floats, Of, Whole
from volunteers.trends.forecast.pipeline.inputs import Inputs
from volunteers.trends.forecast.pipeline.waits import Waits, draw_waits


def draw_qualifying(inputs: Inputs, chance: Chance) -> Waits:
    """Months of service until qualified, those not yet qualified counting as still waiting."""
    return draw_waits(inputs.months_to_qualify, inputs.still_unqualified, chance.stream(Of.QUALIFY_WAITS), chance.draws)


def qualified_serving(inputs: Inputs, waits: Waits, tenures: Floats, leaves: Whole, chance: Chance) -> Whole:
    """Months by draws: how many of those now serving are qualified at each month's end.

    Who of them is not yet qualified is taken by length of service: the shortest are.
    """
    months = len(inputs.months)
    unqualified = max(inputs.headcount - inputs.qualified, 0)
    first = len(tenures) - unqualified
    levels = chance.uniform(unqualified, Of.QUALIFY)
    spent = _months_unqualified(inputs, tenures[first:])
    people, draws = np.nonzero(np.ones(levels.shape, dtype=bool))
    ahead = waits.left(spent[people], levels.ravel(), draws).reshape(levels.shape)
    when = np.zeros(leaves.shape, dtype=np.int64)
    when[first:] = np.minimum(ahead, months).astype(np.int64)
    return _standing(when, leaves, months)


def qualified_joiners(joined: Whole, leaves: Whole, waits: Waits, levels: Floats, months: int) -> Whole:
    """Months by draws: how many of those who join are qualified at each month's end."""
    when = np.full(joined.shape, months, dtype=np.int64)
    people, draws = np.nonzero(joined < months)
    taken = waits.new(levels[people, draws], draws) + 0.5
    when[people, draws] = np.minimum(joined[people, draws] + taken, months).astype(np.int64)
    return _standing(when, leaves, months)


def _months_unqualified(inputs: Inputs, tenures: Floats) -> Floats:
    """How long each has served unqualified: as the record has it, else their months of service; longest first."""
    told = np.repeat(*np.array(inputs.still_unqualified or ((0, 0),)).T)
    if len(told) == len(tenures):
        return np.sort(told.astype(np.float64))[::-1]
    return tenures


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
