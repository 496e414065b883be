"""The pipeline forecast on a few forces whose truth is known: the study itself is ``bench/simulated_forces.py``."""

from collections import defaultdict

import numpy as np
import pytest

from bench.simulated_forces import judge
from volunteers.trends.forecast.pipeline.chance import Chance, Of, poisson_at
from volunteers.trends.forecast.pipeline.levels import learn_level


def test_ranges_hold_about_as_often_as_they_say():
    held = defaultdict(list)
    for seed in range(900, 910):
        for one in judge(seed, 120):
            held[one.measure].append(one.held80)
    assert {measure: bool(0.6 <= np.mean(each) <= 0.95) for measure, each in held.items()} == dict.fromkeys(held, True)
    assert len(held) == 4


@pytest.mark.parametrize("mean", [0.0, 0.3, 7.0, 120.0, 900.0])
def test_poisson_numbers_have_their_mean_and_never_fall_as_it_grows(mean):
    level = np.random.default_rng(3).random(20_000)
    found = poisson_at(level, np.full(20_000, mean))
    assert found.mean() == pytest.approx(mean, abs=4 * (mean / 20_000) ** 0.5 + 0.01 * mean**0.5)
    assert found.var() == pytest.approx(mean, rel=0.06)
    assert (poisson_at(level, np.full(20_000, mean * 1.01)) >= found).all()


def test_what_is_drawn_for_the_first_people_stays_when_more_come():
    chance = Chance(5, 10)
    assert (chance.uniform(3, Of.NEW_DAY, 1) == chance.uniform(7, Of.NEW_DAY, 1)[:3]).all()


def test_a_level_that_halved_lately_is_seen_and_less_is_known_of_short_records():
    rng = np.random.default_rng(1)
    dropped = learn_level((40,) * 24 + (20,) * 12, np.full(36, 33.3), rng, 2000)
    assert np.exp(np.median(dropped.now)) == pytest.approx(0.6, abs=0.08)
    spread = [np.std(learn_level((20,) * months, np.full(months, 20.0), rng, 2000).now) for months in (6, 12, 48)]
    assert spread == sorted(spread, reverse=True)
