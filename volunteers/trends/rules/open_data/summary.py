"""A release in two small tables for people: who serves where, and who they are beside who lives here."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount, percentage
from volunteers.trends.disclosure.rows import UNKNOWN_AREA
from volunteers.trends.disclosure.tables import Row

SERVING, ALL, TOTAL, SAID = "active", "all", "total", "declared"
PEOPLE = "adults.people"
# What a list of groups calls them, beside which a table of people would leave the reader to guess.
PLAINER = {SAID: "Everyone who told us"}
UNKNOWN = f"area:{UNKNOWN_AREA}"


@dataclass(frozen=True)
class Figure:
    """One figure in words; ``of_before`` where it stands as it was in an earlier quarter."""

    words: str
    of_before: PublishedCount | None = None


@dataclass(frozen=True)
class Line:
    """A name and its figures."""

    name: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Groups:
    """The groups of one characteristic among adults who serve, each with its share, and the share of residents."""

    name: str
    residents: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Serving:
    """How many serve: adults and cadets by kind of volunteering, and adults by area."""

    kinds: Sequence[Line]
    areas: Sequence[Line]


def serving(content: Content) -> Serving:
    """All adult strands first, then each strand as the release adds them up, cadets last; areas by name."""
    counts = {
        key.place: count
        for code in (PEOPLE, "cadets.people")
        if code in content.by_code
        for key, count in content.by_code[code].counts.items()
        if key.measure == SERVING
    }
    # That there is nobody without an area is no news.
    if UNKNOWN in counts and counts[UNKNOWN].shown == 0:
        del counts[UNKNOWN]
    lines = {place: Line(content.places[place], [figure_of(count, content)]) for place, count in counts.items()}
    strands = [place for row, parts in _row_sums(content) if row == (SERVING, ALL) for _, place in parts]
    order = {place: number for number, place in enumerate((ALL, *strands), start=-len(strands) - 1)}
    kinds = sorted((place for place in lines if not place.startswith("area:")), key=lambda place: order.get(place, 0))
    areas = sorted(set(lines) - set(kinds), key=lambda place: (place == UNKNOWN, lines[place].name))
    return Serving([lines[place] for place in kinds], [lines[place] for place in areas])


def _row_sums(content: Content) -> Sequence[tuple[Row, tuple[Row, ...]]]:
    people = content.by_code.get(PEOPLE)
    return people.row_sums if people else ()


def groups(content: Content) -> list[Groups]:
    """Every characteristic of the adults who serve in any strand."""
    return [
        _groups(system, content)
        for system in content.systems
        if system.code.startswith("adults.") and system.code != PEOPLE
    ]


def _groups(system: PublishedSystem, content: Content) -> Groups:
    said, residents = system.count(SERVING, ALL, SAID), _residents(system, content)
    lines = []
    for code, words in system.groups.items():
        count = system.count(SERVING, ALL, code)
        if count is None or code == TOTAL:
            continue
        share = percentage(count, said) if said is not None and code in residents else None
        living = residents.get(code)
        lines.append(
            Line(
                PLAINER.get(code, words), [figure_of(count, content), Figure(_percent(share)), Figure(_percent(living))]
            )
        )
    return Groups(system.name, content.residents_words.get(system.code, ""), lines)


def _residents(system: PublishedSystem, content: Content) -> dict[str, float]:
    """The share of residents by group; of groups told together too."""
    counts = {one.group: one.count for one in content.residents if one.system == system.code and one.place == ALL}
    whole = sum(counts.values())
    if not whole:
        return {}
    for code, parts in system.group_sums:
        if code not in {TOTAL, SAID} and set(parts) <= set(counts):
            counts[code] = sum(counts[part] for part in parts)
    return {code: 100 * count / whole for code, count in counts.items()}


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0f}%"


def figure_of(count: PublishedCount, content: Content) -> Figure:
    """A figure with the day it is of, where that is not the release's."""
    is_older = count.shown is not None and count.as_at != content.cut_off
    return Figure(count.words, count if is_older else None)
