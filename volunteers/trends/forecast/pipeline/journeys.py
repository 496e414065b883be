"""The way of each applicant to their appointment: whether they come through, how long each stage takes, which intake.

Days are counted from ``as_at``. An array of people has a row a person and a column a draw; a day that never comes is
infinite. Those who will drop out before an intake are left out at once, for they take nobody's place.
"""

from dataclasses import dataclass

import numpy as np

from volunteers.trends.forecast.pipeline.arrivals import Arrivals, split_arrivals
from volunteers.trends.forecast.pipeline.chance import Chance, Floats, Of, Truths, Whole
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs
from volunteers.trends.forecast.pipeline.intakes import coming_intakes, is_held
from volunteers.trends.forecast.pipeline.waits import Waits, draw_waits

NEVER = np.inf
USUAL_DAYS = 20.0  # the intakes of a usual rhythm come up to this much early or late
USUAL_PLACES_ALTOGETHER, USUAL_PLACES_EACH = 0.08, 0.15  # standard deviations, as shares of the usual places


@dataclass(frozen=True)
class Way:
    """What was drawn of the stages: a distribution of stays each, and the share that moves on (a row a stage).

    ``held`` is the stage left by intakes alone, or the number of stages where there is none.
    """

    waits: tuple[Waits, ...]
    moving_on: Floats
    held: int

    def through(self, first: int, after: int) -> Floats:
        """The chance, in each draw, to move on from each stage from ``first`` up to the one before ``after``."""
        return np.asarray(self.moving_on[first:after].prod(axis=0))


def draw_way(inputs: Inputs, changes: Changes, chance: Chance) -> Way:
    """Conversions from their beta posterior (Jeffreys' prior), stays from their bootstrap, with the changes in both."""
    each = changes.conversion_factor ** (1 / len(inputs.stages))
    waits, moving_on = [], []
    held = next((place for place in range(len(inputs.stages)) if is_held(inputs, place)), len(inputs.stages))
    for place, stage in enumerate(inputs.stages):
        rng = chance.stream(Of.CONVERSION, place)
        share = rng.beta(stage.moved_on + 0.5, stage.dropped + 0.5, chance.draws) if stage.dropped else 1.0
        moving_on.append(np.minimum(share * each, 1.0) * np.ones(chance.draws))
        still = stage.still or tuple((days, 1) for days in stage.waiting)
        left = stage.left_days or ((0, 1),)
        factor = changes.time_factor(stage.code)
        waits.append(draw_waits(left, still, chance.stream(Of.WAITS, place), chance.draws, factor=factor))
    return Way(tuple(waits), np.array(moving_on), held)


def appointment_days(
    inputs: Inputs, changes: Changes, arrivals: Arrivals, chance: Chance
) -> tuple[list[Floats], Whole]:
    """The day each person is appointed, in several arrays, and all who apply in each month (months by draws)."""
    way = draw_way(inputs, changes, chance)
    before_hold = min(way.held + 1, len(inputs.stages))
    coming, applying = split_arrivals(arrivals, way.through(0, before_hold), chance)
    ready = [_new_people(inputs, way, month, coming[month], chance) for month in range(len(inputs.months))]
    ready += [_waiting_people(inputs, way, place, before_hold, chance) for place in range(before_hold)]
    if way.held == len(inputs.stages):
        return ready, applying
    after = [
        _waiting_people(inputs, way, place, len(inputs.stages), chance)
        for place in range(before_hold, len(inputs.stages))
    ]
    return [*after, _after_intakes(inputs, changes, way, ready, chance)], applying


def _new_people(inputs: Inputs, way: Way, month: int, coming: Whole, chance: Chance) -> Floats:
    """When those who apply in this month and come through are ready for an intake, or appointed where there is none."""
    rows = int(coming.max(initial=0))
    end = (inputs.months[month] - inputs.as_at).days
    start = (inputs.months[month - 1] - inputs.as_at).days if month else 0
    here = np.arange(rows)[:, None] < coming
    _, draws = np.nonzero(here)
    days = start + (end - start) * chance.uniform(rows, Of.NEW_DAY, month)[here]
    for place in range(min(way.held, len(inputs.stages))):
        days = days + way.waits[place].new(chance.uniform(rows, Of.NEW_STAGE, month, place)[here], draws)
    return _spread(here, days)


