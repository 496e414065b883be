"""The only numbers that a report can hold. They are made here alone, and never of an exact number of people.

A number of people comes from a release, as a ``PublishedCount``, or is made one here: rounded, and not given where it
is small. A percentage is worked out from two of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.trends.disclosure.counts import MARK, PublishedCount, percentage, rounded
from volunteers.trends.rules.counts import Count, Counting, GuardedCount
from volunteers.trends.rules.representation.declared import percent_words

# Hours are of work and not of people; closer than this they are not known either.
HOURS_BASE = 10


class Unit(StrEnum):
    """What a figure is a number of."""

    PEOPLE = "people"
    PERCENT = "percent"
    HOURS = "hours"
    TIMES = "times"


@dataclass(frozen=True)
class Figure:
    """One figure of a report; without a value it is not given. ``as_at`` is the day that a count of people is of."""

    value: int | float | None
    unit: Unit
    as_at: date | None = None

    @property
    def words(self) -> str:
        """As it is read in every rendering; of spreadsheets the value itself is the cell."""
        if self.value is None:
            return MARK
        if self.unit is Unit.PERCENT:
            return percent_words(self.value)
        return f"{self.value:.2f}" if self.unit is Unit.TIMES else f"{self.value:,}"


def people(count: PublishedCount) -> Figure:
    """A number of people as published; raises ``TypeError`` for a number that is not."""
    if not isinstance(count, PublishedCount):
        raise TypeError("a report gives published counts of people alone")
    return Figure(count.shown, Unit.PEOPLE, count.as_at)


def undated(count: PublishedCount) -> Figure:
    """The same where its date stands beside it."""
    return Figure(people(count).value, Unit.PEOPLE)


def share(part: PublishedCount, whole: PublishedCount) -> Figure:
    """The percentage of one published count in another, to one place; not given on a base of too few."""
    found = percentage(part, whole)
    return Figure(None if found is None else round(found, 1), Unit.PERCENT)


def percent(value: float) -> Figure:
    """A percentage of what is no volunteer: residents."""
    return Figure(round(value, 1), Unit.PERCENT)


def times(value: float | None) -> Figure:
    """How many times one published share is another."""
    return Figure(None if value is None else round(value, 2), Unit.TIMES)


def hours(value: int, of: PublishedCount) -> Figure:
    """Hours of the people of a published count; not given where these are not."""
    return Figure(None if of.shown is None else rounded(value, HOURS_BASE), Unit.HOURS)


@dataclass(frozen=True)
class RoundedCounting(Counting):
    """How people are counted who are in no release: to the nearest ``base``, and not at all below ``fewest``.

    ``Counting`` guards what one reader sees; a report is read by everyone, so no count in it is exact.
    """

    base: int = 5

    def people(self, value: int) -> Count:
        """A number of people, rounded or hidden."""
        return GuardedCount(None if value < self.fewest else rounded(value, self.base), self.fewest)

    def published(self, value: int, on: date) -> PublishedCount:
        """The same as a published count of a day."""
        return PublishedCount(self.people(value).known, on)


def rounded_counting(fewest: int, base: int) -> RoundedCounting:
    """Counting to the nearest ``base``, hiding what is under ``fewest``."""
    return RoundedCounting(is_exact=False, fewest=fewest, base=base)
