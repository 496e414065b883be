"""Times as London clocks show them, also on the two nights of the year when the clocks are changed.

A time that never comes is refused in words. A time that comes twice is asked: BST is the first, GMT the second.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from volunteers import clock
from volunteers.web.fields import ClockField
from volunteers.web.wording import clock_words, day_words

ZONE = re.compile(r"\s*\(?(bst|gmt)\)?$", re.IGNORECASE)


class LondonClockField(ClockField):
    """A time of day, which may end in BST or GMT. ``data`` is a time; ``zone`` is "BST", "GMT" or None."""

    zone: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        found = ZONE.search(text)
        self.zone = found[1].upper() if found else None
        super().process_formdata([ZONE.sub("", text)])

    def say_zone(self, zone: str | None) -> None:
        """Show which of the two times of a repeated hour is meant, until something else is typed."""
        if not self.raw_data:
            self.zone = zone

    def _value(self) -> str:
        said = super()._value()
        return f"{said} {self.zone}" if self.zone and said and not self.raw_data else said


def moment_of(day: date, field: LondonClockField) -> datetime:
    """The moment a day and a time mean in London; ``ValueError`` in words where they mean none, or two."""
    if field.data is None:
        raise ValueError("Enter a time, like 6:30pm or 18:30.")
    wall = datetime.combine(day, field.data)
    said, on = clock_words(wall), day_words(day)
    if not clock.exists_in_london(wall):
        raise ValueError(f"There is no {said} on {on}: the clocks go forward that night. Choose another time.")
    if clock.is_repeated_in_london(wall):
        if field.zone is None:
            raise ValueError(
                f"{said} comes twice on {on}, when the clocks go back. Enter {said} BST for the first time, or "
                f"{said} GMT for the second."
            )
        return clock.from_london(wall, second_time=field.zone == "GMT")
    moment = clock.from_london(wall)
    if field.zone not in (None, clock.in_london(moment).tzname()):
        raise ValueError(f"London is not on {field.zone} at {said} on {on}. Leave {field.zone} out.")
    return moment


def nearest_day(field: LondonClockField, to: datetime) -> date:
    """The day on which a time of day comes nearest to a moment: 1am is the day after for a duty begun at 10pm."""
    local = clock.in_london(to).replace(tzinfo=None)
    days = [local.date() + timedelta(days=step) for step in (-1, 0, 1)]
    return min(days, key=lambda day: abs(datetime.combine(day, field.data or local.time()) - local))
