"""One population from its quarters to a verdict: releases made one after another, then all of them attacked at once."""

from dataclasses import dataclass

from tests.trends.attacker.exact import Exact
from tests.trends.attacker.judging import Broken, judge
from tests.trends.attacker.populations import Population
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.release import build


@dataclass(frozen=True)
class Verdict:
    """What came of one population: what is broken, and how much was given of how many cells."""

    population: Population
    releases: tuple[Content, ...]
    broken: tuple[Broken, ...]

    @property
    def cells(self) -> int:
        """How many cells the releases have."""
        return sum(len(system.counts) for content in self.releases for system in content.systems)

    @property
    def given(self) -> int:
        """How many of them have a figure."""
        return sum(given_in(content) for content in self.releases)


def released(population: Population) -> list[Content]:
    """A release of every cut-off, each made with those before it; every third population corrects its last one."""
    releases: list[Content] = []
    for cut_off in population.cut_offs():
        releases.append(build(population.frozen(cut_off, releases)))
    if population.seed % 3 == 0:
        releases.append(build(population.frozen(cut_off, releases, version=2)))
    return releases


def attacked(population: Population) -> Verdict:
    """The releases of a population, and what an outsider with all of them breaks."""
    releases = released(population)
    broken = judge(releases, Exact(population).truth(releases))
    return Verdict(population, tuple(releases), tuple(broken))


def given_in(content: Content) -> int:
    """How many cells of a release have a figure, of now or of before."""
    return sum(count.shown is not None for system in content.systems for count in system.counts.values())
