"""What a forecast says: for each coming date, where the value will lie, as 101 percentiles all else is read from."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

PERCENTS = 101


@dataclass(frozen=True)
class Outlook:
    """For each date, the 0th, 1st, ... 100th percentile of what is expected, in the measure's own unit."""

    dates: tuple[date, ...]
    percentiles: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        if len(self.dates) != len(self.percentiles):
            raise ValueError("every date needs its percentiles")
        for row in self.percentiles:
            if len(row) != PERCENTS or any(later < earlier for earlier, later in pairwise(row)):
                raise ValueError(f"{PERCENTS} percentiles that never fall are needed for each date")

    def median(self, place: int) -> float:
        """The middle: as likely to be passed as not."""
        return self.percentiles[place][50]

    def span(self, place: int, percent: int) -> tuple[float, float]:
        """The middle range that holds ``percent`` (50 or 80, say) of what is expected."""
        outside = (100 - percent) // 2
        return self.percentiles[place][outside], self.percentiles[place][100 - outside]

    def chance_of(self, place: int, *, at_least: float) -> float:
        """How likely the value is to be this much or more, from 0 to 1, read between the percentiles."""
        row = self.percentiles[place]
        if at_least <= row[0]:
            return 1.0
        if at_least > row[-1]:
            return 0.0
        above = bisect_left(row, at_least)
        low, high = row[above - 1], row[above]
        within = (at_least - low) / (high - low) if high > low else 0.0
        return 1 - (above - 1 + within) / (PERCENTS - 1)


def outlook_of(dates: Sequence[date], draws: Sequence[Sequence[float]]) -> Outlook:
    """The outlook of simulated paths: ``draws[place]`` holds the simulated values of one date, in any order."""
    return Outlook(tuple(dates), tuple(_percentiles(sorted(values)) for values in draws))


def _percentiles(ordered: Sequence[float]) -> tuple[float, ...]:
    """Straight lines between the order statistics, as numpy's default does."""
    last = len(ordered) - 1
    found = []
    for percent in range(PERCENTS):
        place = last * percent / (PERCENTS - 1)
        low = int(place)
        high = min(low + 1, last)
        found.append(float(ordered[low] + (place - low) * (ordered[high] - ordered[low])))
    return tuple(found)
