"""What others have published over many years, drawn beside our figures and never among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from volunteers.trends.rules.charts import CONTEXT_NARROW, CONTEXT_WIDE, Known, context_chart
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.published import EXACT

FIRST_YEAR = 1979


@dataclass(frozen=True)
class PublishedNumber:
    """One published number with its date in words, its precision and where it comes from."""

    series: str
    as_at: date
    as_at_words: str
    value: int
    precision: str
    source: str
    source_url: str | None
    note: str | None


@dataclass(frozen=True)
class Credit:
    """A source with every address that numbers were taken from."""

    number: int
    source: str
    urls: tuple[str, ...]


def credits_of(numbers: Sequence[PublishedNumber]) -> tuple[Credit, ...]:
    """The sources, numbered in the order they first appear."""
    urls: dict[str, dict[str, None]] = {}
    for number in numbers:
        addresses = urls.setdefault(number.source, {})
        if number.source_url:
            addresses[number.source_url] = None
    return tuple(Credit(place, source, tuple(found)) for place, (source, found) in enumerate(urls.items(), 1))


@lru_cache(maxsize=16)
def context_picture(
    code: str, title: str, numbers: tuple[PublishedNumber, ...], credits: tuple[Credit, ...], last_year: int
) -> Picture:
    """A published series since 1979: counts as a line, everything less exact apart, gaps where nobody knows.

    The same numbers come on every page, so the drawing of them is kept.
    """
    known = [Known(number.as_at, number.value, number.precision in EXACT) for number in numbers]
    source = {credit.source: str(credit.number) for credit in credits}
    highest = max(numbers, key=lambda number: number.value)
    last = numbers[-1]
    return Picture(
        code, title,
        f"Highest: {highest.value:,}, as at {highest.as_at_words}. "
        f"Latest known: {last.value:,}, as at {last.as_at_words}.",
        context_chart(known, CONTEXT_WIDE, first=FIRST_YEAR, last=last_year, every=5),
        context_chart(known, CONTEXT_NARROW, first=FIRST_YEAR, last=last_year, every=15),
        ("As at", "Number", "How exact", "Source"),
        [(n.as_at_words, f"{n.value:,}", n.precision, source[n.source]) for n in reversed(numbers)],
    )  # fmt: skip
