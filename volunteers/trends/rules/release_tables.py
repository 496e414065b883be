"""A whole release as tables of words: one characteristic and one kind of figure at a time, places by groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.rows import ACTIVE, ALL, APPLIED, APPOINTED, ENDED, LEFT
from volunteers.trends.disclosure.tables import Key, Row

OUTCOMES = "outcomes"
# In the order of someone's way; the measures of each are its first word.
FAMILIES = {
    ACTIVE: "Serving at the end of the quarter", APPLIED: "Applied", OUTCOMES: "How applications came to an end",
    LEFT: "Stopped serving",
}  # fmt: skip
SCOPES = {"adults": "adults", "cadets": "cadets"}


@dataclass(frozen=True)
class Line:
    """A place, or a measure of one, with a figure for each group."""

    words: str
    figures: Sequence[PublishedCount | None]


@dataclass(frozen=True)
class Part:
    """Lines of one kind under a heading."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """Places by groups. ``groups`` are the words of the columns."""

    groups: Sequence[str]
    parts: Sequence[Part]


@dataclass(frozen=True)
class Tally:
    """How many figures of a release are given, how many of these stand as they were before, and how many are not."""

    given: int
    as_before: int
    not_given: int

    @property
    def words(self) -> str:
        whole = self.given + self.as_before + self.not_given
        return (
            f"{self.given:,} of {whole:,} figures are given, {self.as_before:,} stand as they were before, and "
            f"{self.not_given:,} are not given"
        )


@dataclass(frozen=True)
class Change:
    """A figure that differs between two versions; None where a version has none of it."""

    system: str
    words: str
    before: PublishedCount | None
    now: PublishedCount | None


def words_of_system(system: PublishedSystem) -> str:
    """``Sex, adults``."""
    scope = system.code.partition(".")[0]
    return f"{system.name}, {SCOPES.get(scope, scope)}"


def families_of(system: PublishedSystem) -> list[str]:
    """The kinds of figures a system has, in the order of someone's way."""
    held = {_family(key.measure) for key in system.counts}
    return [family for family in FAMILIES if family in held]


def table_of(content: Content, system: PublishedSystem, family: str) -> Table:
    """The figures of one kind: by place, or how applications ended stage by stage for each kind of volunteering."""
    parts = _outcomes(content, system) if family == OUTCOMES else _places(content, system, family)
    return Table(list(system.groups.values()), [part for part in parts if part.lines])


def tally(content: Content) -> Tally:
    """How many figures are given, stand as before, and are not given."""
    figures = [count for system in content.systems for count in system.counts.values()]
    given = [count for count in figures if count.shown is not None]
    as_before = sum(count.as_at != content.cut_off for count in given)
    return Tally(len(given) - as_before, as_before, len(figures) - len(given))


def changes(before: Content, now: Content) -> list[Change]:
    """Every figure that differs between two versions of a release, in the order of the later one."""
    return [change for code in _codes(before, now) for change in _changes(code, before, now)]


def _changes(code: str, before: Content, now: Content) -> Iterator[Change]:
    old, new = before.by_code.get(code), now.by_code.get(code)
    shown = new or old
    if shown is None:
        return
    were, are = old.counts if old else {}, new.counts if new else {}
    for key in dict.fromkeys((*are, *were)):
        if were.get(key) != are.get(key):
            yield Change(words_of_system(shown), _words_of(key, now, shown), were.get(key), are.get(key))


def _words_of(key: Key, content: Content, system: PublishedSystem) -> str:
    measure, place = content.measures.get(key.measure, key.measure), content.places.get(key.place, key.place)
    return f"{measure}, {place}, {system.groups.get(key.group, key.group)}"


def _codes(before: Content, now: Content) -> list[str]:
    return list(dict.fromkeys((*now.by_code, *before.by_code)))


def _family(measure: str) -> str:
    return measure if measure in FAMILIES else OUTCOMES


def _places(content: Content, system: PublishedSystem, measure: str) -> Iterator[Part]:
    places = sorted(
        {key.place for key in system.counts if key.measure == measure}, key=lambda place: _order(content, place)
    )
    strands = [place for place in places if ":" not in place]
    areas = [place for place in places if place.startswith("area:")]
    yield Part("By kind of volunteering", [_line(content, system, (measure, place)) for place in strands])
    yield Part("By area", [_line(content, system, (measure, place)) for place in areas])


def _order(content: Content, place: str) -> tuple[bool, bool, str]:
    """All together first, what is not known last, and between them by name."""
    return place != ALL, place.endswith(":unknown"), content.places.get(place, place)


def _outcomes(content: Content, system: PublishedSystem) -> Iterator[Part]:
    places = {key.place for key in system.counts if _family(key.measure) == OUTCOMES}
    for place in sorted(places, key=lambda each: _order(content, each)):
        rows = [(measure, place) for measure in _stages(system, place)]
        lines = [_line(content, system, row, content.measures.get(row[0], row[0])) for row in rows]
        yield Part(content.places.get(place, place), lines)


def _stages(system: PublishedSystem, place: str) -> list[str]:
    """The measures of how applications ended at a place, in the order of the stages, which is that of the sums."""
    held = {key.measure for key in system.counts if key.place == place and _family(key.measure) == OUTCOMES}
    parts_of = {whole[0]: parts for whole, parts in system.row_sums if whole[1] == place and whole[0] in held}
    ordered, measure = [ENDED], ENDED
    while measure in parts_of:
        parts = [part for part, at in parts_of.pop(measure) if at == place]
        ordered += parts
        measure = parts[-1] if parts else ""
    ordered += [*sorted(held - set(ordered) - {APPOINTED}), APPOINTED]
    return [one for one in dict.fromkeys(ordered) if one in held]


def _line(content: Content, system: PublishedSystem, row: Row, words: str | None = None) -> Line:
    figures = [system.counts.get(Key(*row, group)) for group in system.groups]
    return Line(words or content.places.get(row[1], row[1]), figures)
