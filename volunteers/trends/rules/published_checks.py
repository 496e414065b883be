"""What a file of published numbers must be like to be taken: whole numbers, one a date, a Census that adds up.

Every fault is a ``ValueError`` in words; the import puts the file's name and the line before them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from volunteers.trends.rules.published import MONTHS, PublishedRow

RELEASE = re.compile(r"^(?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) release\b")
# The age bands of the file that lie one beside another; the others (13-17, 16+, 18+) are sums of these.
AGE_PARTS = frozenset(
    {"0-12", "13-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"}
)  # fmt: skip
AGES = "age_band"
NOISE_SHARE = 0.0002
NOISE_LEAST = 10
CENSUS_WHOLE = "Avon and Somerset"
Numbered = tuple[int, PublishedRow]


def whole_number(text: str) -> int:
    """A count: digits alone, so nothing negative, broken or guessed."""
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"{text!r} is not a whole number of 0 or more")
    return int(text)


def latest_release(rows: Iterable[Numbered]) -> list[PublishedRow]:
    """One row for each series and date: of two releases the later one; the same one twice is refused."""
    kept: dict[tuple[str, str], Numbered] = {}
    for line, row in rows:
        key = (row.series, row.as_at.isoformat())
        if key in kept:
            before, other = kept[key]
            ours, theirs = _released(row), _released(other)
            if ours is None or theirs is None or ours == theirs:
                raise ValueError(f"line {line}: {row.series} at {row.as_at_words} stands already in line {before}")
            if ours < theirs:
                continue
        kept[key] = (line, row)
    return [replace(row) for _, row in kept.values()]


def _released(row: PublishedRow) -> tuple[int, int] | None:
    """Year and month of the release a note names: "Sep 2018 release"."""
    found = RELEASE.match(row.note or "")
    if not found:
        return None
    return int(found["year"]), next(number for name, number in MONTHS.items() if name.startswith(found["month"]))


def noise_allowed(total: int) -> int:
    """By how much rows may miss their total: the Office moves small counts by a few people so that nobody shows.

    Two in ten thousand of the total, and never less than 10 people.
    """
    return max(NOISE_LEAST, round(NOISE_SHARE * total))


def check_census(lines: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    """Refuse a Census whose categories do not add up to their area's total, or whose areas do not to the whole."""
    sums: dict[tuple[str, str], int] = {}
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for number, line in lines:
        area = (line["characteristic"], line["area"])
        total = _census_number(number, line["area_total"])
        _once(seen, (*area, line["category"]), number)
        if totals.setdefault(area, (total, number))[0] != total:
            raise ValueError(f"line {number}: two totals for {area[0]} in {area[1]}: {totals[area][0]:,} and {total:,}")
        counted = _census_number(number, line["count"])
        if area[0] != AGES or line["category"] in AGE_PARTS:
            sums[area] = sums.get(area, 0) + counted
    for area, (total, number) in totals.items():
        _adds_up(f"line {number}: the rows of {area[0]} in {area[1]}", sums.get(area, 0), total)
    for kind in {kind for kind, _ in totals if (kind, CENSUS_WHOLE) in totals}:
        whole, number = totals[kind, CENSUS_WHOLE]
        parts = sum(total for (one, place), (total, _) in totals.items() if one == kind and place != CENSUS_WHOLE)
        if parts:
            _adds_up(f"line {number}: the areas of {kind}", parts, whole)


def _census_number(number: int, text: str) -> int:
    try:
        return whole_number(text)
    except ValueError as fault:
        raise ValueError(f"line {number}: {fault}") from fault


def _once(seen: dict[tuple[str, str, str], int], key: tuple[str, str, str], number: int) -> None:
    if key in seen:
        raise ValueError(f"line {number}: {key[2]!r} of {key[0]} in {key[1]} stands already in line {seen[key]}")
    seen[key] = number


def _adds_up(what: str, found: int, total: int) -> None:
    if abs(found - total) > noise_allowed(total):
        raise ValueError(
            f"{what} add up to {found:,} and not to {total:,}; "
            f"{noise_allowed(total):,} more or fewer would be the disclosure noise of the source"
        )
