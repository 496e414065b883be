"""When a volunteer can be on duty, as they say it themselves: plain values in and out.

Times are those a London clock shows. A time of the week is kept as minutes since Monday 00:00, so that one that passes
midnight, or Sunday, is one piece; what begins before Monday ends after it (``ends`` up to 24 hours past the week).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAY = 24 * 60
WEEK = 7 * DAY


class TimeKind(StrEnum):
    """What a time of the week is: when they can be on duty, or when they are at their day job."""

    USUAL = "usual"
    JOB = "job"


@dataclass(frozen=True)
class WeeklyTime:
    """A time of every week, in minutes since Monday 00:00: ``0 <= starts < WEEK`` and ``starts < ends``."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        return self.ends - self.starts


@dataclass(frozen=True)
class Exceptional:
    """Days, both included, on which they are away, or on which they can although they usually cannot."""

    first_on: date
    last_on: date
    is_away: bool
    note: str = ""

    def touches(self, first: date, last: date) -> bool:
        return self.first_on <= last and first <= self.last_on


@dataclass(frozen=True)
class Availability:
    """What a volunteer has said. ``usual`` is when they can; empty when they never said, which stops nothing.

    ``job`` is when they are at their day job, and ``job_minutes`` its minutes a week, which may be more than its fixed
    times: someone on shifts gives the hours only.
    """

    usual: tuple[WeeklyTime, ...] = ()
    job: tuple[WeeklyTime, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    job_minutes: int = 0

    def away(self, first: date, last: date) -> Exceptional | None:
        """The days away that touch these dates; None when they are about."""
        return next((one for one in self.exceptions if one.is_away and one.touches(first, last)), None)

    def at_work(self, starts: datetime, ends: datetime) -> WeeklyTime | None:
        """The time of the day job that overlaps a time, unless an exception says that they can on each day of it."""
        if self._can_specially(starts, ends):
            return None
        return next((one for one in self.job if overlaps(one, starts, ends)), None)

    def is_usual(self, starts: datetime, ends: datetime) -> bool | None:
        """Whether a time lies within when they can; None when they never said."""
        if not self.usual:
            return None
        return self._can_specially(starts, ends) or covers(self.usual, starts, ends)

    def _can_specially(self, starts: datetime, ends: datetime) -> bool:
        last = (ends - timedelta(microseconds=1)).date()
        days = [starts.date() + timedelta(days=step) for step in range((last - starts.date()).days + 1)]
        special = [one for one in self.exceptions if not one.is_away]
        return all(any(one.touches(day, day) for one in special) for day in days)


def minute_of_week(local: datetime) -> int:
    """Minutes since Monday 00:00 as a London clock shows them."""
    return local.weekday() * DAY + local.hour * 60 + local.minute


def overlaps(one: WeeklyTime, starts: datetime, ends: datetime) -> bool:
    """Whether a time of every week and a time overlap."""
    begin, end = _span(starts, ends)
    return any(one.starts + turn < end and begin < one.ends + turn for turn in (-WEEK, 0, WEEK))


def covers(times: Iterable[WeeklyTime], starts: datetime, ends: datetime) -> bool:
    """Whether times of every week, joined where they meet, hold the whole of a time."""
    begin, end = _span(starts, ends)
    for one in sorted((each.starts + turn, each.ends + turn) for each in times for turn in (-WEEK, 0, WEEK)):
        if one[0] <= begin < one[1]:
            begin = one[1]
    return begin >= end


def distinct(times: Iterable[WeeklyTime]) -> tuple[WeeklyTime, ...]:
    """The same times in order, each beginning once: of those that begin together, the longest."""
    longest: dict[int, WeeklyTime] = {}
    for one in times:
        if one.starts not in longest or one.ends > longest[one.starts].ends:
            longest[one.starts] = one
    return tuple(longest[starts] for starts in sorted(longest))


def _span(starts: datetime, ends: datetime) -> tuple[int, int]:
    """A time as minutes since the Monday of the week it begins in, by the clock on the wall."""
    begin = minute_of_week(starts)
    days = (ends.date() - starts.date()).days
    return begin, begin - (starts.hour * 60 + starts.minute) + days * DAY + ends.hour * 60 + ends.minute
