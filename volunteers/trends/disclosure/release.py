"""A release made from its frozen input: the one way from exact counts to published ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from volunteers.trends.disclosure.across import kept_back
from volunteers.trends.disclosure.changes import Counts, Past, value_at, window
from volunteers.trends.disclosure.content import Content, PublishedSystem, Rules
from volunteers.trends.disclosure.counts import ExactCount, PublishedCount, rounded
from volunteers.trends.disclosure.frozen import Frozen, StrandShape
from volunteers.trends.disclosure.hiding import CannotHide
from volunteers.trends.disclosure.programme import hidden_cells, hidden_rows, with_sums
from volunteers.trends.disclosure.quarters import QuarterCounts, first_day_of, is_cut_off
from volunteers.trends.disclosure.rows import (
    ACTIVE,
    ALL,
    APPLIED,
    APPOINTED,
    ENDED,
    LEFT,
    NOT_APPOINTED,
    UNKNOWN_AREA,
    Scope,
)
from volunteers.trends.disclosure.tables import Key, Row
from volunteers.trends.rules.representation.groups import BY_SCOPE, DECLARED, TOTAL, Characteristic

# The rows not told, and the cells not told of each characteristic.
Hidden = tuple[frozenset[Row], dict[str, frozenset[Key]]]
PEOPLE = "people"
PEOPLE_GROUPS = {TOTAL: "Everyone"}


def build(frozen: Frozen) -> Content:
    """The release: which figures are given, rounded, and which stand as before or are not given.

    The same input gives the same bytes. Raises ``ValueError`` for input that does not hang together: half a quarter, a
    quarter of the twelve months that was not counted, or characteristics that do not add up to the same people.
    """
    if not is_cut_off(frozen.cut_off):
        raise ValueError(f"{frozen.cut_off.isoformat()} is not the last day of a quarter")
    missing = [on for on in window(frozen.cut_off) if on not in {quarter.cut_off for quarter in frozen.quarters}]
    if missing:
        raise ValueError(f"the quarter that ended on {min(missing).isoformat()} was not counted")
    scopes = [
        Scope("adults", [strand for strand in frozen.strands if not strand.is_of_children], frozen.areas),
        Scope("cadets", [strand for strand in frozen.strands if strand.is_of_children], frozen.areas),
    ]
    systems = [system for scope in scopes if scope.strands for system in _systems(frozen, scope)]
    return Content(
        cut_off=frozen.cut_off,
        from_on=first_day_of(min(window(frozen.cut_off))),
        version=frozen.version,
        note=frozen.note,
        force=frozen.force,
        rules=frozen.rules,
        measures=_measures(frozen.strands),
        places=_places(frozen),
        systems=systems,
        residents=frozen.residents,
        residents_words={
            f"{scope}.{one.code}": one.residents for scope, several in BY_SCOPE.items() for one in several
        },
        residents_source=frozen.residents_source,
    )


def _systems(frozen: Frozen, scope: Scope) -> list[PublishedSystem]:
    """The people of a scope, and every characteristic of which anything was stated."""
    characteristics = BY_SCOPE[scope.code]
    counts = {one.code: counts_by_quarter(frozen.quarters, scope, one) for one in characteristics}
    _add_up_alike(counts, scope)
    sensitive = frozen.rules.threshold_sensitive
    pasts = {code: Past(f"{scope.code}.{code}", frozen.cut_off, each, frozen.earlier) for code, each in counts.items()}
    people = Past(f"{scope.code}.{PEOPLE}", frozen.cut_off, counts[characteristics[0].code], frozen.earlier)
    rows, cells = _hidden(scope, people, pasts, sensitive)
    rows, cells = _hidden_across(scope, pasts, rows, cells, sensitive)
    found = [_people(scope, people, rows, frozen.rules)]
    for one in characteristics:
        if any(count[key] for count in counts[one.code].values() for key in count if key.group == DECLARED):
            found.append(_characteristic(scope, one, pasts[one.code], rows, cells[one.code], frozen))
    return found


def _hidden(scope: Scope, people: Past, pasts: Mapping[str, Past], threshold: int) -> Hidden:
    """The rows and cells not told. A row of which something could be worked out whatever is hidden goes as a whole."""
    gone: frozenset[Row] = frozenset()
    while True:
        rows = hidden_rows(scope, people, threshold, gone)
        try:
            return rows, {
                one.code: hidden_cells(scope, one, pasts[one.code], rows, threshold) for one in BY_SCOPE[scope.code]
            }
        except CannotHide as fault:
            if fault.key.row in gone:
                raise
            gone |= {fault.key.row}


def _hidden_across(
    scope: Scope, pasts: Mapping[str, Past], rows: frozenset[Row], cells: Mapping[str, frozenset[Key]], threshold: int
) -> Hidden:
    """With what must go because of what earlier releases told."""
    more = {
        one.code: kept_back(scope, one, pasts[one.code], _told(scope, one, rows, cells[one.code]), threshold)
        for one in BY_SCOPE[scope.code]
    }
    totals = {key.row for keys in more.values() for key in keys if key.group == TOTAL}
    return rows | totals, {code: cells[code] | keys for code, keys in more.items()}


def _told(scope: Scope, one: Characteristic, rows: frozenset[Row], cells: frozenset[Key]) -> set[Key]:
    """The figures that are given anew."""
    given = (row for row in scope.rows() if row[0] != NOT_APPOINTED and row not in rows)
    return {Key(*row, code) for row in given for code in one.named} - cells


def counts_by_quarter(quarters: Sequence[QuarterCounts], scope: Scope, characteristic: Characteristic) -> Counts:
    """By quarter, how many people each cell holds."""
    strands = {strand.code for strand in scope.strands}
    found: dict[date, Counter[Key]] = {}
    for quarter in quarters:
        cells: Counter[Key] = Counter()
        for atom, count in quarter.counts.items():
            if count and atom.strand in strands and atom.characteristic == characteristic.code:
                for row in scope.rows_of(atom):
                    cells[Key(*row, atom.group)] += count
        found[quarter.cut_off] = with_sums(cells, characteristic)
    return found


def _add_up_alike(counts: Mapping[str, Counts], scope: Scope) -> None:
    """Everyone is in one group of each characteristic: each adds up to the same people."""
    totals = {
        code: {(on, key): count for on, cells in each.items() for key, count in cells.items() if key.group == TOTAL}
        for code, each in counts.items()
    }
    first = next(iter(totals.values()))
    for code, each in totals.items():
        if each != first:
            raise ValueError(f"{scope.code}.{code} does not add up to the same people as the others")


def _people(scope: Scope, past: Past, hidden: frozenset[Row], rules: Rules) -> PublishedSystem:
    rows = [row for row in scope.rows() if row[0] != NOT_APPOINTED]
    counts = {
        key: _published(past, key, rules.rounding, is_hidden=key.row in hidden)
        for key in (Key(*row, TOTAL) for row in rows)
    }
    return PublishedSystem(
        past.system, "People", rules.threshold_sensitive, PEOPLE_GROUPS, counts, _row_sums(scope), ()
    )


def _characteristic(
    scope: Scope, one: Characteristic, past: Past, rows: frozenset[Row], cells: frozenset[Key], frozen: Frozen
) -> PublishedSystem:
    told = [row for row in scope.rows() if row[0] != NOT_APPOINTED]
    keys = [Key(*row, code) for row in told for code in one.named]
    counts = {
        key: _published(past, key, frozen.rules.rounding, is_hidden=key.row in rows or key in cells) for key in keys
    }
    group_sums = tuple((each.code, each.parts) for each in one.all_sums)
    sums = _row_sums(scope)
    return PublishedSystem(
        past.system, one.words, frozen.rules.threshold_sensitive, one.named, counts, sums, group_sums
    )


def _row_sums(scope: Scope) -> tuple[tuple[Row, tuple[Row, ...]], ...]:
    return tuple((one.whole, one.parts) for one in scope.sums() if (NOT_APPOINTED, ALL) not in one.parts)


def _published(past: Past, key: Key, rounding: int, *, is_hidden: bool) -> PublishedCount:
    """The figure of a cell: given anew, standing as it was, or not given."""
    if is_hidden:
        return past.last_given(key) or PublishedCount(None, past.cut_off)
    exact = ExactCount(value_at(past.counts, key, past.cut_off))
    return PublishedCount(rounded(exact.value, rounding), past.cut_off)


def _measures(strands: Sequence[StrandShape]) -> dict[str, str]:
    """The words of every measure; stages are called as the strands call them."""
    found = {
        ACTIVE: "Serving at the end of the quarter",
        APPLIED: "Applied",
        LEFT: "Stopped serving",
        ENDED: "Applications that came to an end",
        APPOINTED: "Appointed",
    }
    stages = {code: words for strand in strands for code, words in strand.stages}
    found.update({f"reached:{code}": f"Reached {words}" for code, words in stages.items()})
    found.update({f"lost:{code}": f"Ended at {words}" for code, words in stages.items()})
    return found


def _places(frozen: Frozen) -> dict[str, str]:
    areas = [*frozen.areas, (UNKNOWN_AREA, "Area not known")]
    found = {ALL: "All adult strands"}
    found.update({strand.code: strand.words for strand in frozen.strands})
    found.update({f"area:{code}": words for code, words in areas})
    return found
