"""Is there a trend? Asked of a named test, never of the eye."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median

# The OPCC's grading speaks of a "negative trend" and does not say how it is found. We test the last two years of
# months at the usual 5%, two-sided, and say nothing of a trend on less than one year.
MONTHS_TESTED = 24
FEWEST_MONTHS = 12
LEVEL = 0.05


class Direction(StrEnum):
    """What the test finds."""

    RISING = "rising"
    FALLING = "falling"
    NONE = "no clear trend"
    UNKNOWN = "too little to tell"


@dataclass(frozen=True)
class TrendTest:
    """The outcome of a Mann-Kendall test: S, Z and the two-sided p, and Sen's slope in units per step."""

    points: int
    s: int
    z: float
    p: float
    slope: float

    @property
    def direction(self) -> Direction:
        """Rising or falling only when the test is significant at 5%."""
        if self.points < FEWEST_MONTHS:
            return Direction.UNKNOWN
        if self.p >= LEVEL:
            return Direction.NONE
        return Direction.RISING if self.s > 0 else Direction.FALLING

    @property
    def words(self) -> str:
        """What was found, then the numbers behind it."""
        if self.direction is Direction.UNKNOWN:
            return f"Too few months to test for a trend: {self.points}, and at least {FEWEST_MONTHS} are needed."
        found = {
            Direction.RISING: "Rising",
            Direction.FALLING: "Falling",
            Direction.NONE: "No clear trend",
        }[self.direction]
        return (
            f"{found} over {self.points} months, by about {signed(self.slope)} a month "
            f"(Mann-Kendall test: S = {signed(self.s)}, Z = {signed(self.z, 2)}, {_p_words(self.p)}; Sen's slope)."
        )


def mann_kendall(values: Sequence[float]) -> TrendTest:
    """The Mann-Kendall test of a series, its variance corrected for ties and Z for continuity.

    Source: Mann (1945), Kendall (1975), as Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987),
    chapter 16. It asks whether later values tend to be higher or lower, whatever the shape; it takes the months as
    independent, so it finds a trend in a slow series readily.
    """
    n = len(values)
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    z = (s - (s > 0) + (s < 0)) / math.sqrt(variance) if variance > 0 else 0.0
    return TrendTest(points=n, s=s, z=z, p=math.erfc(abs(z) / math.sqrt(2)), slope=sens_slope(values))


def sens_slope(values: Sequence[float]) -> float:
    """The median of the slopes between all pairs of points; 0 where there is no pair."""
    slopes = [(later - earlier) / (j - i) for (i, earlier), (j, later) in combinations(enumerate(values), 2)]
    return float(median(slopes)) if slopes else 0.0


def signed(value: float, places: int = 1) -> str:
    """A number with its sign, a true minus among them; whole numbers without places."""
    text = f"{abs(value):,.{0 if isinstance(value, int) else places}f}"
    if not text.strip("0.,"):
        return "0"
    return f"−{text}" if value < 0 else f"+{text}"


def _p_words(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
