"""What hours of a day and times before a duty mean in London, whatever the clocks do in between."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from volunteers import clock

HOURS_IN_A_DAY = 24


@dataclass(frozen=True)
class Hours:
    """When a duty of a day begins and ends; ``trouble`` says why it cannot, ``note`` what is worth knowing."""

    starts_at: datetime | None
    ends_at: datetime | None
    trouble: str = ""
    note: str = ""

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends; never asked where there is trouble."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError(self.trouble)
        return self.starts_at, self.ends_at


def deadline_before(starts_at: datetime, hours: int) -> datetime:
    """So many hours before a duty; whole days are days of the calendar, at the same time of day."""
    if hours % HOURS_IN_A_DAY:
        return starts_at - timedelta(hours=hours)
    wall = clock.in_london(starts_at).replace(tzinfo=None) - timedelta(hours=hours)
    return clock.from_london(wall)


def hours_before(starts_at: datetime, until: datetime | None, known: tuple[int, ...]) -> int | None:
    """Which of these numbers of hours before a duty a moment is; None for none of them."""
    return next((hours for hours in known if until == deadline_before(starts_at, hours)), None)


def hours_on(day: date, starts: time, ends: time) -> Hours:
    """The moments of a day's hours: an end that is not after the start is of the next day.

    An hour that a night skips is trouble; in one that comes twice, a start is the first and an end the second.
    """
    begins = datetime.combine(day, starts)
    over = datetime.combine(day + timedelta(days=ends <= starts), ends)
    for wall in (begins, over):
        if not clock.exists_in_london(wall):
            return Hours(None, None, trouble="The clocks go forward that night, and this time is skipped.")
    starts_at, ends_at = clock.from_london(begins), clock.from_london(over, second_time=True)
    return Hours(starts_at, ends_at, note=_note(begins, over, ends_at - starts_at))


def _note(begins: datetime, over: datetime, lasts: timedelta) -> str:
    if clock.is_repeated_in_london(begins):
        return "The clocks go back that night. It starts at the first of the two times, in BST."
    if clock.is_repeated_in_london(over):
        return "The clocks go back that night. It ends at the second of the two times, in GMT."
    if lasts > over - begins:
        return "The clocks go back that night, so it lasts an hour longer."
    return "The clocks go forward that night, so it lasts an hour less." if lasts < over - begins else ""
