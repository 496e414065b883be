"""How many volunteers a place has for its residents, and how much of that may be chance."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

RESIDENTS = 100_000
# Five areas are compared at once; at 99% one of them is called short by chance alone about once in 40 looks.
LEVEL = 0.99
SOURCE = "exact Poisson interval of 99% (Garwood, Fiducial limits for the Poisson distribution, 1936)"
WIDTH = 160
STEPS = 60


@dataclass(frozen=True)
class Rate:
    """People for each 100,000 residents, with the range that chance alone allows."""

    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        return f"{self.value:.1f}"

    @property
    def span(self) -> str:
        """Like "12.1 to 19.8"."""
        return f"{self.low:.1f} to {self.high:.1f}"


@dataclass(frozen=True)
class Strip:
    """A rate drawn on a line: where its range begins and ends, where it stands, and where all areas together do."""

    low: float
    length: float
    at: float
    together: float | None
    width: int = WIDTH


def rate_of(people: int, residents: int) -> Rate:
    """The rate of a place with residents."""
    low, high = poisson_interval(people)
    share = RESIDENTS / residents
    return Rate(people * share, low * share, high * share)


def strip_of(rate: Rate, together: float | None, most: float) -> Strip:
    """A rate on a scale from nothing to ``most``."""
    across = (WIDTH - 10) / most if most else 0.0
    low, high, at = (round(5 + across * value, 1) for value in (rate.low, rate.high, rate.value))
    return Strip(low, round(high - low, 1), at, None if together is None else round(5 + across * together, 1))


@lru_cache(maxsize=512)
def poisson_interval(count: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided interval for the mean behind a count: Garwood's, by the incomplete gamma function."""
    tail = (1 - level) / 2
    reach = count + 10 * math.sqrt(count + 1) + 20
    low = 0.0 if count == 0 else _where(lambda mean: _gamma_below(count, mean) < tail, reach)
    return low, _where(lambda mean: 1 - _gamma_below(count + 1, mean) > tail, reach)


def _where(is_below: Callable[[float], bool], reach: float) -> float:
    """The mean at which something stops being so, by halving."""
    first, last = 0.0, reach
    for _ in range(STEPS):
        middle = (first + last) / 2
        first, last = (middle, last) if is_below(middle) else (first, middle)
    return (first + last) / 2


def _gamma_below(shape: int, mean: float) -> float:
    """The chance that a Poisson count of this mean is at least ``shape``: the lower incomplete gamma function."""
    if mean <= 0:
        return 0.0
    begin = math.exp(shape * math.log(mean) - mean - math.lgamma(shape + 1))
    if mean < shape + 1:
        return begin * _rising(shape, mean)
    return 1 - _falling(shape, mean)


def _rising(shape: int, mean: float) -> float:
    """The terms from ``shape`` upwards, each against the first."""
    total = term = 1.0
    place = shape
    while term > total * 1e-15:
        place += 1
        term *= mean / place
        total += term
    return total


def _falling(shape: int, mean: float) -> float:
    """The chances of all counts below ``shape``, from the highest down."""
    term = math.exp((shape - 1) * math.log(mean) - mean - math.lgamma(shape))
    total = 0.0
    for place in range(shape - 1, -1, -1):
        total += term
        if term < total * 1e-16:
            break
        term *= place / mean
    return total
