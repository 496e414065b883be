"""Where groups are lost: of those who reached a stage, who went on, beside others, from published figures alone.

The ratio is what selection research calls the adverse impact ratio. Its rule of thumb of four fifths is not law here
and is not used: what is said rests on the interval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from volunteers.trends.disclosure.counts import PublishedCount, percentage
from volunteers.trends.rules.representation.index import NOT_GIVEN, TWO_DATES, Untold
from volunteers.trends.rules.representation.intervals import LEVEL, Interval, Share, ratio_interval

LESS_OFTEN, MORE_OFTEN, NO_DIFFERENCE = "Go on less often", "Go on more often", "No clear difference"
TOO_FEW = "Too few people to compare"
SOURCE = f"Log interval of {LEVEL} for a ratio of two shares (Katz and others 1978), widened by what rounding can hide"


@dataclass(frozen=True)
class Passage:
    """Those of a group who reached a stage, and those of them who went on to the next."""

    reached: PublishedCount
    went_on: PublishedCount
    rounding: int

    @property
    def share(self) -> Share:
        return Share(self.went_on, self.reached, self.rounding)

    @property
    def percent(self) -> float | None:
        """How many of 100 went on; None where that is not to be said."""
        return percentage(self.went_on, self.reached)


@dataclass(frozen=True)
class Ratio:
    """How often one group goes on for each time another does. Rates are percentages."""

    rate: float
    other_rate: float
    value: float
    interval: Interval

    @property
    def words(self) -> str:
        return f"{self.value:.2f}"

    @property
    def span(self) -> str:
        """Like "0.61 to 0.88"."""
        return f"{self.interval.low:.2f} to {self.interval.high:.2f}"

    @property
    def is_loss(self) -> bool:
        return self.interval.high < 1

    @property
    def verdict(self) -> str:
        """Said only where the whole interval lies on one side of 1."""
        if self.is_loss:
            return LESS_OFTEN
        return MORE_OFTEN if self.interval.low > 1 else NO_DIFFERENCE


@dataclass(frozen=True)
class StageLine:
    """One group at one stage. ``group`` and ``stage`` are words; the reference group is not compared with itself."""

    stage: str
    group: str
    passage: Passage
    beside_reference: Ratio | Untold | None
    beside_all: Ratio | Untold

    @property
    def is_told(self) -> bool:
        """Whether the share that went on is given."""
        return self.passage.percent is not None

    @property
    def losses(self) -> list[Ratio]:
        """The comparisons by which this group goes on less often, that with the reference group first."""
        both = (self.beside_reference, self.beside_all)
        return [ratio for ratio in both if isinstance(ratio, Ratio) and ratio.is_loss]


def ratio_of(ours: Passage, others: Passage) -> Ratio | Untold:
    """How often one group goes on beside another; nothing where a share may not be said, or where nobody went on."""
    rate, other_rate = ours.percent, others.percent
    if rate is None or other_rate is None:
        return Untold(_why(ours, others))
    if not rate or not other_rate:
        return Untold(TOO_FEW)
    if ours.reached.as_at != others.reached.as_at:
        return Untold(TWO_DATES)
    interval = ratio_interval(_pair(ours), _pair(others), ours.rounding)
    return Ratio(rate, other_rate, rate / other_rate, interval)


def clearest_loss(lines: Iterable[StageLine]) -> tuple[StageLine, Ratio] | None:
    """Where a group is lost most clearly: the ratio whose interval ends furthest below 1; of equals the first.

    Beside the reference group, where any comparison with it shows a loss; else beside everyone.
    """
    found = [(line, ratio) for line in lines for ratio in line.losses]
    referred = [(line, ratio) for line, ratio in found if ratio is line.beside_reference]
    return min(referred or found, key=lambda each: each[1].interval.high, default=None)


def told_stages(lines: Sequence[StageLine]) -> dict[str, list[StageLine]]:
    """The lines in which something is told, by stage in order; a stage at which nothing is told has none."""
    stages: dict[str, list[StageLine]] = {line.stage: [] for line in lines}
    for line in lines:
        if line.is_told:
            stages[line.stage].append(line)
    return stages


def _pair(passage: Passage) -> tuple[int, int]:
    return passage.went_on.shown or 0, passage.reached.shown or 0


def _why(*passages: Passage) -> str:
    counts = [count for each in passages for count in (each.reached, each.went_on)]
    if any(count.shown is None for count in counts):
        return NOT_GIVEN
    return TWO_DATES if len({count.as_at for count in counts}) > 1 else TOO_FEW
