"""When a duty may be booked on and off: by oneself, and by whoever leads it."""

from datetime import datetime, timedelta

from volunteers.rosters.rules.attendance import EARLIEST_BEFORE

LEADS_BEFORE = timedelta(hours=2)
OPEN_AFTER = timedelta(hours=24)


def books_now(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether those on a duty may book themselves on or off: from four hours before it until a day after."""
    return starts_at - EARLIEST_BEFORE <= now <= ends_at + OPEN_AFTER


def leads_now(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether whoever leads a duty may book the others: from two hours before it until a day after."""
    return starts_at - LEADS_BEFORE <= now <= ends_at + OPEN_AFTER
