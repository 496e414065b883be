"""All that was said of someone's coming and going, as lines to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from volunteers.attendance.models import BookingOutcome, BookingWhat, DutyBooking
from volunteers.extensions import db
from volunteers.people.models import Account

WHATS = {
    BookingWhat.ON: "On",
    BookingWhat.OFF: "Off",
    BookingWhat.ON_CORRECTED: "On, corrected",
    BookingWhat.OFF_CORRECTED: "Off, corrected",
}
OUTCOMES = {
    BookingOutcome.TAKEN: "Counts",
    BookingOutcome.LATE: "Counts, came in late",
    BookingOutcome.DOUBLE: "Kept, another one counts",
    BookingOutcome.WAITING: "Kept until they are booked on",
    BookingOutcome.REFUSED: "Cannot be",
}
MARKS = {
    BookingOutcome.LATE: "Came in late",
    BookingOutcome.DOUBLE: "Said twice",
    BookingOutcome.WAITING: "Off without on",
    BookingOutcome.REFUSED: "Could not be taken",
}


@dataclass(frozen=True)
class Entry:
    """One entry: what it says, when it came in, who said it and how, and what became of it."""

    what: BookingWhat
    at: datetime | None
    device_at: datetime | None
    received_at: datetime
    said_by: str
    source: str
    reason: str
    outcome: BookingOutcome
    outcome_words: str
    skew_seconds: int

    @property
    def title(self) -> str:
        return WHATS[self.what]

    @property
    def became(self) -> str:
        words = OUTCOMES[self.outcome]
        return f"{words}. {self.outcome_words}" if self.outcome_words else words

    @property
    def clock_words(self) -> str:
        """How wrong the telephone's clock was; empty where it was right."""
        if not self.skew_seconds:
            return ""
        minutes = max(1, round(abs(self.skew_seconds) / 60))
        by = f"{minutes} minute{'' if minutes == 1 else 's'}"
        return f"Their phone’s clock was {by} {'slow' if self.skew_seconds > 0 else 'fast'}, which is put right"

    @property
    def marks(self) -> list[str]:
        """Words for whoever looks over it; none where there is nothing to see."""
        marks = [MARKS[self.outcome]] if self.outcome in MARKS and not self.what.is_correction else []
        marks += ["Corrected"] if self.what.is_correction and self.outcome is BookingOutcome.TAKEN else []
        return marks + (["Wrong clock"] if self.skew_seconds else [])


def entries_of(sign_up_ids: Sequence[int]) -> Mapping[int, Sequence[Entry]]:
    """The entries of each place, in the order they came in."""
    rows = db.session.execute(
        select(DutyBooking, Account.full_name)
        .join(Account, Account.id == DutyBooking.recorded_by_id)
        .where(DutyBooking.sign_up_id.in_(sign_up_ids))
        .order_by(DutyBooking.received_at, DutyBooking.id)
    )
    found: dict[int, list[Entry]] = {}
    for one, name in rows:
        found.setdefault(one.sign_up_id, []).append(
            Entry(
                one.what, one.at, one.device_at, one.received_at, name, one.source.words, one.reason, one.outcome,
                one.outcome_words, one.skew_seconds,
            )
        )  # fmt: skip
    return found
