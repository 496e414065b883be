"""One line for each area, or for each strand of an area: its people, its rate with what chance allows, its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from volunteers.trends.rules.charts.ranks import Ranked
from volunteers.trends.rules.charts.spark import Spark
from volunteers.trends.rules.counts import Count
from volunteers.trends.rules.rates import Rate, Strip
from volunteers.trends.rules.trend import signed


class RankedBy(StrEnum):
    """What areas can be put in order by."""

    RATE = "rate"
    HEADCOUNT = "headcount"
    CHANGE = "change"
    JOINERS = "joiners"
    APPLICATIONS = "applications"
    HOURS = "hours"

    @property
    def words(self) -> str:
        return {
            RankedBy.RATE: "Per 100,000 residents",
            RankedBy.CHANGE: "Change in a year",
            RankedBy.JOINERS: "Joiners in the year",
            RankedBy.APPLICATIONS: "Applications in the year",
            RankedBy.HOURS: "Hours in the year",
        }.get(self, "Headcount")


@dataclass(frozen=True)
class AreaLine:
    """One line. ``code`` is what its link leads to; ``rate`` is None without residents or with too few people."""

    code: str
    name: str
    now: Count
    before: Count | None
    rate: Rate | None
    no_rate: str
    joiners: Count
    applications: Count
    hours: int
    line: Spark
    line_words: str
    strip: Strip | None = None
    against: str = ""

    @property
    def by(self) -> int | None:
        """The change in a year, where both numbers may be shown."""
        if self.before is None or self.before.known is None or self.now.known is None:
            return None
        return self.now.known - self.before.known

    @property
    def change(self) -> str:
        return "–" if self.by is None else signed(self.by) if self.by else "No change"

    def value(self, ranked_by: RankedBy) -> float | None:
        """What it is put in order by; None where that is not known or not to be shown."""
        return {
            RankedBy.RATE: self.rate.value if self.rate else None,
            RankedBy.HEADCOUNT: self.now.known,
            RankedBy.CHANGE: self.by,
            RankedBy.JOINERS: self.joiners.known,
            RankedBy.APPLICATIONS: self.applications.known,
            RankedBy.HOURS: self.hours,
        }[ranked_by]

    def said(self, ranked_by: RankedBy) -> str:
        """The same in words."""
        return {
            RankedBy.RATE: self.rate.words if self.rate else self.no_rate,
            RankedBy.HEADCOUNT: self.now.words,
            RankedBy.CHANGE: self.change,
            RankedBy.JOINERS: self.joiners.words,
            RankedBy.APPLICATIONS: self.applications.words,
            RankedBy.HOURS: f"{self.hours:,}",
        }[ranked_by]


def in_order(lines: Sequence[AreaLine], ranked_by: RankedBy) -> list[AreaLine]:
    """The greatest first; what is not known comes last, by name."""
    return sorted(lines, key=lambda line: (line.value(ranked_by) is None, -(line.value(ranked_by) or 0), line.name))


def bars_of(lines: Sequence[AreaLine], ranked_by: RankedBy) -> list[Ranked]:
    """The lines as bars, in the order given; less than nothing has no length, and its words say so."""
    values = [value for line in lines if (value := line.value(ranked_by)) is not None]
    most = max([value for value in values if value > 0], default=1.0)
    return [
        Ranked(line.name, line.said(ranked_by), None if (value := line.value(ranked_by)) is None else value / most)
        for line in lines
    ]


def against_words(rate: Rate, together: float) -> str:
    """Whether a rate differs from that of all areas by more than chance."""
    if rate.high < together:
        return "Below, by more than chance"
    if rate.low > together:
        return "Above, by more than chance"
    return "Within chance"
