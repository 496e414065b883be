"""What may be said of someone's coming and going, by whom and how, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A clock that is wrong by no more than this is taken at its word: sending takes a while, too.
CLOCKS_DIFFER = timedelta(minutes=2)
# What comes in this long after it happened is marked for whoever looks over the attendance.
ARRIVES_LATE = timedelta(minutes=10)


class BookingWhat(StrEnum):
    ON = "on"
    OFF = "off"
    ON_CORRECTED = "on_corrected"
    OFF_CORRECTED = "off_corrected"

    @property
    def is_on(self) -> bool:
        return self in (BookingWhat.ON, BookingWhat.ON_CORRECTED)

    @property
    def is_correction(self) -> bool:
        return self in (BookingWhat.ON_CORRECTED, BookingWhat.OFF_CORRECTED)


class BookingSource(StrEnum):
    PHONE = "phone"  # themselves
    LEADER = "leader"
    STAFF = "staff"
    SHEET = "sheet"  # staff, from the paper sheet
    REGISTER = "register"
    RETURN = "return"

    @property
    def words(self) -> str:
        return SOURCES[self]


SOURCES = {
    BookingSource.PHONE: "Themselves",
    BookingSource.LEADER: "The duty’s leader",
    BookingSource.STAFF: "Staff",
    BookingSource.SHEET: "Staff, from the sheet",
    BookingSource.REGISTER: "The register",
    BookingSource.RETURN: "The return",
}


class BookingOutcome(StrEnum):
    TAKEN = "taken"
    LATE = "late"  # counts, and came in well after it happened
    DOUBLE = "double"  # was said already: another entry counts, or a correction since
    WAITING = "waiting"  # off before on: kept until the other arrives
    REFUSED = "refused"


@dataclass(frozen=True)
class Said:
    """One entry. ``at`` is the moment that counts, None where a correction takes one away."""

    key: str
    what: BookingWhat
    at: datetime | None
    received_at: datetime


@dataclass(frozen=True)
class Counted:
    """The moment a device meant, by our clock, and by how many seconds its own was wrong; 0 where it is trusted."""

    at: datetime
    skew_seconds: int


def counted(device_at: datetime, sent_at: datetime, received_at: datetime) -> Counted:
    """Take a device at its word, unless what its clock showed as it sent is more than two minutes from ours."""
    skew = received_at - sent_at
    if abs(skew) <= CLOCKS_DIFFER:
        # A clock slightly fast would book people on in the future.
        return Counted(min(device_at, received_at), 0)
    return Counted(device_at + skew, round(skew.total_seconds()))


def arrived_late(said: Said) -> bool:
    """Whether it came in well after it happened."""
    return said.at is not None and said.received_at - said.at > ARRIVES_LATE
