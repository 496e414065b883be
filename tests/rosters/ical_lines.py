"""A second reader of iCalendar files, strict and of our own, by the text of RFC 5545 alone.

It knows nothing of the library that writes them, and takes the clock from the file's own VTIMEZONE rather than from the
system: a file is right when both readers find the same moments in it.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr

LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)\Z"
)
MOMENT = re.compile(r"\d{8}T\d{6}Z?\Z")
OFFSET = re.compile(r"([+-])(\d\d)(\d\d)\Z")
ONCE = ("UID", "DTSTAMP", "DTSTART")
LONGEST = 75


@dataclass
class Part:
    """A component: its properties as (value, parameters), and the components in it."""

    name: str
    properties: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def one(self, name: str) -> tuple[str, dict[str, str]]:
        [found] = self.properties[name]
        return found

    def text(self, name: str) -> str:
        return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], self.one(name)[0])


def read(data: bytes) -> Part:
    """The calendar in a file, or ``AssertionError`` for whatever RFC 5545 does not allow in one."""
    assert data.endswith(b"\r\n"), "every line ends in CRLF (3.1)"
    physical = data[:-2].split(b"\r\n")
    for raw in physical:
        assert not re.search(rb"[\r\n]", raw), "no lone line breaks (3.1)"
        assert len(raw) <= LONGEST, f"lines are folded at {LONGEST} octets (3.1): {raw!r}"
    open_parts = [Part("")]
    for line in data[:-2].replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n"):
        found = LINE.match(line.decode("utf-8"))
        assert found, f"not a content line (3.1): {line!r}"
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            open_parts.append(Part(value))
        elif name == "END":
            done = open_parts.pop()
            assert done.name == value, f"{value} ends within {done.name}"
            open_parts[-1].parts.append(done)
        else:
            pairs = (pair.split("=", 1) for pair in found["parameters"].split(";")[1:])
            open_parts[-1].properties.setdefault(name, []).append((value, {key.upper(): said for key, said in pairs}))
    [calendar] = open_parts[0].parts
    _check(calendar)
    return calendar


def events_of(calendar: Part) -> list[Part]:
    return [part for part in calendar.parts if part.name == "VEVENT"]


def moment_of(calendar: Part, event: Part, name: str) -> datetime:
    """A moment in UTC, by the rules of the file's own time zone."""
    value, parameters = event.one(name)
    assert MOMENT.match(value), f"not a date-time (3.3.5): {value}"
    if value.endswith("Z"):
        assert "TZID" not in parameters, "no time zone beside UTC (3.3.5)"
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert "TZID" in parameters, "a time without a zone is nobody's"
    wall = datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - as the clock on the wall shows it
    [zone] = [part for part in calendar.parts if part.name == "VTIMEZONE" and part.text("TZID") == parameters["TZID"]]
    return (wall - _offset(zone, wall)).replace(tzinfo=UTC)


def _offset(zone: Part, wall: datetime) -> timedelta:
    """That of the latest observance which began at or before this time by the clock (3.6.5)."""
    begun: list[tuple[datetime, timedelta]] = []
    for part in zone.parts:
        first = datetime.strptime(part.one("DTSTART")[0], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - by the clock before it
        last = rrulestr(part.one("RRULE")[0], dtstart=first).before(wall, inc=True)
        if last is not None:
            begun.append((last, _signed(part.one("TZOFFSETTO")[0])))
    return max(begun)[1]


def _signed(written: str) -> timedelta:
    found = OFFSET.match(written)
    assert found, f"not an offset (3.3.14): {written}"
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -length if found[1] == "-" else length


def _check(calendar: Part) -> None:
    assert calendar.name == "VCALENDAR"
    assert calendar.text("VERSION") == "2.0"
    calendar.one("PRODID")
    for event in events_of(calendar):
        for name in ONCE:
            event.one(name)
        assert event.one("DTSTAMP")[0].endswith("Z"), "DTSTAMP is in UTC (3.8.7.2)"
        assert event.text("STATUS") in {"CONFIRMED", "CANCELLED", "TENTATIVE"}
        assert event.one("SEQUENCE")[0].isdigit()
        assert moment_of(calendar, event, "DTEND") > moment_of(calendar, event, "DTSTART"), "ends after it starts"
    names = [event.text("UID") for event in events_of(calendar)]
    assert len(names) == len(set(names)), "each UID once"
