"""How long a message is held: over the quiet hours someone chose, or until the mail that gathers a day's news.

All by a London clock, also on the two nights on which it is changed. Nothing is held past the moment at which it would
be of use.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
GATHERED_AT = time(17, 30)
# What is said of a duty in the last hours before it is never held.
CLOSE = timedelta(hours=12)
# Whoever has to answer has at least this long once they may be disturbed.
TO_ANSWER = timedelta(hours=2)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Quiet:
    """Hours in which someone is not to be disturbed, by a London clock; over midnight when they end before they begin.

    On a night on which the clock goes back they last from the first time it shows their beginning to the last time it
    shows their end. Where it leaves one of them out they begin or end when the clock jumps.
    """

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise ValueError("Quiet hours that begin when they end are none.")

    @property
    def length(self) -> timedelta:
        """How long they are on most nights."""
        day = datetime(2026, 1, 1)  # noqa: DTZ001 (any day will do)
        gone = datetime.combine(day, self.ends) - datetime.combine(day, self.begins)
        return gone % timedelta(days=1)

    def over(self, at: datetime) -> datetime:
        """When someone may be told what is known at a moment: that moment, or the end of the quiet hours it is in."""
        day = at.astimezone(LONDON).date()
        for begins_on in (day - timedelta(days=1), day):
            ends_on = begins_on + timedelta(days=self.ends < self.begins)
            first = _moment(datetime.combine(begins_on, self.begins), fold=0)
            last = _moment(datetime.combine(ends_on, self.ends), fold=1)
            if first <= at < last:
                return last
        return at


def next_gathering(after: datetime) -> datetime:
    """When the next mail that gathers a day's news is written."""
    today = after.astimezone(LONDON).date()
    moments = [_moment(datetime.combine(today + timedelta(days=days), GATHERED_AT), fold=0) for days in (0, 1)]
    return next(moment for moment in moments if moment > after)


def is_too_late(until: datetime, *, starts_at: datetime | None, expires_at: datetime | None, left: timedelta) -> bool:
    """Whether a message held until then would come with less than so much time left to do something about it."""
    return any(moment is not None and moment < until + left for moment in (starts_at, expires_at))


def _moment(wall: datetime, *, fold: int) -> datetime:
    """The moment a London clock shows a time; when it jumps over that time, the moment of the jump."""
    local = wall.replace(tzinfo=LONDON, fold=fold)
    if local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == wall:
        return local.astimezone(UTC)
    # The hour left out is a whole one, from 1am to 2am: by the time before it, it begins when the clock jumps.
    return wall.replace(minute=0, second=0, microsecond=0, tzinfo=LONDON, fold=0).astimezone(UTC)
