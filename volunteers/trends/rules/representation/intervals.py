"""How sure a share and a ratio of two shares are, when the figures were also rounded.

Sources: Wilson, Probable inference, the law of succession, and statistical inference (1927), as recommended by
Newcombe, Two-sided confidence intervals for the single proportion (1998); Katz, Baptista, Azen and Pike, Obtaining
confidence intervals for the risk ratio in cohort studies (1978). Both at 95%.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from volunteers.trends.disclosure.counts import PublishedCount

Z = 1.959963984540054  # the normal deviate of 95%, two-sided
LEVEL = "95%"


@dataclass(frozen=True)
class Share:
    """Some people of others, as published. ``rounding`` is what both figures were rounded to."""

    part: PublishedCount
    whole: PublishedCount
    rounding: int


@dataclass(frozen=True)
class Interval:
    """From low to high, both included."""

    low: float
    high: float


def wilson(part: float, whole: float) -> Interval:
    """The score interval for the chance behind ``part`` of ``whole`` people; ``whole`` is above 0."""
    share, extra = part / whole, Z**2 / whole
    middle = (share + extra / 2) / (1 + extra)
    half = Z / (1 + extra) * math.sqrt(share * (1 - share) / whole + extra / (4 * whole))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def katz(part: float, whole: float, other_part: float, other_whole: float) -> Interval:
    """The log interval for the ratio of two chances; no figure may be 0.

    Of two groups that share people, as one beside everyone, it is wider than it need be and never too narrow.
    """
    ratio = (part / whole) / (other_part / other_whole)
    spread = math.sqrt(max(0.0, 1 / part - 1 / whole + 1 / other_part - 1 / other_whole))
    return Interval(ratio * math.exp(-Z * spread), ratio * math.exp(Z * spread))


@lru_cache(maxsize=4096)
def share_interval(part: int, whole: int, rounding: int) -> Interval:
    """The widest that the score interval can be for any two numbers that round to these."""
    found = [wilson(*pair) for pair in _behind(part, whole, rounding, least=0)]
    return Interval(min(each.low for each in found), max(each.high for each in found))


@lru_cache(maxsize=4096)
def ratio_interval(one: tuple[int, int], other: tuple[int, int], rounding: int) -> Interval:
    """The widest that the log interval can be for any four numbers that round to these, each (part, whole)."""
    pairs = product(_behind(*one, rounding, least=1), _behind(*other, rounding, least=1))
    found = [katz(*ours, *theirs) for ours, theirs in pairs]
    return Interval(min(each.low for each in found), max(each.high for each in found))


def _behind(part: int, whole: int, rounding: int, *, least: int) -> list[tuple[int, int]]:
    """Every pair of numbers that round to these, a part being no more than its whole.

    All of them, and not the outermost alone: near the whole the log interval widens and narrows again.
    """
    parts, wholes = _rounded_to(part, rounding, least), _rounded_to(whole, rounding, max(least, 1))
    return [(min(a_part, a_whole), a_whole) for a_part, a_whole in product(parts, wholes)]


def _rounded_to(shown: int, rounding: int, least: int) -> range:
    by = rounding // 2
    return range(max(shown - by, least), max(shown + by, least) + 1)
