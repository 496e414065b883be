"""What a file of published numbers must be like to be taken: whole numbers, one a date; what noise a Census may have.

Every fault is a ``ValueError`` in words; the import puts the file's name and the line before them.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from volunteers.trends.rules.published import MONTHS, PublishedRow

RELEASE = re.compile(r"^(?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) release\b")
NOISE_SHARE = 0.0002
NOISE_LEAST = 10
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
