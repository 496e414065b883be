"""When a referee is reminded, and when the applicant is told that one has not answered.

The days are those of the service's own design; a run that was missed is made up for by one message, not by several.
"""

from datetime import date, datetime, timedelta

REFEREE_DAYS = (7, 14, 28)
APPLICANT_DAYS = (9, 16, 30)
# Two reminders never follow each other sooner than this, also after the job has been away.
SMALLEST_GAP_DAYS = 3
ANSWER_WITHIN = timedelta(days=60)


def reminders_due(days: tuple[int, ...], *, asked_on: date, sent: int, last_on: date | None, on: date) -> int | None:
    """How many reminders count as sent once the one now due has gone; None when none is due on that date."""
    reached = sum((on - asked_on).days >= each for each in days)
    if reached <= sent:
        return None
    if last_on is not None and (on - last_on).days < SMALLEST_GAP_DAYS:
        return None
    return reached


def answer_by(asked_at: datetime) -> datetime:
    """Until when the link of someone asked at a moment can be used."""
    return asked_at + ANSWER_WITHIN
