"""The days that are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.strands.rules import in_words

LAST_MONTHS = (3, 6, 12)


@dataclass(frozen=True)
class Period:
    """London days from a first to a last, both included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        return f"{in_words(self.first)} to {in_words(self.last)}"


def months_back(this: date, count: int) -> Sequence[date]:
    """The first days of this month and so many before it, newest first."""
    places = range(this.year * 12 + this.month - 1, this.year * 12 + this.month - 2 - count, -1)
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def is_upside_down(first: date, last: date) -> bool:
    """Whether the first month chosen comes after the last."""
    return first > last
