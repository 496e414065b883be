"""From what was counted to systems of cells with their needs: the people of a scope, then each characteristic.

The rows come first: where a row is of few people, or enough others are hidden with it, nothing of it is told by any
characteristic. The hidden rows of a sum are one row for the characteristics, since what they are together can always be
worked out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.trends.disclosure.changes import Past, value_at
from volunteers.trends.disclosure.hiding import hide
from volunteers.trends.disclosure.needs import Splits, full_rows, one_sided_splits, small, small_cells, together, unsure
from volunteers.trends.disclosure.rows import NOT_APPOINTED, RowSum, Scope, without
from volunteers.trends.disclosure.tables import Key, Row, SumOf, System
from volunteers.trends.rules.representation.groups import TOTAL, Characteristic


@dataclass(frozen=True)
class Thresholds:
    """From how many people a figure is given: of groups and whole rows, and of one strand in one area."""

    sensitive: int
    place: int

    def of(self, row: Row) -> int:
        """The threshold of a row's total."""
        return self.place if "@" in row[1] else self.sensitive


def hidden_rows(scope: Scope, past: Past, thresholds: Thresholds, gone: frozenset[Row] = frozenset()) -> frozenset[Row]:
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
    few = {
        key: small(thresholds.of(key.row)) for key, value in system.values.items() if 0 < value < thresholds.of(key.row)
    }
    needs = together(
        few,
        one_sided_splits(system, splits, thresholds.sensitive),
        {key: unsure(thresholds.of(key.row)) for key in system.values if past.is_stale(key, thresholds.of(key.row))},
    )
    unpublished = {key for key in system.values if key.measure == NOT_APPOINTED}
    forced = {key for key in system.values if key.row in gone or past.stays_hidden(key, thresholds.of(key.row))}
    return frozenset(key.row for key in hide(system, needs, forced | unpublished))


def hidden_cells(
    scope: Scope, characteristic: Characteristic, past: Past, rows: frozenset[Row], threshold: int
) -> frozenset[Key]:
    """The cells of a characteristic that are not told, of rows that are."""
    table = _Table(scope, characteristic, past, rows)
    system = table.system()
    stated = [group.code for group in characteristic.groups]
    needs = together(
        small_cells(system, threshold),
        full_rows(system, stated, threshold),
        one_sided_splits(system, table.splits(), threshold),
        {key: unsure(threshold) for key in system.values if past.is_stale(key, threshold)},
    )
    # How many there are in a row is given, or known of hidden rows together.
    shown = {key for key in system.values if key.group == TOTAL}
    unpublished = {key for key in system.values if key.row in table.together and key not in shown}
    forced = {key for key in system.values if key not in shown and past.stays_hidden(key, threshold)}
    needs = {key: need for key, need in needs.items() if key not in shown}
    found = hide(system, needs, forced | unpublished, shown)
    return found - unpublished


class _Table:
    """The rows that are told by one characteristic, with those that are not, together, as rows of their own."""

    def __init__(self, scope: Scope, characteristic: Characteristic, past: Past, hidden: frozenset[Row]) -> None:
        # What is told of one strand in one area is its total alone.
        sums = [one for one in scope.sums() if not any("@" in part[1] for part in one.parts)]
        self.characteristic, self.past, self.hidden, self.scope = characteristic, past, hidden, scope
        self.sums: list[RowSum] = []
        self.together: dict[Row, tuple[Row, ...]] = {}
        for number, (one, left) in enumerate(without(sums, hidden)):
            rest = (("together", str(number)),) if left else ()
            self.together.update(dict.fromkeys(rest, left))
            self.sums.append(RowSum(one.whole, (*one.parts, *rest), one.is_split))
        told = [row for row in scope.rows() if "@" not in row[1] and row not in hidden]
        self.rows = [*told, *self.together]

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

    def splits(self) -> list[Splits]:
        """What became of the people of each group."""
        told = set(self.rows)
        pairs = [(one.whole, one.parts) for one in self.sums if one.is_split]
        pairs += [
            (whole, tuple(row for row in rest if row in told))
            for whole, rest in self.scope.later().items()
            if whole in told
        ]
        return [
            Splits(Key(*whole, code), tuple(Key(*part, code) for part in parts))
            for whole, parts in pairs
            for code in self.characteristic.named
            if code != TOTAL
        ]


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
