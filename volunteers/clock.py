"""The one place that asks what time it is, and turns moments into London's dates and back.

Moments are stored in UTC and shown in Europe/London. ``at`` names a moment, ``on`` a date.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in London."""
    return on(now())


def on(at: datetime) -> date:
    """The London date of a moment."""
    return at.astimezone(LONDON).date()


def in_london(at: datetime) -> datetime:
    """The same moment on a London clock."""
    return at.astimezone(LONDON)


def exists_in_london(wall: datetime) -> bool:
    """Whether a London clock ever shows this naive time: an hour in March does not exist."""
    local = wall.replace(tzinfo=LONDON)
    return local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == wall


def is_repeated_in_london(wall: datetime) -> bool:
    """Whether a London clock shows this naive time twice, as for an hour in October."""
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).utcoffset() for fold in (0, 1))
    return exists_in_london(wall) and first != second


def from_london(wall: datetime, *, second_time: bool = False) -> datetime:
    """The moment a naive London wall-clock time means; ``second_time`` picks the later of a repeated hour."""
    return wall.replace(tzinfo=LONDON, fold=1 if second_time else 0).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The moment a London day begins."""
    return from_london(datetime.combine(day, time()))


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Time that really passed, whatever the clocks did in between."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def month_of(day: date) -> date:
    """The first day of the month a date lies in."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of every month from the month of ``first`` to the month of ``last``, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [add_months(month_of(first), step) for step in range(count + 1)]


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def years_between(born: date, on_date: date) -> int:
    """Age in whole years on a date; someone born on 29 February is a year older from 1 March in other years."""
    return on_date.year - born.year - ((on_date.month, on_date.day) < (born.month, born.day))
