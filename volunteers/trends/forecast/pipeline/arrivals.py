"""How many apply in each month to come: the level of the record, its season, and how uneven months are."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from volunteers.trends.forecast.pipeline.chance import Chance, Floats, Of, Whole, poisson_at
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs
from volunteers.trends.forecast.pipeline.levels import learn_level

YEAR = 12
SEASON_SPREAD = 0.25  # how far a calendar month usually lies from the year's mean, before any record is seen


@dataclass(frozen=True)
class Season:
    """Factors of the calendar months: a row each from January, a column a draw; ``mean`` is the middle belief."""

    drawn: Floats
    mean: Floats


@dataclass(frozen=True)
class Arrivals:
    """Months by draws: those expected to apply (a mean), with the season that was found."""

    means: Floats
    season: Season


def months_of(inputs: Inputs) -> tuple[date, ...]:
    """The month of each count of applications, a day in each."""
    count = len(inputs.monthly_applications)
    if len(inputs.application_months) == count:
        return inputs.application_months
    first_ahead = inputs.months[0] if inputs.months else inputs.as_at
    last = first_ahead.year * YEAR + first_ahead.month - 2
    return tuple(date(month // YEAR, month % YEAR + 1, 1) for month in range(last - count + 1, last + 1))


def learn_season(counts: Floats, calendar: Whole, chance: Chance) -> Season:
    """Each calendar month's factor, drawn in towards 1 the less there is to see; nothing is read from under two years.

    A month's count is held against the twelve months about it. The belief is a gamma number, and counts that vary more
    than chance would have them weigh less.
    """
    prior = 1 / SEASON_SPREAD**2
    seen, expected, uneven = np.zeros(YEAR), np.zeros(YEAR), 1.0
    if len(counts) >= 2 * YEAR and counts.sum() > 0:
        usual = _year_about(counts)
        uneven = max(float(np.mean((counts - usual) ** 2 / np.maximum(usual, 0.5))) / 2, 1.0)
        seen = np.bincount(calendar, weights=counts, minlength=YEAR) / uneven
        expected = np.bincount(calendar, weights=usual, minlength=YEAR) / uneven
    shape, rate = (prior + seen)[:, None], (prior + expected)[:, None]
    drawn = chance.stream(Of.SEASON).standard_gamma(np.broadcast_to(shape, (YEAR, chance.draws))) / rate
    mean = (shape / rate)[:, 0]
    return Season(drawn / drawn.mean(axis=0), mean / mean.mean())


def expect_arrivals(inputs: Inputs, changes: Changes, chance: Chance) -> Arrivals:
    """The mean of each month ahead in each draw, with the month's own unevenness and the scenario's factor in it."""
    counts = np.array(inputs.monthly_applications, dtype=np.float64)
    calendar = np.array([month.month - 1 for month in months_of(inputs)], dtype=np.int64)
    season = learn_season(counts, calendar, chance)
    usual = (counts.sum() + 0.5) / max(float(season.mean[calendar].sum()), 1.0)
    rng = chance.stream(Of.LEVEL)
    level = learn_level(inputs.monthly_applications, usual * season.mean[calendar], rng, chance.draws)
    moving, uneven = level.ahead(chance.stream(Of.MONTHS), len(inputs.months))
    ahead = np.array([month.month - 1 for month in inputs.months], dtype=np.int64)
    means = usual * moving * uneven * season.drawn[ahead] * changes.applications_factor
    return Arrivals(means * shares_of_months(inputs)[:, None], season)


def split_arrivals(arrivals: Arrivals, through: Floats, chance: Chance) -> tuple[Whole, Whole]:
    """Months by draws: those who will come through (with this chance in each draw), and all who apply."""
    shape = arrivals.means.shape
    come = poisson_at(chance.stream(Of.NEW).random(shape), arrivals.means * through)
    drop = poisson_at(chance.stream(Of.DROPPED).random(shape), arrivals.means * (1 - through))
    return come, come + drop


def shares_of_months(inputs: Inputs) -> Floats:
    """The share of each month that is still ahead: 1, but for a first month that has begun."""
    first = inputs.months[0]
    shares = np.ones(len(inputs.months))
    shares[0] = min(max((first - inputs.as_at).days / first.day, 0.0), 1.0)
    return shares


def _year_about(counts: Floats) -> Floats:
    """The mean of the twelve months about each month, half a month at either end; at the ends the nearest such year."""
    weights = np.concatenate(([0.5], np.ones(YEAR - 1), [0.5])) / YEAR
    inside = np.convolve(counts, weights, mode="valid")
    before = np.full(YEAR // 2, inside[0])
    return np.concatenate((before, inside, np.full(len(counts) - len(inside) - len(before), inside[-1])))
