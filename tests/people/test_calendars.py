"""Calendars as programs read them: London's clock on both sides of a change, cancellations, and what is never said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from volunteers import clock
from volunteers.people.rules.calendars import Entry, calendar_of

HOUR = timedelta(hours=1)
START = datetime(2027, 5, 4, 17, 0, tzinfo=UTC)
INTERVIEW = Entry(
    uid="booking-7", version=0, changed_at=datetime(2027, 4, 1, 8, 0, tzinfo=UTC), starts_at=START,
    ends_at=START + HOUR, title="Interview; Specials, Bristol", place="Bridewell Police Station",
)  # fmt: skip


def written(*entries: Entry) -> str:
    return calendar_of(entries, name="Your appointments", domain="force.example").decode()


def only_event(text: str) -> object:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_an_entry_stands_on_a_london_clock_and_names_itself_for_good() -> None:
    text = written(INTERVIEW)
    assert "DTSTART;TZID=Europe/London:20270504T180000\r\n" in text
    assert "DTSTAMP:20270401T080000Z\r\n" in text
    assert "UID:booking-7@force.example\r\n" in text
    assert "SEQUENCE:0\r\n" in text
    assert "STATUS:CONFIRMED\r\n" in text
    assert "SUMMARY:Interview\\; Specials\\, Bristol\r\n" in text
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_the_same_entries_give_the_same_bytes_in_whatever_order() -> None:
    later = replace(INTERVIEW, uid="booking-8", starts_at=START + 3 * HOUR, ends_at=START + 4 * HOUR)
    assert written(INTERVIEW, later) == written(later, INTERVIEW)


@pytest.mark.parametrize(
    ("starts", "hours", "shown", "ends"),
    [
        # The hour from 1am to 2am of 28 March 2027 does not exist: three hours that begin at 12:30am end at 4:30am.
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 3, ";TZID=Europe/London:20270328T003000", "20270328T043000"),
        # The hour from 1am to 2am of 31 October 2027 is there twice: three hours that begin at 12:30am end at 2:30am.
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), 3, ";TZID=Europe/London:20271031T003000", "20271031T023000"),
        # A weekly evening keeps its hour on the clock before and after the change.
        (datetime(2027, 3, 25, 18, 0, tzinfo=UTC), 2, ";TZID=Europe/London:20270325T180000", "20270325T200000"),
        (datetime(2027, 4, 1, 17, 0, tzinfo=UTC), 2, ";TZID=Europe/London:20270401T180000", "20270401T200000"),
        # The repeated hour for the second time can only be said in UTC.
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), 1, ":20271031T013000Z", "20271031T023000"),
    ],
)  # fmt: skip
def test_times_survive_the_changes_of_the_clock(starts: datetime, hours: int, shown: str, ends: str) -> None:
    text = written(replace(INTERVIEW, starts_at=starts, ends_at=starts + hours * HOUR))
    assert f"DTSTART{shown}\r\n" in text
    assert f"DTEND;TZID=Europe/London:{ends}\r\n" in text
    event = only_event(text)
    assert clock.elapsed(event["DTSTART"].dt, event["DTEND"].dt) == hours * HOUR  # type: ignore[index]
    assert event["DTSTART"].dt == starts  # type: ignore[index]


@pytest.mark.parametrize(("year", "month"), [(2026, 3), (2026, 10), (2027, 3), (2027, 10), (2033, 3), (2033, 10)])
def test_the_zone_that_goes_with_it_changes_when_london_does(year: int, month: int) -> None:
    """Programs that know no Europe/London of their own go by the rules in the file."""
    (zone,) = Calendar.from_ical(written(INTERVIEW)).walk("VTIMEZONE")
    as_written = zone.to_tz(lookup_tzid=False)
    day = datetime(year, month, 1, tzinfo=UTC)
    moments = [day + timedelta(hours=step) for step in range(31 * 24)]
    assert [each.astimezone(as_written).utcoffset() for each in moments] == [
        clock.in_london(each).utcoffset() for each in moments
    ]


def test_a_cancelled_entry_says_so_and_leaves_the_time_free() -> None:
    text = written(replace(INTERVIEW, is_cancelled=True, version=2, remind=24 * HOUR))
    assert "STATUS:CANCELLED\r\n" in text
    assert "SEQUENCE:2\r\n" in text
    assert "SUMMARY:Cancelled: Interview" in text
    assert "TRANSP:TRANSPARENT\r\n" in text
    assert "VALARM" not in text


def test_a_reminder_rings_the_day_before() -> None:
    assert "TRIGGER:-P1D\r\n" in written(replace(INTERVIEW, remind=24 * HOUR))


def test_words_with_line_breaks_stay_in_their_line() -> None:
    text = written(replace(INTERVIEW, words="Bring your passport.\r\nBEGIN:VEVENT\nSUMMARY:Other", place="A\nB"))
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1
    assert "\nSUMMARY:Other" not in text
