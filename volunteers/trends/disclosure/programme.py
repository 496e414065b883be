"""From what was counted to systems of cells with their needs: the people of a scope, then each characteristic.

The rows come first: where a row is of few people, or enough others are hidden with it, nothing of it is told by any
characteristic. Hidden rows that are in the same sums are one row for the characteristics: what they are together can be
worked out, and may be of few people.
"""

from collections import Counter
from collections.abc import Mapping

from volunteers.trends.disclosure.changes import Past, value_at
from volunteers.trends.disclosure.hiding import hide
from volunteers.trends.disclosure.needs import Splits, all_of, full_rows, one_sided_splits, small_cells, unsure
from volunteers.trends.disclosure.rows import NOT_APPOINTED, Scope, together, without
from volunteers.trends.disclosure.tables import Key, Row, SumOf, System
from volunteers.trends.rules.representation.groups import TOTAL, Characteristic


def hidden_rows(scope: Scope, past: Past, threshold: int, gone: frozenset[Row] = frozenset()) -> frozenset[Row]:
    """The rows of which nothing is told; ``gone`` are some that are to be hidden whatever comes."""
    rows = scope.rows()
    total = {row: Key(*row, TOTAL) for row in rows}
    system = System(
        past.system,
        {total[row]: value_at(past.counts, total[row], past.cut_off) for row in rows},
        [SumOf(total[one.whole], tuple(total[part] for part in one.parts)) for one in scope.sums()],
    )
    splits = [
        Splits(total[one.whole], tuple(total[part] for part in one.parts)) for one in scope.sums() if one.is_split
    ]
    splits += [Splits(total[whole], tuple(total[row] for row in rest)) for whole, rest in scope.later().items()]
    needs = all_of(
        small_cells(system, threshold),
        one_sided_splits(system, splits, threshold),
        {key: unsure(threshold) for key in system.values if past.is_stale(key, threshold)},
    )
    unpublished = {key for key in system.values if key.measure == NOT_APPOINTED}
    forced = {key for key in system.values if key.row in gone or past.stays_hidden(key, threshold)}
    return frozenset(key.row for key in hide(system, needs, forced | unpublished))


def hidden_cells(
    scope: Scope, characteristic: Characteristic, past: Past, rows: frozenset[Row], threshold: int
) -> frozenset[Key]:
    """The cells of a characteristic that are not told, of rows that are."""
    table = _Table(scope, characteristic, past, rows)
    system = table.system()
    stated = [group.code for group in characteristic.groups]
    needs = all_of(
        small_cells(system, threshold),
        full_rows(system, stated, threshold),
        one_sided_splits(table.everything(), table.splits(), threshold),
        {key: unsure(threshold) for key in system.values if past.is_stale(key, threshold)},
    )
    # How many there are in a row that is told is given.
    unpublished = {key for key in system.values if key.row in table.together}
    shown = {key for key in system.values if key.group == TOTAL} - unpublished
    forced = {key for key in system.values if key not in shown and past.stays_hidden(key, threshold)}
    needs = {key: need for key, need in needs.items() if key.group != TOTAL}
    found = hide(system, needs, forced | unpublished, shown)
    return found - unpublished


class _Table:
    """The rows that are told by one characteristic, with those that are not, together, as rows of their own."""

    def __init__(self, scope: Scope, characteristic: Characteristic, past: Past, hidden: frozenset[Row]) -> None:
        self.characteristic, self.past, self.scope = characteristic, past, scope
        self.sums, self.together = together(without(list(scope.sums()), hidden))
        self.rows = [*(row for row in scope.rows() if row not in hidden), *self.together]

    def system(self) -> System:
        """Every row by every group, and how they add up."""
        codes = self.characteristic.named
        values = {Key(*row, code): self._value(row, code) for row in self.rows for code in codes}
        sums = [
            SumOf(Key(*one.whole, code), tuple(Key(*part, code) for part in one.parts))
            for one in self.sums
            for code in codes
        ]
        sums += [
            SumOf(Key(*row, one.code), tuple(Key(*row, part) for part in one.parts))
            for row in self.rows
            for one in self.characteristic.all_sums
        ]
        return System(self.past.system, values, sums)

    def _value(self, row: Row, code: str) -> int:
        rows = self.together.get(row, (row,))
        return sum(value_at(self.past.counts, Key(*one, code), self.past.cut_off) for one in rows)

    def everything(self) -> System:
        """Every row by every group, told or not, for what is asked of the people themselves."""
        rows = [*self.scope.rows(), *self.together]
        codes = self.characteristic.named
        return System(self.past.system, {Key(*row, code): self._value(row, code) for row in rows for code in codes}, ())

    def splits(self) -> list[Splits]:
        """What became of the people of each group: of hidden rows too, as far as that can be added up."""
        told = frozenset(self.rows)
        home = {row: rest for rest, rows in self.together.items() for row in rows}
        pairs = [*((one.whole, one.parts) for one in self.scope.sums() if one.is_split), *self.scope.later().items()]
        found = []
        for whole, parts in pairs:
            seen = {part if part in told else home.get(part) for part in parts}
            # Of rests without anyone nobody had any outcome.
            rows = [row for row in self.rows if row in seen and (row not in self.together or self._value(row, TOTAL))]
            found += [
                Splits(Key(*whole, code), tuple(Key(*row, code) for row in rows))
                for code in self.characteristic.named
                if code != TOTAL
            ]
        return found


def with_sums(counts: Mapping[Key, int], characteristic: Characteristic) -> Counter[Key]:
    """Cells of groups, with the cells of all groups told together."""
    sums_of: dict[str, list[str]] = {}
    for one in characteristic.all_sums:
        for code in characteristic.codes if one.code == TOTAL else one.parts:
            sums_of.setdefault(code, []).append(one.code)
    found = Counter(counts)
    for key, value in counts.items():
        for code in sums_of.get(key.group, ()):
            found[key._replace(group=code)] += value
    return found
