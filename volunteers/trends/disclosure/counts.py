"""Two kinds of numbers of people that cannot be taken for each other: exact ones, and those that are published."""

from dataclasses import dataclass
from datetime import date

# The one mark of every figure that is not given, whatever the reason; GOV.UK's convention for "confidential".
MARK = "[c]"
# A percentage of fewer people says more of persons than of the process. Source: HESA's rounding and suppression rules.
SMALLEST_BASE = 23


@dataclass(frozen=True)
class ExactCount:
    """A number of people as it was counted. It has no words: no page can print it."""

    value: int


@dataclass(frozen=True)
class PublishedCount:
    """A figure as it is published: rounded, or not given. ``as_at`` is the cut-off it is of.

    A figure that could not be given anew without telling of few people stands as it was last given, with that date.
    """

    shown: int | None
    as_at: date

    @property
    def words(self) -> str:
        return MARK if self.shown is None else f"{self.shown:,}"


def rounded(value: int, base: int) -> int:
    """To the nearest multiple of ``base``; halves, which an odd base does not have, go up."""
    return (value + base // 2) // base * base


def percentage(part: PublishedCount, whole: PublishedCount) -> float | None:
    """The share of published figures of one cut-off; None where either is not given or the base is under 23 people."""
    if part.shown is None or whole.shown is None or whole.shown < SMALLEST_BASE or part.as_at != whole.as_at:
        return None
    return min(100.0, 100 * part.shown / whole.shown)
