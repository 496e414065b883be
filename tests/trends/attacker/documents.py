"""Small published documents for tests of the attacker: the base table of the worked examples, and releases of a row."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from tests.trends.attacker.naming import Name
from volunteers.trends.disclosure.content import Content, PublishedSystem, Rules
from volunteers.trends.disclosure.counts import PublishedCount, rounded
from volunteers.trends.disclosure.tables import Key, Row

CUT_OFF = date(2026, 3, 31)
CODE = "adults.sex"
# The base table: how many serve in the north, the south and the east.
SPECIALS, CADETS, SUPPORT = (43, 27, 6), (31, 12, 22), (18, 41, 15)
STRANDS = {"specials": SPECIALS, "cadets": CADETS, "support": SUPPORT}
PARTS = ("north", "south", "east")


def base_table() -> dict[Key, int]:
    """All sixteen cells, with both margins."""
    cells = {
        Key("active", strand, part): number
        for strand, numbers in STRANDS.items()
        for part, number in zip(PARTS, numbers, strict=True)
    }
    return with_margins(cells)


def with_margins(cells: Mapping[Key, int]) -> dict[Key, int]:
    """The cells of several places and groups with their totals: group ``total`` and place ``all``."""
    found = dict(cells)
    for measure, place, group in cells:
        everyone = (Key(measure, place, "total"), Key(measure, "all", group), Key(measure, "all", "total"))
        for whole in everyone:
            found[whole] = found.get(whole, 0) + cells[Key(measure, place, group)]
    return found


def document(
    exact: Mapping[Key, int], hidden: Collection[Key] = (), *, rounding: int = 1, threshold: int = 10,
    cut_off: date = CUT_OFF, from_on: date | None = None, row_sums: Sequence[tuple[Row, tuple[Row, ...]]] | None = None,
) -> Content:  # fmt: skip
    """A release with the rounded numbers of these cells but the hidden ones; places add up to ``all``."""
    groups = list(dict.fromkeys(key.group for key in exact))
    rows = list(dict.fromkeys(key.row for key in exact))
    counts = {
        key: PublishedCount(None if key in hidden else rounded(number, rounding), cut_off)
        for key, number in exact.items()
    }
    if row_sums is None:
        row_sums = [
            (row, tuple(other for other in rows if other[0] == row[0] and other[1] != "all"))
            for row in rows
            if row[1] == "all"
        ]
    parts = tuple(group for group in groups if group != "total")
    system = PublishedSystem(
        CODE, "Sex", threshold, {group: group for group in groups}, counts, row_sums,
        [("total", parts)] if parts else (),
    )  # fmt: skip
    after = cut_off + timedelta(days=1)
    return Content(
        cut_off, from_on or after.replace(year=after.year - 1), 1, "", "Avon and Somerset Police",
        Rules(5, threshold, rounding, 23), {measure: measure for measure, _ in rows},
        {place: place for _, place in rows}, [system], [], {}, "",
    )  # fmt: skip


def cells_of(content: Content, exact: Mapping[Key, int]) -> dict[Name, int]:
    """The exact numbers under the names of one release's cells."""
    return {Name(content.name, CODE, key): number for key, number in exact.items()}
