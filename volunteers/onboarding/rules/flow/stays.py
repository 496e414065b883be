"""How long people stand at a stage, counting those who still do.

Leaving out those who still wait would call a stage quick exactly when it is stuck. The share that still stands at a
stage after so many days is therefore estimated by the product-limit method: the product, over every day on which
someone left, of 1 - (those who left that day) / (those who had stood there at least so long). Those who still wait, and
those who withdrew, count for as long as they were there and no longer.

Source: E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete Observations, Journal of the American
Statistical Association 53 (1958), 457-481, equation (2b). The number of days after which a share has left is the first
day on which the estimate is at or below what is left: J. P. Klein and M. L. Moeschberger, Survival Analysis, second
edition (2003), section 4.5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from volunteers.strands.rules import Stage

FEWEST = 5  # of fewer people nothing is said: one of them would be the median
ROUNDING = 1e-9


class Left(StrEnum):
    """How a stay ended, as far as is known."""

    LEFT = "left"
    WITHDREW = "withdrew"
    WAITING = "waiting"


@dataclass(frozen=True)
class Stay:
    """So many people stood at a stage for so many London days, and then left, withdrew, or still stand there."""

    stage: str
    days: int
    how: Left
    number: int


@dataclass(frozen=True)
class Spread:
    """The days after which a quarter, half and three quarters had left; None where not so many have left yet."""

    came: int
    left: int
    withdrew: int
    waiting: int
    low: int | None
    median: int | None
    high: int | None
    longest: int

    @property
    def is_told(self) -> bool:
        """Whether enough people came for anything to be said."""
        return self.came >= FEWEST

    @property
    def median_words(self) -> str:
        if not self.is_told:
            return "Too few to say"
        return _days(self.median) if self.median is not None else f"More than {_days(self.longest)}"

    @property
    def range_words(self) -> str:
        if not self.is_told:
            return ""
        if self.low is None:
            return f"a quarter has not left after {_days(self.longest)}"
        return f"{self.low} to {_days(self.high)}" if self.high is not None else f"{_days(self.low)} to not known yet"


def spread_of(stays: Iterable[Stay]) -> Spread:
    """The spread of the stays at one stage."""
    by_day: dict[int, dict[Left, int]] = {}
    for stay in stays:
        day = by_day.setdefault(stay.days, dict.fromkeys(Left, 0))
        day[stay.how] += stay.number
    totals = {how: sum(day[how] for day in by_day.values()) for how in Left}
    curve = _remaining(by_day)
    low, median, high = (_first_at(curve, left) for left in (0.75, 0.5, 0.25))
    return Spread(
        came=sum(totals.values()), left=totals[Left.LEFT], withdrew=totals[Left.WITHDREW],
        waiting=totals[Left.WAITING], low=low, median=median, high=high, longest=max(by_day, default=0),
    )  # fmt: skip


def _remaining(by_day: dict[int, dict[Left, int]]) -> list[tuple[int, float]]:
    """The share that still stands there after each day on which someone left."""
    at_risk = sum(sum(day.values()) for day in by_day.values())
    share, curve = 1.0, []
    for days, day in sorted(by_day.items()):
        if day[Left.LEFT]:
            share *= 1 - day[Left.LEFT] / at_risk
            curve.append((days, share))
        at_risk -= sum(day.values())
    return curve


def _first_at(curve: Sequence[tuple[int, float]], share: float) -> int | None:
    return next((days for days, left in curve if left <= share + ROUNDING), None)


def _days(number: int | None) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class StayRow:
    """One stage: how long people stood there, against the days that are usual and the longest that are meant."""

    stage: str
    name: str
    spread: Spread
    usual_days: int | None
    longest_days: int | None
    over: int

    @property
    def meant_words(self) -> str:
        """What is meant to be, in words."""
        if self.usual_days is None:
            return "No days are set"
        return f"Usually {_days(self.usual_days)}" + (
            f", {_days(self.longest_days)} at most" if self.longest_days is not None else ""
        )

    @property
    def over_words(self) -> str:
        return f"{self.over} of {self.spread.came}" if self.longest_days is not None else ""

    @property
    def is_slow(self) -> bool:
        """Whether half of the people take longer than is usual."""
        if self.usual_days is None or not self.spread.is_told:
            return False
        median = self.spread.median if self.spread.median is not None else self.spread.longest
        return median > self.usual_days


def stay_rows(stages: Sequence[Stage], stays: Sequence[Stay]) -> list[StayRow]:
    """A row for every stage that someone came to, in the order of the stages."""
    rows = []
    for stage in stages:
        here = [stay for stay in stays if stay.stage == stage.code]
        if here:
            longest = stage.longest_days
            over = sum(stay.number for stay in here if longest is not None and stay.days > longest)
            rows.append(StayRow(stage.code, stage.name, spread_of(here), stage.usual_days, longest, over))
    return rows
