"""What a file of Census counts must be like to be taken, and the series it gives.

A file has a row for each category of a characteristic in an area, with the area's total, and rows of the whole force.
Every category must belong to a group of the harmonised list (``representation.groups``) or be known to stand beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from volunteers.trends.rules.published import (
    AGE_BANDS,
    CENSUS_DAY,
    CENSUS_URL,
    WHOLE_FORCE,
    PublishedRow,
    source_words,
)
from volunteers.trends.rules.published_checks import noise_allowed, whole_number
from volunteers.trends.rules.representation.groups import BY_SCOPE

COLUMNS = ("characteristic", "area", "category", "count", "area_total", "population")
RESIDENTS_BY = "residents_by"
# Both kinds of series that come from a Census alone begin so.
SERIES_OF_RESIDENTS = "residents_"
OWN_SOURCE = "Office for National Statistics, Census 2021, from the force's own file"
AGES = "age_band"
# Bands that other bands of the same file add up to.
SUMS_OF_AGES = {
    "13-17": ("13-15", "16-17"),
    "16+": ("16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"),
    "18+": ("18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"),
}
# Categories of the Census that no group has: too young to volunteer, or said nothing.
BESIDE = {AGES: ("0-12", *SUMS_OF_AGES), "religion": ("Not answered",), "sexual_orientation": ("Not answered",)}

Line = Mapping[str, str]
Place = tuple[str, str]


def known_categories() -> dict[str, frozenset[str]]:
    """The categories of each characteristic of the Census that are known here."""
    found: dict[str, set[str]] = {}
    for characteristic in (one for several in BY_SCOPE.values() for one in several):
        known = found.setdefault(characteristic.census, set(BESIDE.get(characteristic.census, ())))
        known.update(category for group in characteristic.groups for category in group.census)
    return {code: frozenset(known) for code, known in found.items()}


def series_of(characteristic: str, category: str, area: str) -> str:
    """What the residents of one category in one area (a code) are stored as."""
    return f"{RESIDENTS_BY}/{characteristic}/{category}/{area}"


def census_rows(line: Line, area: str, source: str = "") -> Iterator[PublishedRow]:
    """A line as it is stored; two bands of age also as the residents that strands are open to."""
    names = [series_of(line["characteristic"], line["category"], area)]
    if line["characteristic"] == AGES and line["category"] in AGE_BANDS:
        names.append(f"{AGE_BANDS[line['category']]}/{area}")
    words = f"{CENSUS_DAY.day} {CENSUS_DAY:%B %Y}"
    for name in names:
        yield PublishedRow(
            name, CENSUS_DAY, words, whole_number(line["count"]), "exact",
            source or source_words(CENSUS_URL), CENSUS_URL, line["population"] or None,
        )  # fmt: skip


def check_census(lines: Iterable[tuple[int, Line]], areas: Mapping[str, str]) -> None:
    """Refuse a Census with any fault; the ``ValueError`` says all of them, each with its line."""
    if faults := census_faults(lines, areas):
        raise ValueError("; ".join(faults))


def census_faults(lines: Iterable[tuple[int, Line]], areas: Mapping[str, str]) -> list[str]:
    """Every fault in words, by line: what is not known, no number, there twice, missing, or does not add up.

    ``areas`` are the codes of the areas by the names they may have in the file, the whole force among them.
    """
    reading = _Reading(areas)
    for number, line in lines:
        reading.take(number, line)
    for place, first in reading.first.items():
        reading.judge(place, first)
    reading.judge_wholes()
    return [f"line {number}: {words}" for number, words in sorted(reading.faults)] or _none_of(reading)


def _none_of(reading: "_Reading") -> list[str]:
    return [] if reading.first else ["there is not one row in it"]


@dataclass
class _Reading:
    """What was read so far: by characteristic and area the first line, the total, and the count of each category."""

    areas: Mapping[str, str]
    faults: list[tuple[int, str]] = field(default_factory=list)
    first: dict[Place, int] = field(default_factory=dict)
    totals: dict[Place, int] = field(default_factory=dict)
    counts: dict[Place, dict[str, int]] = field(default_factory=dict)
    lines: dict[tuple[Place, str], int] = field(default_factory=dict)
    broken: set[Place] = field(default_factory=set)
    known: Mapping[str, frozenset[str]] = field(default_factory=known_categories)

    def take(self, number: int, line: Line) -> None:
        """One line: what is wrong with it by itself and beside those before it."""
        place = (line["characteristic"], line["area"])
        said = list(self._wrong(line))
        stands = self.lines.setdefault((place, line["category"]), number)
        if stands != number:
            said.append(f"{line['category']!r} of {place[0]} in {place[1]} stands already in line {stands}")
        try:
            count, total = whole_number(line["count"]), whole_number(line["area_total"])
        except ValueError as fault:
            said.append(str(fault))
        else:
            if self.totals.setdefault(place, total) != total:
                said.append(f"two totals for {place[0]} in {place[1]}: {self.totals[place]:,} and {total:,}")
            self.counts.setdefault(place, {})[line["category"]] = count
        self.first.setdefault(place, number)
        self.faults += [(number, words) for words in said]
        if said:
            self.broken.add(place)

    def _wrong(self, line: Line) -> Iterator[str]:
        known = self.known.get(line["characteristic"])
        if known is None:
            yield f"{line['characteristic']!r} is no characteristic known here; known are {_named(self.known)}"
        elif line["category"] not in known:
            yield f"{line['category']!r} is no category of {line['characteristic']} in the harmonised list"
        if line["area"] not in self.areas:
            yield f"{line['area']!r} is no area of this force; known are {_named(self.areas)}"

    def judge(self, place: Place, number: int) -> None:
        """Whether the categories of a place add up; not where a line of it is at fault already."""
        if place in self.broken:
            return
        counts, what = self.counts[place], f"{place[0]} in {place[1]}"
        if place[0] == AGES:
            for band, parts in SUMS_OF_AGES.items():
                if band in AGE_BANDS and band not in counts:
                    self.faults.append((number, f"{what} has no row of {band!r}"))
                elif band in counts:
                    self._adds_up(
                        number, f"{what}, {band}: its parts", sum(counts.get(part, 0) for part in parts), counts[band]
                    )
        parts_alone = sum(
            count for category, count in counts.items() if place[0] != AGES or category not in SUMS_OF_AGES
        )
        self._adds_up(number, f"the rows of {what}", parts_alone, self.totals[place])

    def judge_wholes(self) -> None:
        """Whether there is a whole force for every characteristic, and its areas add up to it."""
        for kind in dict.fromkeys(kind for kind, _ in self.first):
            places = [place for place in self.first if place[0] == kind]
            whole = next((place for place in places if self.areas.get(place[1]) == WHOLE_FORCE), None)
            parts = [place for place in places if place != whole]
            if whole is None:
                self.faults.append((self.first[places[0]], f"{kind} has no rows of the whole force"))
            elif parts and not self.broken.intersection(places):
                together = sum(self.totals[place] for place in parts)
                self._adds_up(self.first[whole], f"the areas of {kind}", together, self.totals[whole])

    def _adds_up(self, number: int, what: str, found: int, total: int) -> None:
        if abs(found - total) > noise_allowed(total):
            self.faults.append((
                number,
                f"{what} add up to {found:,} and not to {total:,}; "
                f"{noise_allowed(total):,} more or fewer would be the disclosure noise of the source",
            ))  # fmt: skip


def _named(names: Iterable[str]) -> str:
    found: Sequence[str] = sorted(names)
    return ", ".join(found)
