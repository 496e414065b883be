"""How long someone has served, in whole years and months."""

from collections.abc import Iterable
from datetime import date

MONTHS, DAYS = 12, 30


def months_served(spans: Iterable[tuple[date, date | None]], on: date) -> int:
    """Whole months of service up to a day; an end is not included, and what has not begun does not count.

    What is left over beside whole months is added up, and every 30 days of it are one more.
    """
    months = days = 0
    for start, end in spans:
        last = min(end or on, on)
        if last > start:
            whole, rest = _between(start, last)
            months, days = months + whole, days + rest
    return months + days // DAYS


def _between(start: date, last: date) -> tuple[int, int]:
    """Whole months from one day to a later one, and the days beside them."""
    whole = (last.year - start.year) * MONTHS + last.month - start.month
    if last.day >= start.day:
        return whole, last.day - start.day
    return whole - 1, last.day + max(0, DAYS - start.day)


def length_words(months: int) -> str:
    """6 years and 3 months."""
    years, rest = divmod(months, MONTHS)
    parts = [_counted(years, "year")] if years else []
    parts += [_counted(rest, "month")] if rest or not years else []
    return " and ".join(parts)


def _counted(count: int, word: str) -> str:
    if not count:
        return f"less than a {word}"
    return f"1 {word}" if count == 1 else f"{count} {word}s"
