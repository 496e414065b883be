"""A release in two small tables for people: who serves where, and who they are beside who lives here."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount, percentage

SERVING, ALL, TOTAL, SAID = "active", "all", "total", "declared"
PEOPLE = "adults.people"


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


def serving(content: Content) -> list[Line]:
    """How many serve: all adult strands, each strand, each area, and cadets."""
    rows = [
        (key.place, count, content)
        for code in (PEOPLE, "cadets.people")
        if code in content.by_code
        for key, count in content.by_code[code].counts.items()
        if key.measure == SERVING and "@" not in key.place and not (key.place.startswith("area:") and count.shown == 0)
    ]
    # Adults together first, then strand by strand, then area by area.
    ordered = sorted(rows, key=lambda row: (row[0] != ALL, row[0].startswith("area:")))
    return [Line(content.places[place], [figure_of(count, content)]) for place, count, _ in ordered]


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
        lines.append(Line(words, [figure_of(count, content), Figure(_percent(share)), Figure(_percent(living))]))
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
