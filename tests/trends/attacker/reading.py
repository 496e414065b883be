"""From published documents to unknowns and equations.

The smallest unknown is a cell over one stretch of time that lies in the same releases' twelve months throughout: a
flow's figure of a release is the sum of its stretches, which is how releases with overlapping months are linked. A
figure of one day, ``active``, is an unknown of its own each day. The total of a row is the same people in every
characteristic of a scope, so it is one unknown for all of them; two versions of one cut-off speak of the same people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from tests.trends.attacker.naming import Interval, Name, Pair, is_flow, scope_of
from tests.trends.attacker.puzzle import MOST, Puzzle
from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.tables import Key, SumOf

TOTAL = "total"


def bounds_of(shown: int | None, rounding: int, threshold: int) -> Interval:
    """What a figure says of the number behind it.

    A figure is the nearest multiple of the rounding, and never stands for 1 to threshold - 1 people: those are hidden.
    Where a document breaks that rule of its own, only the rounding is believed.
    """
    if shown is None:
        return 0, MOST
    low = max(0, shown - rounding // 2)
    high = shown - rounding // 2 + rounding - 1
    if high < threshold:
        return (0, 0) if low == 0 else (low, high)
    return (threshold if 0 < low < threshold else low), high


def year_before(on: date) -> date:
    """The first day of the twelve months that end on a day."""
    after = on + timedelta(days=1)
    return after.replace(year=after.year - 1)


@dataclass
class Reading:
    """All documents as one puzzle.

    ``marks_cover_zero``: whether a figure not given may stand for nobody. ``crossed``: whether the rows that only count
    people are split by every characteristic too, though no figure of that is published: an outsider may reason so.
    """

    contents: Sequence[Content]
    marks_cover_zero: bool = True
    crossed: bool = True
    puzzle: Puzzle = field(default_factory=Puzzle)

    def __post_init__(self) -> None:
        self.systems = {(one.name, system.code): (one, system) for one in self.contents for system in one.systems}
        self.months = self._months()
        edges = sorted({edge for begin, end in self.months.values() for edge in (begin, end + timedelta(days=1))})
        self.stretches = list(pairwise(edges))
        self.cells = {
            Name(release, code, key): self.unknowns(code, key, content.cut_off)
            for (release, code), (content, system) in self.systems.items()
            for key in system.counts
        }
        for content, system in self.systems.values():
            self._add_sums(content, system)
            self._add_figures(content, system)

    def _months(self) -> dict[date, tuple[date, date]]:
        """The stretch of flows for every day that a figure is of."""
        days = {count.as_at for _, system in self.systems.values() for count in system.counts.values()}
        months = {day: (year_before(day), day) for day in days}
        return months | {one.cut_off: (one.from_on, one.cut_off) for one in self.contents}

    def unknowns(self, code: str, key: Key, on: date) -> list[int]:
        """The unknowns that add up to a cell at a day."""
        whose = code if key.group != TOTAL else scope_of(code)
        if not is_flow(key.measure):
            return [self.puzzle.unknown((whose, key, on))]
        begin, end = self.months[on]
        inside = [first for first, after in self.stretches if begin <= first and after <= end + timedelta(days=1)]
        return [self.puzzle.unknown((whose, key, first)) for first in inside]

    def _add_sums(self, content: Content, system: PublishedSystem) -> None:
        days = {content.cut_off} | {count.as_at for count in system.counts.values() if count.shown is not None}
        for one in _crossed_sums(content, system) if self.crossed else system.sums:
            for on in days:
                whole = self.unknowns(system.code, one.whole, on)
                parts = [self.unknowns(system.code, part, on) for part in one.parts]
                for unknown, *others in zip(whole, *parts, strict=True):
                    self.puzzle.add_sum(unknown, others)

    def _add_figures(self, content: Content, system: PublishedSystem) -> None:
        for key, count in system.counts.items():
            low, high = bounds_of(count.shown, content.rules.rounding, system.threshold)
            if count.shown is None and not self.marks_cover_zero:
                low = 1
            if count.shown is not None or low:
                self.puzzle.add_range(self.unknowns(system.code, key, count.as_at), low, high)

    def pairs(self) -> dict[Pair, tuple[tuple[int, int], ...]]:
        """Every pair of figures that both stand, and the people between them as unknowns with signs."""
        return self._rests() | self._changes()

    def _rests(self) -> dict[Pair, tuple[tuple[int, int], ...]]:
        found = {}
        for (release, code), (content, system) in self.systems.items():
            for whole, parts in system.row_sums:
                for part in (part for part in parts if part[0] == whole[0]):
                    for group in system.groups:
                        all_of, some = Key(*whole, group), Key(*part, group)
                        if self._as_at(system, all_of) == self._as_at(system, some) == content.cut_off:
                            pair = Pair("rest", Name(release, code, all_of), Name(release, code, some))
                            found[pair] = self._less(pair.first, pair.second)
        return found

    def _changes(self) -> dict[Pair, tuple[tuple[int, int], ...]]:
        """Each cell and the same cell of the release before that gave it anew; versions do not differ."""
        found: dict[Pair, tuple[tuple[int, int], ...]] = {}
        before: dict[tuple[str, Key], Name] = {}
        for content in sorted(self.contents, key=lambda one: (one.cut_off, one.version)):
            for system in content.systems:
                for key, count in system.counts.items():
                    if count.shown is None or count.as_at != content.cut_off:
                        continue
                    name, earlier = Name(content.name, system.code, key), before.get((system.code, key))
                    before[system.code, key] = name
                    if earlier is not None and self.systems[earlier[:2]][0].cut_off < content.cut_off:
                        found |= self._between(name, earlier)
        return found

    def _between(self, name: Name, earlier: Name) -> dict[Pair, tuple[tuple[int, int], ...]]:
        """Of a number of one day only how much it grew can be known; of flows, who came and who went."""
        if not is_flow(name.key.measure):
            return {Pair("changed", name, earlier): self._less(name, earlier)}
        now, then = set(self.cells[name]), set(self.cells[earlier])
        only = {"came": now - then, "went": then - now, "changed": now ^ then}
        return {Pair(kind, name, earlier): tuple((one, 1) for one in sorted(of)) for kind, of in only.items()}

    def _less(self, first: Name, second: Name) -> tuple[tuple[int, int], ...]:
        return (*((one, 1) for one in self.cells[first]), *((one, -1) for one in self.cells[second]))

    @staticmethod
    def _as_at(system: PublishedSystem, key: Key) -> date | None:
        count = system.counts.get(key)
        return count.as_at if count is not None and count.shown is not None else None


def _crossed_sums(content: Content, system: PublishedSystem) -> Iterator[SumOf]:
    """How a system adds up, with the rows that any system of its scope has.

    Whoever is counted in a row has one group of every characteristic, so these sums hold whether they are published.
    """
    scope = [one for one in content.systems if scope_of(one.code) == scope_of(system.code)]
    for whole, parts in dict.fromkeys(one for each in scope for one in each.row_sums):
        for group in system.groups:
            yield SumOf(Key(*whole, group), tuple(Key(*part, group) for part in parts))
    for row in dict.fromkeys(key.row for each in scope for key in each.counts):
        for all_of, some in system.group_sums:
            yield SumOf(Key(*row, all_of), tuple(Key(*row, group) for group in some))
