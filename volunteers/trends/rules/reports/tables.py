"""Tables of reports from what a release says: columns of published counts, and who stands as they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.rules.reports.document import Line, Table
from volunteers.trends.rules.reports.figures import Figure, people

PEOPLE, CHILDREN = "adults.people", "cadets.people"
ALL, TOTAL = "all", "total"
OF_BEFORE = "Figures of an earlier date"


def day_words(on: date) -> str:
    """Like "30 September 2026"."""
    return f"{on.day} {on:%B %Y}"


def places_of(content: Content, code: str) -> list[str]:
    """All strands together, if they are told, then each strand, in the order of the release."""
    system = content.by_code.get(code)
    named = dict.fromkeys(key.place for key in system.counts) if system else {}
    strands = [place for place in named if not place.startswith("area:")]
    return sorted(strands, key=lambda place: place != ALL)


def table(
    content: Content, code: str, caption: str, columns: Sequence[str], lines: Iterable[Line], notes: Sequence[str] = ()
) -> Table:
    """A table; where figures stand as they were before this cut-off, with a column that says which."""
    found = list(lines)
    said = [_older(content.cut_off, columns[1:], line) for line in found]
    if any(said):
        columns = [*columns, OF_BEFORE]
        found = [replace(line, cells=(*line.cells, words)) for line, words in zip(found, said, strict=True)]
    return Table(code, caption, tuple(columns), tuple(found), tuple(notes))


def count_of(system: PublishedSystem | None, measure: str, place: str, group: str, on: date) -> PublishedCount:
    """One figure; one that the release has not is not given."""
    found = system.count(measure, place, group) if system else None
    return found or PublishedCount(None, on)


def told_measures(system: PublishedSystem, place: str, wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of some measures that are told of a place, with their words."""
    held = {key.measure for key in system.counts if key.place == place}
    return {measure: words for measure, words in wanted.items() if measure in held}


def counts(system: PublishedSystem, measures: Iterable[str], place: str, group: str, on: date) -> list[Figure]:
    """The figures of some measures of a group, in order."""
    return [people(count_of(system, measure, place, group, on)) for measure in measures]


def _older(cut_off: date, columns: Sequence[str], line: Line) -> str:
    """Which figures of a row are of an earlier cut-off."""
    found: dict[date, list[str]] = {}
    for words, cell in zip(columns, line.cells, strict=True):
        if isinstance(cell, Figure) and cell.value is not None and cell.as_at and cell.as_at < cut_off:
            found.setdefault(cell.as_at, []).append(words)
    return "; ".join(f"{', '.join(several)}: as at {day_words(on)}" for on, several in found.items())
