"""Whether a group is fewer or more among volunteers than among residents, from published figures alone."""

from dataclasses import dataclass

from volunteers.trends.disclosure.counts import MARK, SMALLEST_BASE, PublishedCount, percentage, rounded
from volunteers.trends.rules.representation.intervals import LEVEL, Interval, Share, share_interval

NOT_GIVEN = "Not given, so that nobody can be recognised"
TOO_FEW = f"Fewer than {SMALLEST_BASE} people, too few for a percentage"
TWO_DATES = "Its figures are of two different dates"
NO_RESIDENTS = "The Census says nothing of such residents here"
FEWER, MORE, NO_DIFFERENCE = "Fewer than among residents", "More than among residents", "No clear difference"
SOURCE = (
    f"Score interval of {LEVEL} (Wilson 1927, as recommended by Newcombe 1998), widened by what rounding can hide. The "
    "residents are a count of everyone and are taken as they are"
)


@dataclass(frozen=True)
class Untold:
    """Nothing can be said, and why, in words."""

    why: str

    @property
    def brief(self) -> str:
        """The same where there is little room: the mark, explained once a page, where a figure is not given."""
        return MARK if self.why == NOT_GIVEN else self.why


@dataclass(frozen=True)
class Residents:
    """How many residents are of the group, and of all groups together."""

    group: int
    everyone: int


@dataclass(frozen=True)
class Representation:
    """A group among volunteers beside the same group among residents.

    ``share`` and ``residents`` are percentages; ``index`` is the first over the second, with an interval that covers
    both chance and rounding. ``short`` is how many more there would be at the residents' share, to the nearest 5
    people; 0 where the group is not clearly fewer.
    """

    share: float
    residents: float
    index: float
    interval: Interval
    short: int

    @property
    def words(self) -> str:
        """Like "0.6 times"; near 1 with a place more, so that what is clearly fewer is never "1.0 times"."""
        if 0.9 <= self.index < 1.1:
            return f"{self.index:.2f} times"
        return f"{self.index:.1f} times" if self.index < 9.95 else f"{self.index:.0f} times"

    @property
    def span(self) -> str:
        """Like "0.51 to 0.78"."""
        return f"{_number(self.interval.low)} to {_number(self.interval.high)}"

    @property
    def verdict(self) -> str:
        """Said only where the whole interval lies on one side of 1."""
        if self.interval.high < 1:
            return FEWER
        return MORE if self.interval.low > 1 else NO_DIFFERENCE

    @property
    def is_fewer(self) -> bool:
        return self.verdict == FEWER

    @property
    def is_clear(self) -> bool:
        """Whether chance and rounding together do not explain the difference."""
        return self.verdict != NO_DIFFERENCE


def represent(share: Share, residents: Residents | None) -> Representation | Untold:
    """A group among those who said something of themselves (``share``), against residents.

    Nothing where a figure is not given, the base shown is under 23 people, the figures are of two cut-offs, or the
    Census has no such residents.
    """
    percent = percentage(share.part, share.whole)
    part, whole = share.part.shown, share.whole.shown
    if percent is None or part is None or whole is None:
        return Untold(_why(share.part, share.whole))
    if residents is None or not residents.group or not residents.everyone:
        return Untold(NO_RESIDENTS)
    expected = residents.group / residents.everyone
    found = share_interval(part, whole, share.rounding)
    interval = Interval(found.low / expected, found.high / expected)
    more = rounded(round(expected * whole) - part, 5) if interval.high < 1 else 0
    return Representation(percent, 100 * expected, percent / 100 / expected, interval, max(0, more))


def _number(index: float) -> str:
    return f"{index:.2f}" if index < 9.995 else f"{index:.0f}"


def _why(part: PublishedCount, whole: PublishedCount) -> str:
    if part.shown is None or whole.shown is None:
        return NOT_GIVEN
    return TOO_FEW if whole.shown < SMALLEST_BASE else TWO_DATES
