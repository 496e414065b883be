"""When someone is reminded of a duty: so many hours before it by the clock on their wall, once for each they chose."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta

# Someone who took a place less than this before a reminder falls due knows of it.
KNOWS_FOR = timedelta(hours=1)
DAY = 24


def falls_due(starts: datetime, hours: int) -> datetime:
    """The moment of a reminder for a duty that begins at a London time.

    Whole days are days: the day before at the same time by the clock, also where that day has 23 or 25 hours. Fewer
    hours are hours that really pass.
    """
    if hours % DAY:
        return _moment(starts) - timedelta(hours=hours)
    earlier = starts.replace(tzinfo=None, fold=0) - timedelta(hours=hours)
    return _moment(earlier.replace(tzinfo=starts.tzinfo, fold=starts.fold))


def reminder_due(
    starts: datetime, chosen: Iterable[int], *, signed_up: datetime, sent: Collection[int], now: datetime
) -> int | None:
    """Which reminder someone is due now, in hours before the duty; None when none is.

    Of several that fell due while nothing was sent, only the nearest to the duty is still of use. One that fell due
    before they took the place, or within the hour after it, is not sent.
    """
    if now >= _moment(starts):
        return None
    fell = [hours for hours in chosen if falls_due(starts, hours) <= now]
    if not fell:
        return None
    nearest = min(fell)
    if nearest in sent or falls_due(starts, nearest) < signed_up + KNOWS_FOR:
        return None
    return nearest


def day_in_words(on: date, today: date) -> str:
    """How far off a day is, as one says it: today, tomorrow, in 7 days."""
    days = (on - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _moment(local: datetime) -> datetime:
    """The same moment without a clock that is changed, so that what is added or taken away really passes."""
    return datetime.fromtimestamp(local.timestamp(), tz=UTC)
