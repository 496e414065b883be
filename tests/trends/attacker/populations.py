"""Made-up populations of few people, from which releases are made and attacked. The same seed makes the same people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from volunteers.trends.disclosure.content import Content, Rules
from volunteers.trends.disclosure.frozen import Frozen, StrandShape
from volunteers.trends.disclosure.quarters import Atom, QuarterCounts, before
from volunteers.trends.rules.representation.groups import BY_SCOPE, NOT_ANSWERED, PREFER_NOT_TO_SAY

Choice = TypeVar("Choice")

LAST = date(2026, 12, 31)
RULES = Rules(5, 10, 5, 23)
STAGES = ("application_review", "interview", "vetting", "training")
FEWEST, MOST_PEOPLE = 20, 500


@dataclass(frozen=True)
class Person:
    """Somebody with a group of every characteristic of the scope; ``area`` is empty where it is not known."""

    strand: str
    area: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Population:
    """What was counted of each quarter, oldest first, and the shape of the force."""

    seed: int
    strands: tuple[StrandShape, ...]
    areas: tuple[tuple[str, str], ...]
    quarters: tuple[QuarterCounts, ...]
    rules: Rules = RULES

    def cut_offs(self) -> list[date]:
        """Those with twelve months behind them."""
        return [quarter.cut_off for quarter in self.quarters[3:]]

    def frozen(self, cut_off: date, earlier: Sequence[Content], version: int = 1) -> Frozen:
        """What the release of a cut-off is made from."""
        known = [quarter for quarter in self.quarters if quarter.cut_off <= cut_off]
        note = "" if version == 1 else "The figures were made again."
        return Frozen(
            cut_off, version, note, "Avon and Somerset Police", self.rules, self.strands, self.areas, known, [], "",
            tuple(earlier),
        )  # fmt: skip


@dataclass
class Force:
    """Those who serve and those who wait, as quarters go by."""

    chance: Random
    strands: Sequence[StrandShape]
    areas: Sequence[str]
    likely: dict[tuple[str, str], Sequence[float]]
    serving: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)

    def somebody(self) -> Person:
        """A new person: most are of few strands, areas and groups."""
        strand = self._one_of("strand", "", self.strands)
        scope = "cadets" if strand.is_of_children else "adults"
        groups = tuple(
            (each.code, self._one_of(scope, each.code, (*each.codes[:-2], PREFER_NOT_TO_SAY, NOT_ANSWERED)))
            for each in BY_SCOPE[scope]
        )
        return Person(strand.code, self._one_of("area", "", self.areas), groups)

    def quarter(self, cut_off: date, applications: int) -> QuarterCounts:
        """One quarter goes by: people apply, applications end, people leave, a few move area."""
        counts: Counter[Atom] = Counter()
        applied = [self.somebody() for _ in range(applications)]
        ended = [one for one in (*self.waiting, *applied) if self.chance.random() < 0.6]
        still = Counter((*self.waiting, *applied)) - Counter(ended)
        left = [one for one in self.serving if self.chance.random() < self.likely["leaving", ""][0]]
        staying = list((Counter(self.serving) - Counter(left)).elements())
        outcomes = [(one, self._outcome(one)) for one in ended]
        self.waiting = list(still.elements())
        self.serving = [self._moved(one) for one in staying]
        self.serving += [one for one, outcome in outcomes if outcome == "appointed"]
        for measure, people in (("applied", applied), ("left", left), ("active", self.serving)):
            for person in people:
                counts.update(_atoms(measure, person))
        for person, outcome in outcomes:
            counts.update(_atoms(outcome, person))
        return QuarterCounts(cut_off, counts)

    def _moved(self, person: Person) -> Person:
        if self.chance.random() < 0.01:
            return Person(person.strand, self.chance.choice(self.areas), person.groups)
        return person

    def _outcome(self, person: Person) -> str:
        shape = next(one for one in self.strands if one.code == person.strand)
        for stage, _ in shape.stages:
            if self.chance.random() < self.likely["stage", stage][0]:
                return f"lost:{stage}"
        return "appointed"

    def _one_of(self, what: str, which: str, choices: Sequence[Choice]) -> Choice:
        return self.chance.choices(choices, self.likely[what, which])[0]


def _atoms(measure: str, person: Person) -> Iterator[Atom]:
    for characteristic, group in person.groups:
        yield Atom(measure, person.strand, person.area, characteristic, group)


def a_population(
    seed: int, *, people: int | None = None, quarters: int | None = None, strands: int | None = None
) -> Population:
    """20 to 500 people in two to six strands and one to five areas over four to six quarters, most of them alike."""
    chance = Random(seed)
    if people is None:
        people = round(FEWEST * (MOST_PEOPLE / FEWEST) ** chance.random())
    if quarters is None:
        quarters = chance.choice((4, 5, 5, 6))
    count = strands or chance.randint(2, 6)
    stages = STAGES[: chance.choice((1, 2, 2, 3, 4))]
    children = count > 2 and chance.random() < 0.5
    shapes = tuple(
        StrandShape(f"strand_{number}", f"Strand {number}", children and number == count - 1, _stages(chance, stages))
        for number in range(count)
    )
    areas = tuple((f"area_{number}", f"Area {number}") for number in range(chance.randint(1, 5)))
    places = [code for code, _ in areas] + ([""] if chance.random() < 0.5 else [])
    force = Force(chance, shapes, places, _likelihoods(chance, shapes, places))
    force.serving = [force.somebody() for _ in range(people)]
    applications = chance.uniform(0.05, 0.3) * people
    counted = [
        force.quarter(before(LAST, quarters - 1 - number), round(applications * chance.uniform(0.3, 1.7)))
        for number in range(quarters)
    ]
    return Population(seed, shapes, areas, tuple(counted))


def _stages(chance: Random, stages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The first stages of a strand; strands need not have the same ones."""
    kept = stages[: chance.randint(1, len(stages))]
    return tuple((code, code.replace("_", " ").capitalize()) for code in kept)


def _likelihoods(
    chance: Random, strands: Sequence[StrandShape], areas: Sequence[str]
) -> dict[tuple[str, str], Sequence[float]]:
    """How people fall to strands, areas and groups: by powers of chance, so that a few take most."""
    found: dict[tuple[str, str], Sequence[float]] = {
        ("strand", ""): _skewed(chance, len(strands)),
        ("area", ""): _skewed(chance, len(areas)),
        ("leaving", ""): [chance.uniform(0.0, 0.15)],
    }
    for stage in STAGES:
        found["stage", stage] = [chance.choice((0.02, 0.2, 0.4, 0.7))]
    for scope, characteristics in BY_SCOPE.items():
        for each in characteristics:
            stated = _skewed(chance, len(each.codes) - 2)
            silent = chance.choice((0.0, 0.05, 0.3, 1.0))
            unasked = chance.choice((0.0, 0.05, 0.3, 1.0))
            found[scope, each.code] = [*stated, silent * stated[0], unasked * stated[0]]
    return found


def _skewed(chance: Random, count: int) -> list[float]:
    steepness = chance.choice((0.5, 1.0, 3.0, 8.0))
    return [chance.random() ** steepness + 0.001 for _ in range(count)]
