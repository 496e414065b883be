"""Releases of random populations hold against an outsider who has all of them; what is given away is found."""

from dataclasses import replace
from random import Random

import pytest

from tests.trends.attacker.attacking import Attack
from tests.trends.attacker.exact import Exact
from tests.trends.attacker.judging import judge, small_cells, thresholds_of
from tests.trends.attacker.naming import Name
from tests.trends.attacker.populations import Population, a_population
from tests.trends.attacker.rounds import attacked, released
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount, rounded


def few(seed: int) -> Population:
    """A population that is quickly published: two strands, 20 to 60 people, one or two releases and a correction."""
    chance = Random(seed)
    return a_population(seed, people=chance.randint(20, 60), strands=2, quarters=chance.choice((4, 5)))


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_an_outsider_with_all_releases_proves_nothing_of_few_people(seed: int) -> None:
    verdict = attacked(few(seed))
    assert verdict.broken == ()
    assert verdict.given, "a release that gives nothing would hold too"


def test_three_releases_that_hold_two_by_two_hold_together() -> None:
    """The figures of the first and the third once bounded someone whom the second does not tell of, by nine."""
    assert attacked(a_population(5062)).broken == ()


def test_numbers_behind_releases_fit_every_equation_that_the_outsider_sets_up() -> None:
    population = few(1001)
    releases = released(population)
    attack, truth = Attack(releases), Exact(population).truth(releases)
    chosen = Random(1).sample(sorted(truth.cells), 150)
    assert all(low <= truth.cells[name] <= high for name, (low, high) in attack.cells(chosen).items())


def test_any_figure_of_few_people_that_is_given_away_is_found() -> None:
    population = few(1002)
    releases = released(population)
    truth = Exact(population).truth(releases)
    small = sorted(small_cells(truth, thresholds_of(releases)))
    for name in Random(2).sample(small, 5):
        found = judge(_with(releases, name, truth.cells[name]), truth)
        assert name in {one.of for one in found}


def _with(releases: list[Content], name: Name, value: int) -> list[Content]:
    """The releases with the rounded truth of one cell."""
    return [_given(one, name, value) if one.name == name.release else one for one in releases]


def _given(content: Content, name: Name, value: int) -> Content:
    count = PublishedCount(rounded(value, content.rules.rounding), content.cut_off)
    systems = [
        replace(system, counts={**system.counts, name.key: count}) if system.code == name.system else system
        for system in content.systems
    ]
    return replace(content, systems=systems)
