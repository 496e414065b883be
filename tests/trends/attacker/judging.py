"""What a proof of an outsider breaks. This alone knows the exact numbers, and only tests and the bench call it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.trends.attacker.attacking import Attack
from tests.trends.attacker.naming import Interval, Name, Pair, scope_of
from tests.trends.attacker.reading import TOTAL, bounds_of
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.representation.groups import DECLARED


@dataclass(frozen=True)
class Truth:
    """Exact numbers: of every cell of every release, and of the people between two published cohorts."""

    cells: Mapping[Name, int]
    pairs: Mapping[Pair, int]


@dataclass(frozen=True)
class Broken:
    """One promise that does not hold. ``kind``: ``cell``, ``pair``, ``outcome``, ``full`` row, or ``untrue`` figure."""

    kind: str
    of: Name | Pair
    interval: Interval
    truth: int


def judge(contents: Sequence[Content], truth: Truth, *, marks_cover_zero: bool = True) -> list[Broken]:
    """Attack all documents and say what is broken.

    - a cell of 1 to threshold - 1 people must be proved no closer than to ``threshold`` values, some of them at least
      the threshold and some under it;
    - two cohorts that both have a figure must differ in nobody or in at least the threshold; the rest of a group, and
      those that came or went between two releases, are protected as a cell is;
    - of no group may be proved that all or none of those that reached a stage went on, and of no row that everyone in
      it is of one group that people said they are of;
    - and no figure may be anything but the rounded truth.
    """
    found = _untrue(contents, truth)
    if found:
        return found
    attack = Attack(contents, marks_cover_zero=marks_cover_zero)
    thresholds = thresholds_of(contents)
    return [
        *_cells_broken(attack, truth, thresholds),
        *_pairs_broken(attack, truth, thresholds),
        *outcomes(attack, contents, truth),
        *full_rows(attack, contents, truth),
    ]


def is_vague(interval: Interval, threshold: int) -> bool:
    """Whether an interval leaves open enough."""
    low, high = interval
    return low < threshold <= high and high - low + 1 >= threshold


def thresholds_of(contents: Iterable[Content]) -> dict[tuple[str, str, bool], int]:
    """By release, system and whether of everyone: how many people tell of everyone says nothing of a characteristic."""
    found = {}
    for content in contents:
        for system in content.systems:
            scope = [one.threshold for one in content.systems if scope_of(one.code) == scope_of(system.code)]
            found[content.name, system.code, False] = system.threshold
            found[content.name, system.code, True] = min(scope)
    return found


def _threshold(thresholds: Mapping[tuple[str, str, bool], int], name: Name) -> int:
    return thresholds[name.release, name.system, name.key.group == TOTAL]


def small_cells(truth: Truth, thresholds: Mapping[tuple[str, str, bool], int]) -> dict[Name, int]:
    """The cells of few people, with their thresholds."""
    found = {}
    for name, value in truth.cells.items():
        threshold = _threshold(thresholds, name)
        if 0 < value < threshold:
            found[name] = threshold
    return found


def _untrue(contents: Iterable[Content], truth: Truth) -> list[Broken]:
    found = []
    for content in contents:
        for system in content.systems:
            for key, count in system.counts.items():
                name = Name(content.name, system.code, key)
                if count.shown is not None and count.as_at == content.cut_off and name in truth.cells:
                    low, high = bounds_of(count.shown, content.rules.rounding, 1)
                    if not low <= truth.cells[name] <= high:
                        found.append(Broken("untrue", name, (low, high), truth.cells[name]))
    return found


def _cells_broken(attack: Attack, truth: Truth, thresholds: Mapping[tuple[str, str, bool], int]) -> list[Broken]:
    small = small_cells(truth, thresholds)
    return [
        Broken("cell", name, interval, truth.cells[name])
        for name, interval in attack.vague(small).items()
        if not is_vague(interval, small[name])
    ]


def _pairs_broken(attack: Attack, truth: Truth, thresholds: Mapping[tuple[str, str, bool], int]) -> list[Broken]:
    small = {
        pair: _threshold(thresholds, pair.first)
        for pair, value in truth.pairs.items()
        if 0 < value < _threshold(thresholds, pair.first)
    }
    intervals = attack.pairs(small, small)
    return [
        Broken("pair", pair, interval, truth.pairs[pair])
        for pair, interval in intervals.items()
        if _is_strict(pair) or not is_vague(interval, small[pair])
    ]


def _is_strict(pair: Pair) -> bool:
    """Whether a small difference is broken whatever can be proved: between rows, and between two releases."""
    return pair.kind == "changed" or (pair.kind == "rest" and pair.first.key.group == TOTAL)


def outcomes(attack: Attack, contents: Iterable[Content], truth: Truth) -> list[Broken]:
    """Groups of which all or none went on where that can be proved: those that ended before are the people told of.

    A stage's base are those that reached it, or all that ended where the first stage has no such cell.
    """
    cells = attack.reading.cells
    suspects: dict[tuple[Name, Name], list[tuple[int, int]]] = {}
    for base, part in (both for content in contents for both in _stages(content)):
        if truth.cells.get(base, 0) and truth.cells[part] == 0:
            suspects[base, part] = [(one, 1) for one in cells[part]]
        elif truth.cells.get(base, 0) and truth.cells[part] == truth.cells[base]:
            suspects[base, part] = _less(attack, base, part)
    return _proved_of_all("outcome", attack, truth, suspects)


def full_rows(attack: Attack, contents: Iterable[Content], truth: Truth) -> list[Broken]:
    """Rows of which everyone can be proved to be of one stated group: who is known to be in it is known to be of it."""
    suspects: dict[tuple[Name, Name], list[tuple[int, int]]] = {}
    for content in contents:
        for system in content.systems:
            stated = set(dict(system.group_sums).get(DECLARED, ()))
            for key in (key for key in system.counts if key.group in stated):
                whole, part = (
                    Name(content.name, system.code, key._replace(group=group)) for group in (TOTAL, key.group)
                )
                if truth.cells.get(whole, 0) and truth.cells[part] == truth.cells[whole]:
                    suspects[whole, part] = _less(attack, whole, part)
    return _proved_of_all("full", attack, truth, suspects)


def _less(attack: Attack, whole: Name, part: Name) -> list[tuple[int, int]]:
    cells = attack.reading.cells
    return [*((one, 1) for one in cells[whole]), *((one, -1) for one in cells[part])]


def _proved_of_all(
    kind: str, attack: Attack, truth: Truth, suspects: Mapping[tuple[Name, Name], Sequence[tuple[int, int]]]
) -> list[Broken]:
    """Of suspects, sums of people by a base and a part of it, those that can be proved to be nobody."""
    # Where somebody can be, nothing is proved, and no more need be asked.
    nobody = [both for both, (_, high) in attack.intervals(suspects, dict.fromkeys(suspects, 1)).items() if high == 0]
    bases = attack.cells({base for base, _ in nobody})
    return [Broken(kind, part, bases[base], truth.cells[base]) for base, part in nobody if bases[base][0] > 0]


def _stages(content: Content) -> Iterable[tuple[Name, Name]]:
    for system in content.systems:
        for key in system.counts:
            stage = key.measure.partition(":")[2]
            base = Key(f"reached:{stage}", key.place, key.group)
            if base not in system.counts or key.measure == "appointed":
                base = Key("ended", key.place, key.group)
            if (key.measure == "appointed" or key.measure.startswith("lost:")) and base in system.counts:
                yield Name(content.name, system.code, base), Name(content.name, system.code, key)
