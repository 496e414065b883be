"""What someone is booked for, written as a calendar program reads it.

Source: RFC 5545. A person's calendar is read by whoever has the link or the telephone, so an entry says what, when and
at which place by its name: never who else is there (assurance.md, T15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//Volunteers//Appointments and duties//EN"
# How often a program that asks is told to look again.
LOOK_AGAIN = timedelta(hours=1)
# The European rule that the United Kingdom keeps: the last Sundays of March and October, at 1am in Greenwich.
ZONE = Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19970330T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19971026T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
)


@dataclass(frozen=True)
class Entry:
    """One thing someone is booked for.

    ``uid`` names it for good. ``version`` rises with every change, so that programs take the newer one; ``changed_at``
    is when it last did.
    """

    uid: str
    version: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    words: str = ""
    address: str = ""
    is_cancelled: bool = False
    remind: timedelta | None = None


def calendar_of(entries: Iterable[Entry], *, name: str, domain: str) -> bytes:
    """The entries as one iCalendar file, on a London clock; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add_component(ZONE)
    for entry in sorted(entries, key=lambda each: (each.starts_at, each.uid)):
        calendar.add_component(_event(entry, domain))
    return bytes(calendar.to_ical())


def _event(entry: Entry, domain: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{domain}")
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", _shown(entry.starts_at))
    event.add("dtend", _shown(entry.ends_at))
    event.add("summary", f"Cancelled: {entry.title}" if entry.is_cancelled else entry.title)
    event.add("location", entry.place)
    if entry.words:
        event.add("description", entry.words)
    if entry.address:
        event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    if entry.remind and not entry.is_cancelled:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -(entry.remind or timedelta()))
    return alarm


def _shown(at: datetime) -> datetime:
    """On a London clock; in UTC in the one hour of the year that such a clock shows for the second time."""
    local = at.astimezone(LONDON)
    return at.astimezone(UTC) if local.fold else local
