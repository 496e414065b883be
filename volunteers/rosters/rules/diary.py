"""A volunteer's confirmed duties, summed up once for all the duties they are judged for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property

from volunteers.rosters.rules.facts import Engagement

WEEK = timedelta(days=7)


class Diary(tuple[Engagement, ...]):
    """Engagements, with the minutes of each week and month and the days they take.

    A duty counts whole in the week and in the month in which it begins, as its hours are credited.
    """

    @classmethod
    def of(cls, engagements: Iterable[Engagement]) -> "Diary":
        """The engagements as a diary; one that is a diary already stays the same."""
        return engagements if isinstance(engagements, cls) else cls(engagements)

    @cached_property
    def duty_ids(self) -> frozenset[int]:
        return frozenset(one.duty_id for one in self)

    @cached_property
    def weeks(self) -> Counter[date]:
        """Minutes by the Monday of the week."""
        return self._counted("week")

    @cached_property
    def months(self) -> Counter[date]:
        """Minutes by the first day of the month."""
        return self._counted("month")

    @cached_property
    def days(self) -> frozenset[date]:
        """Every London date on which there is a duty."""
        return frozenset(day for one in self for day in one.days())

    def without(self, *duty_ids: int) -> "Diary":
        """The same without some duties: the one that is judged, or one that would be given up for it."""
        if self.duty_ids.isdisjoint(duty_ids):
            return self
        return Diary(one for one in self if one.duty_id not in duty_ids)

    def near(self, one: Engagement, hours: int) -> Iterator[Engagement]:
        """Those that may lie within so many hours of another; an hour more, for the nights the clocks are changed."""
        away = timedelta(hours=hours + 1)
        first, last = one.starts_at - away, one.ends_at + away
        return (other for other in self if other.starts_at < last and first < other.ends_at)

    def fullest(self, monday: date, weeks: int) -> tuple[int, date]:
        """The most minutes of any so many weeks in a row that hold this one, and the Monday on which they begin."""
        key = (monday, weeks)
        if key not in self._fullest:
            self._fullest[key] = self._look_for_fullest(monday, weeks)
        return self._fullest[key]

    @cached_property
    def _fullest(self) -> dict[tuple[date, int], tuple[int, date]]:
        return {}

    def _look_for_fullest(self, monday: date, weeks: int) -> tuple[int, date]:
        minutes = [self.weeks[monday + WEEK * step] for step in range(1 - weeks, weeks)]
        sums = [sum(minutes[first : first + weeks]) for first in range(weeks)]
        most = max(sums)
        return most, monday + WEEK * (sums.index(most) + 1 - weeks)

    def _counted(self, span: str) -> Counter[date]:
        found: Counter[date] = Counter()
        for one in self:
            found[getattr(one, span)] += one.minutes
        return found
