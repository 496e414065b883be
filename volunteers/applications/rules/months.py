"""Which months a person has told us about, and which are missing: for addresses, and for work and study."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Span = tuple[date, date]
"""The first days of the first and the last month, both included."""


def spans_of(items: Iterable[Mapping[str, Any]], today: date) -> list[Span]:
    """The months each item tells of, from its ``began`` and ``ended``; one that has not ended lasts until today."""
    found = []
    for item in items:
        if item.get("began"):
            ended = date.fromisoformat(item["ended"]) if item.get("ended") else month_of(today)
            found.append((date.fromisoformat(item["began"]), ended))
    return found


def gaps(spans: Sequence[Span], first: date, last: date) -> list[Span]:
    """The stretches of months from one month to another of which nothing is said, in order.

    A month in which something ended or began is covered: people move on the last of one and the first of the next.
    """
    missing: list[Span] = []
    ahead, end = month_of(first), month_of(last)
    for began, ended in sorted(span for span in spans if span[0] <= end):
        if began > ahead:
            missing.append((ahead, month_before(began)))
        ahead = max(ahead, month_after(ended))
    if ahead <= end:
        missing.append((ahead, end))
    return missing


def stretch_in_words(stretch: Span) -> str:
    """March 2024; March 2024 to June 2024."""
    began, ended = (f"{day:%B %Y}" for day in stretch)
    return began if began == ended else f"{began} to {ended}"


def years_before(day: date, years: int) -> date:
    """The month so many years before a day."""
    return date(day.year - years, day.month, 1)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The first day of the month before."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
