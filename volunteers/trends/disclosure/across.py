"""Releases that bear on one another read as one: what their overlapping twelve months tell of the quarters they share.

A release may hold by itself, and each of its figures beside the same figure of before, and still tell something beside
others, since whatever two releases share adds up in both. So an outsider is given every figure of all of them, exactly,
over the stretches of time that their twelve months are made of.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain

from volunteers.trends.disclosure.changes import Past, window
from volunteers.trends.disclosure.hiding import CannotHide, hide
from volunteers.trends.disclosure.needs import Need, Splits, all_of, full_rows, one_sided_splits, small_cells
from volunteers.trends.disclosure.rows import ACTIVE, Scope
from volunteers.trends.disclosure.tables import Key, SumOf, System
from volunteers.trends.rules.representation.groups import TOTAL, Characteristic

# A cell in the twelve months that end on a day.
Figure = tuple[Key, date]
# Quarters that lie in the same of all the twelve months, named by the first and last day that these end on.
Stretch = tuple[date, date]


def kept_back(
    scope: Scope, characteristic: Characteristic, past: Past, new: Iterable[Key], threshold: int
) -> frozenset[Key]:
    """Which of the ``new`` figures must not be given beside those of earlier releases.

    A total is among them only where nothing else helps: of its row nothing may be told then. Numbers of one day are
    not judged, since those of two days share nobody that could be worked out.
    """
    both = _Both(scope, characteristic, past, new)
    if not both.before or not both.flows:
        return frozenset()
    told = {_name(figure): figure[0] for figure in both.flows}
    known = {_name(figure) for figure in both.before}
    stays = known | {name for name in told if name.group == TOTAL}
    system = both.system()
    needs = {name: need for name, need in both.needs(system, threshold).items() if name not in told.keys() | known}
    system = both.without_idle(system, told.keys() | known | needs.keys())
    while True:
        try:
            hidden = hide(system, needs, system.values.keys() - told.keys() - known, stays)
        except CannotHide as fault:
            if stays == known:
                # It was known already, whatever is given now.
                del needs[fault.key]
            stays = known
        else:
            return frozenset(told[name] for name in hidden & told.keys())


def _name(figure: Figure) -> Key:
    key, day = figure
    return key._replace(measure=f"{key.measure} to {day}")


def _within(key: Key, stretch: Stretch) -> Key:
    return key._replace(measure=f"{key.measure} within {stretch[0]} and {stretch[1]}")


class _Both:
    """Every flow of one characteristic by stretches of time, the figures given ``before`` and the new ``flows``."""

    def __init__(self, scope: Scope, characteristic: Characteristic, past: Past, new: Iterable[Key]) -> None:
        self.scope, self.characteristic, self.past = scope, characteristic, past
        self.rows = [row for row in scope.rows() if row[0] != ACTIVE]
        self.keys = dict.fromkeys(Key(*row, code) for row in self.rows for code in characteristic.named)
        self.before = set(self._before())
        self.flows = {(key, past.cut_off) for key in new if key in self.keys} - self.before
        self.cut_offs = sorted({past.cut_off, *(content.cut_off for content in past.bearing())})
        self.days = sorted({*self.cut_offs, *(day for _, day in self.before)})
        self.stretches: dict[Stretch, list[date]] = {}
        for quarter in past.counts:
            inside = [day for day in self.days if quarter in window(day)]
            if inside:
                self.stretches.setdefault((inside[0], inside[-1]), []).append(quarter)

    def _before(self) -> Iterator[Figure]:
        """The figures of earlier releases over quarters whose counts are still at hand."""
        people = f"{self.scope.code}.people"
        for system in chain.from_iterable(content.systems for content in self.past.bearing()):
            if system.code in {self.past.system, people}:
                for key, count in system.counts.items():
                    is_at_hand = self.past.counts.keys() >= set(window(count.as_at))
                    if key in self.keys and count.shown is not None and is_at_hand:
                        yield key, count.as_at

    def system(self) -> System:
        """The cells of every stretch, and as sums of them the figures and the differences between two figures."""
        counts = self.past.counts
        values = {
            _within(key, stretch): sum(counts[quarter][key] for quarter in quarters)
            for key in self.keys
            for stretch, quarters in self.stretches.items()
        }
        values |= {one.whole: sum(values[part] for part in one.parts) for one in self._named()}
        return System(self.past.system, values, [*self._sums(), *self._named()])

    def without_idle(self, system: System, wanted: Collection[Key]) -> System:
        """The same without figures and differences that nobody is given or asks for."""
        idle = {one.whole for one in self._named()} - set(wanted)
        values = {key: value for key, value in system.values.items() if key not in idle}
        return System(system.code, values, [one for one in system.sums if one.whole not in idle])

    def _named(self) -> Iterator[SumOf]:
        yield from self._figures()
        yield from self._differences()

    def _sums(self) -> Iterator[SumOf]:
        codes, groups = self.characteristic.named, self.characteristic.all_sums
        every = [
            SumOf(Key(*one.whole, code), tuple(Key(*part, code) for part in one.parts))
            for one in self.scope.sums()
            for code in codes
            if one.whole[0] != ACTIVE
        ]
        every += [
            SumOf(Key(*row, one.code), tuple(Key(*row, part) for part in one.parts))
            for row in self.rows
            for one in groups
        ]
        for stretch in self.stretches:
            for one in every:
                yield SumOf(_within(one.whole, stretch), tuple(_within(part, stretch) for part in one.parts))

    def _figures(self) -> Iterator[SumOf]:
        for key in self.keys:
            for day in self.days:
                yield SumOf(_name((key, day)), self._parts(key, day))

    def _differences(self) -> Iterator[SumOf]:
        """Who is in a new figure and was not in the same one given before, and the other way about."""
        for key, now in sorted(self.flows):
            for then in (day for day in self.days if (key, day) in self.before):
                for day, other in ((now, then), (then, now)):
                    name = key._replace(measure=f"{key.measure} to {day} but not to {other}")
                    yield SumOf(name, self._parts(key, day, other))

    def _parts(self, key: Key, day: date, other: date = date.max) -> tuple[Key, ...]:
        """The stretches of the twelve months to a day, without those to another."""
        return tuple(
            _within(key, (first, last))
            for first, last in self.stretches
            if first <= day <= last and not first <= other <= last
        )

    def needs(self, system: System, threshold: int) -> dict[Key, Need]:
        """What is asked of each release by itself, and that no difference tells of few people."""
        apart = {one.whole: system.values[one.whole] for one in self._differences()}
        found = small_cells(System(system.code, apart, ()), threshold)
        stated = [group.code for group in self.characteristic.groups]
        for day in self.cut_offs:
            alone = System(system.code, {key: system.values[_name((key, day))] for key in self.keys}, ())
            needs = all_of(
                small_cells(alone, threshold),
                full_rows(alone, stated, threshold),
                one_sided_splits(alone, self._splits(), threshold),
            )
            found |= {_name((key, day)): need for key, need in needs.items()}
        return found

    def _splits(self) -> Iterator[Splits]:
        outcomes = [(one.whole, one.parts) for one in self.scope.sums() if one.is_split]
        for whole, parts in (*outcomes, *self.scope.later().items()):
            for code in self.characteristic.named:
                yield Splits(Key(*whole, code), tuple(Key(*part, code) for part in parts))
