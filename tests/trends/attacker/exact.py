"""The exact numbers behind releases, counted anew from the quarters: what a judge knows and no outsider."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tests.trends.attacker.judging import Truth
from tests.trends.attacker.naming import Name, Pair, is_flow
from tests.trends.attacker.populations import Population
from tests.trends.attacker.reading import Reading
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.quarters import Atom, QuarterCounts, before
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.representation.groups import BY_SCOPE, Characteristic

ANY = "age"


class Exact:
    """The numbers of one population."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.by_cut_off = {quarter.cut_off: quarter for quarter in population.quarters}
        self.leaves: dict[tuple[date, str], Counter[Key]] = {}

    def truth(self, contents: Sequence[Content]) -> Truth:
        """Of every cell of every release, and between every two published cohorts."""
        named = {content.name: content.cut_off for content in contents}
        cells = {
            Name(content.name, system.code, key): self.value(system.code, key, self.window(key, content.cut_off))
            for content in contents
            for system in content.systems
            for key in system.counts
        }
        pairs = {pair: self._between(pair, cells, named) for pair in Reading(contents).pairs()}
        return Truth(cells, pairs)

    def window(self, key: Key, cut_off: date) -> list[date]:
        """The quarters that a cell is of."""
        return [before(cut_off, number) for number in range(4)] if is_flow(key.measure) else [cut_off]

    def value(self, code: str, key: Key, quarters: Iterable[date]) -> int:
        """How many people a cell has over some quarters."""
        return sum(self._leaves(quarter, code)[key] for quarter in quarters)

    def _between(self, pair: Pair, cells: Mapping[Name, int], named: Mapping[str, date]) -> int:
        first, second = pair.first, pair.second
        if pair.kind == "rest":
            return cells[first] - cells[second]
        now, then = (set(self.window(name.key, named[name.release])) for name in (first, second))
        if is_flow(first.key.measure):
            of = {"came": now - then, "went": then - now, "changed": now ^ then}[pair.kind]
            return self.value(first.system, first.key, of)
        moved = [day for day in self.by_cut_off if named[second.release] < day <= named[first.release]]
        joined = [first.key._replace(measure=measure) for measure in ("appointed", "left")]
        known = sum(self.value(first.system, key, moved) for key in joined)
        return max(abs(cells[first] - cells[second]), known)

    def _leaves(self, cut_off: date, code: str) -> Counter[Key]:
        if (cut_off, code) not in self.leaves:
            self.leaves[cut_off, code] = _counted(self.by_cut_off[cut_off], code, self.population)
        return self.leaves[cut_off, code]


def _counted(quarter: QuarterCounts, code: str, population: Population) -> Counter[Key]:
    """Every cell that a person counts in, of one system and quarter."""
    scope, _, characteristic = code.partition(".")
    chosen = next((one for one in BY_SCOPE[scope] if one.code == characteristic), None)
    children = {one.code: one.is_of_children for one in population.strands}
    stages = {one.code: [stage for stage, _ in one.stages] for one in population.strands}
    found: Counter[Key] = Counter()
    for atom, count in quarter.counts.items():
        if children[atom.strand] == (scope == "cadets") and atom.characteristic == (characteristic if chosen else ANY):
            for measure in _measures(atom, stages[atom.strand]):
                for place in _places(atom):
                    for group in _groups(atom, chosen):
                        found[Key(measure, place, group)] += count
    return found


def _measures(atom: Atom, stages: Sequence[str]) -> Iterable[str]:
    """The measures that somebody counts in: who ended from a stage also reached those before it."""
    yield atom.measure
    kind, _, stage = atom.measure.partition(":")
    if kind in {"appointed", "lost"}:
        yield "ended"
        reached = stages if kind == "appointed" else stages[: stages.index(stage) + 1]
        yield from (f"reached:{one}" for one in reached)
    if kind == "lost":
        yield "not_appointed"


def _places(atom: Atom) -> Iterable[str]:
    area = atom.area or "unknown"
    return "all", atom.strand, f"area:{area}", f"{atom.strand}@{area}"


def _groups(atom: Atom, chosen: Characteristic | None) -> Iterable[str]:
    if chosen is None:
        return ("total",)
    found = [atom.group]
    # Sums are in the order that their parts come first.
    for one in chosen.all_sums:
        if set(found) & set(one.parts):
            found.append(one.code)
    return found
