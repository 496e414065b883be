"""What a telephone kept while it had no signal and sends now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from volunteers.attendance.models import BookingWhat

KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
MOMENT = re.compile(r"[0-9]{12,14}")  # milliseconds since 1970, as browsers count them
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Queued:
    """A press: what, when by the telephone's clock, what that clock shows now, and its random key."""

    what: BookingWhat
    device_at: datetime
    sent_at: datetime
    key: str


def read_queued(sent: Mapping[str, str]) -> Queued | None:
    """What was sent; None where it is not whole."""
    what, key = sent.get("what", ""), sent.get("key", "")
    moments = [_moment(sent.get(name, "")) for name in ("device_at", "sent_at")]
    device_at, sent_at = moments
    if what not in ("on", "off") or not KEY.fullmatch(key) or device_at is None or sent_at is None:
        return None
    return Queued(BookingWhat(what), device_at, sent_at, key)


def _moment(text: str) -> datetime | None:
    if not MOMENT.fullmatch(text):
        return None
    try:
        found = datetime.fromtimestamp(int(text) / 1000, UTC)
    except (OverflowError, ValueError):
        return None
    return found if FIRST <= found <= LAST else None
