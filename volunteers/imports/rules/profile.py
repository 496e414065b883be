"""What the columns of a sheet hold, found out while its rows pass by once, whatever they turn out to mean."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from volunteers.imports.rules.cells import TEXT, Row
from volunteers.imports.rules.dates import DateEvidence, evidence_of
from volunteers.imports.rules.matching import MOST_DIFFERENT, Column, keys_of

EXAMPLES = 3
LONGEST_EXAMPLE = 40


class Profile:
    """Counts what passes by, column by column."""

    def __init__(self, headings: Row) -> None:
        self._headings = headings
        self._values: list[Counter[str] | None] = []
        self._examples: list[list[str]] = []
        self._filled: list[int] = []
        self._dates: list[DateEvidence] = []
        self.rows = 0

    def add(self, row: Row) -> None:
        """One more row."""
        self.rows += 1
        while len(self._filled) < len(row.cells):
            self._values.append(Counter())
            self._examples.append([])
            self._filled.append(0)
            self._dates.append(DateEvidence())
        for place, cell in enumerate(row.cells):
            text = cell.text
            if not text:
                continue
            self._filled[place] += 1
            examples = self._examples[place]
            if len(examples) < EXAMPLES and text[:LONGEST_EXAMPLE] not in examples:
                examples.append(text[:LONGEST_EXAMPLE])
            self._count(place, text)
            if cell.kind == TEXT and text[0].isdigit():
                self._dates[place] = _added(self._dates[place], evidence_of((cell,)))

    def _count(self, place: int, text: str) -> None:
        counted = self._values[place]
        if counted is not None:
            counted[text] += 1
            if len(counted) > MOST_DIFFERENT:
                self._values[place] = None

    def columns(self) -> list[Column]:
        """Every column that has a heading or holds anything."""
        width = max(len(self._filled), len(self._headings.cells))
        headings = [self._headings.at(place).text for place in range(width)]
        found = []
        for place, (heading, key) in enumerate(zip(headings, keys_of(headings), strict=True)):
            if place >= len(self._filled):
                found.append(Column(place, heading, key))
                continue
            values, filled = self._values[place], self._filled[place]
            if heading or filled:
                examples = tuple(self._examples[place])
                found.append(Column(place, heading, key, examples, filled, values, self._dates[place]))
        return [column for column in found if column.heading or column.filled]


def pack(column: Column) -> dict[str, Any]:
    """A column as it is kept."""
    dates = column.dates
    return {
        "place": column.place, "heading": column.heading, "key": column.key, "examples": list(column.examples),
        "filled": column.filled, "values": None if column.values is None else dict(column.values),
        "dates": [dates.day_first, dates.month_first, dates.either, dates.example],
    }  # fmt: skip


def unpack(kept: Mapping[str, Any]) -> Column:
    """The column again."""
    return Column(
        kept["place"], kept["heading"], kept["key"], tuple(kept["examples"]), kept["filled"], kept["values"],
        DateEvidence(*kept["dates"]),
    )  # fmt: skip


def _added(one: DateEvidence, other: DateEvidence) -> DateEvidence:
    return DateEvidence(
        one.day_first + other.day_first, one.month_first + other.month_first, one.either + other.either,
        one.example or other.example,
    )  # fmt: skip
