"""When someone is reminded of what they booked, or nudged to choose: by London's days, once each, at decent hours."""

from datetime import date, datetime, timedelta

from volunteers.appointments.rules.kinds import SessionKind

# Nobody is woken by us, and a young person's telephone is silent in the evening.
FROM_HOUR, UNTIL_HOUR = 8, 20
DAY = timedelta(days=1)
# A course takes time off work, and kit: a week's warning as well.
DAYS_BEFORE = {SessionKind.COURSE: (7, 1)}
NUDGE_DAYS = 2


def is_decent(local: datetime) -> bool:
    """Whether a London clock shows a time at which people may be written to."""
    return FROM_HOUR <= local.hour < UNTIL_HOUR


def reminder_due(kind: SessionKind, on: date, *, booked: date, reminded: date | None, today: date) -> bool:
    """Whether someone with a place on a day is due a reminder today.

    A reminder that was missed is sent later, unless another has fallen due since. Someone who booked on the day of a
    reminder, or after it, knows.
    """
    fell_due = [on - days * DAY for days in DAYS_BEFORE.get(kind, (1,)) if on - days * DAY <= today]
    if not fell_due or today > on:
        return False
    last = max(fell_due)
    return booked < last and (reminded is None or reminded < last)


def nudge_due(reply_by: date, *, invited: date, today: date) -> bool:
    """Whether someone who has not chosen is due the one nudge today: two days before, unless just invited."""
    fell_due = reply_by - NUDGE_DAYS * DAY
    return fell_due <= today <= reply_by and invited < fell_due


def day_in_words(on: date, today: date) -> str:
    """How far off a day is, as one says it: today, tomorrow, in 7 days."""
    days = (on - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
