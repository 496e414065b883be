"""Kinds of message, and when a message is tried again or given up."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=5)
BACK_OFF_MINUTES = (1, 2, 4, 8, 15)
GIVE_UP_AFTER = timedelta(hours=24)
PERMANENT_FROM = 500  # SMTP replies of 5xx will not change by asking again


class MessageKind(StrEnum):
    """What a message tells of; each has its words in ``templates/messages``."""

    SIGN_IN_CODE_REQUESTED = "sign_in_code_requested"
    APPLICATION_SUBMITTED = "application_submitted"
    APPLICATION_MOVED = "application_moved"
    APPLICATION_CLOSED = "application_closed"
    CLEARED_FOR_DUTY = "cleared_for_duty"
    SIGNED_UP = "signed_up"
    WITHDRAWN_FROM_DUTY = "withdrawn_from_duty"
    DUTY_CANCELLED = "duty_cancelled"


# What these say is of no use to anyone once sent, and dangerous to keep.
SECRET_KINDS = frozenset({MessageKind.SIGN_IN_CODE_REQUESTED})


def next_try(*, attempts: int, created_at: datetime, now: datetime) -> datetime | None:
    """When to try again after so many attempts: 1, 2, 4, 8, then every 15 minutes; None once a day has passed."""
    wait = timedelta(minutes=BACK_OFF_MINUTES[min(attempts, len(BACK_OFF_MINUTES)) - 1])
    following = now + wait
    return following if following - created_at <= GIVE_UP_AFTER else None


def is_permanent(reply_code: int) -> bool:
    """Whether a mail server's refusal is final (RFC 5321, 4.2.1)."""
    return reply_code >= PERMANENT_FROM