def _waiting_people(inputs: Inputs, way: Way, place: int, after: int, chance: Chance) -> Floats:
    """When those now in a stage have left the last one before ``after``, or before the intake that ends it."""
    spent = np.sort(np.array(inputs.stages[place].waiting, dtype=np.float64))[::-1]
    rows = len(spent)
    here = chance.uniform(rows, Of.WAITING, place) < way.through(place, after)
    people, draws = np.nonzero(here)
    if place == way.held:
        return _spread(here, np.zeros(len(people)))
    first = chance.uniform(rows, Of.WAITING, place, place)[here]
    days = way.waits[place].left(spent[people], first, draws)
    for later in range(place + 1, after):
        if later != way.held:
            days = days + way.waits[later].new(chance.uniform(rows, Of.WAITING, place, later)[here], draws)
    return _spread(here, days)


def _after_intakes(inputs: Inputs, changes: Changes, way: Way, ready: list[Floats], chance: Chance) -> Floats:
    """First in, first out: the intake that each person in the queue gets, and when they are appointed after it."""
    dates, places = _draw_intakes(inputs, changes, chance)
    taken = np.zeros((len(dates) + 1, chance.draws), dtype=np.int64)
    people = np.concatenate(ready)
    ready_rows, columns = np.nonzero(people < NEVER)
    days_ready = people[ready_rows, columns]
    for number, on in enumerate(dates):
        waiting = np.bincount(columns[days_ready <= on[columns]], minlength=chance.draws)
        taken[number + 1] = np.minimum(waiting, taken[number] + places[number])
    rows = int(taken[-1].max(initial=0))
    turn = np.arange(rows)[:, None]
    intake_of = sum(
        (turn >= taken[number + 1] for number in range(len(dates))), np.zeros((rows, chance.draws), np.int64)
    )
    begun = turn < taken[-1]
    here = begun & (chance.uniform(rows, Of.STARTED) < way.through(way.held + 1, len(inputs.stages)))
    _, draws = np.nonzero(here)
    days = dates[intake_of[here], draws]
    for place in range(way.held + 1, len(inputs.stages)):
        days = days + way.waits[place].new(chance.uniform(rows, Of.STARTED, place)[here], draws)
    return _spread(here, days)


def _draw_intakes(inputs: Inputs, changes: Changes, chance: Chance) -> tuple[Floats, Whole]:
    """Intakes by draws: the day of each and its places, in order of the days.

    Planned and further ones are as told. Those of the usual rhythm come some days early or late and have more or fewer
    places: altogether (the rhythm itself is only roughly known) and each for itself.
    """
    intakes = coming_intakes(inputs, changes)
    shape = (len(intakes), chance.draws)
    days = np.array([(intake.on - inputs.as_at).days for intake in intakes], dtype=np.float64)[:, None] * np.ones(shape)
    places = np.array([intake.places for intake in intakes], dtype=np.float64)[:, None] * np.ones(shape)
    usual = [place for place, intake in enumerate(intakes) if intake.is_usual]
    rng = chance.stream(Of.INTAKES)
    altogether = rng.normal(1, USUAL_PLACES_ALTOGETHER, chance.draws)
    for place in usual:
        days[place] += rng.uniform(-USUAL_DAYS, USUAL_DAYS, chance.draws)
        places[place] *= np.maximum(altogether + rng.normal(0, USUAL_PLACES_EACH, chance.draws), 0)
    order = np.argsort(days, axis=0, kind="stable")
    whole = np.rint(places).astype(np.int64)
    return np.take_along_axis(days, order, axis=0), np.take_along_axis(whole, order, axis=0)


def _spread(here: Truths, days: Floats) -> Floats:
    found = np.full(here.shape, NEVER)
    found[here] = days
    return found
