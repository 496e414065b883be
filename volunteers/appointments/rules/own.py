"""An appointment as the applicant who is invited to it reads it: what to do next, in words, and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from volunteers.appointments.rules.kinds import BookingState, SessionKind
from volunteers.web.wording import clock_words, day_words, hours_words, when_words


@dataclass(frozen=True)
class OfferedTime:
    """One session as an applicant may choose it. Times are those a London clock shows.

    ``ahead`` is how many wait for a place before whoever would join now. ``changes_until`` is the last moment at which
    applicants book, move and cancel themselves; ``is_open`` that it has not come, and the session takes place.
    """

    id: int
    title: str
    starts: datetime
    ends: datetime
    place: str
    address: str
    notes: str
    free: int
    ahead: int
    changes_until: datetime
    is_open: bool

    @property
    def on(self) -> date:
        return self.starts.date()

    @property
    def day(self) -> str:
        """Friday 4 December 2026."""
        return f"{self.starts:%A} {day_words(self.on)}"

    @property
    def hours(self) -> str:
        """6pm to 7:30pm."""
        return hours_words(self.starts, self.ends)

    @property
    def when(self) -> str:
        """Friday 4 December 2026, 6pm to 7:30pm."""
        return when_words(self.starts, self.ends)

    @property
    def until_words(self) -> str:
        """6pm on Wednesday 2 December 2026."""
        until = self.changes_until
        return f"{clock_words(until)} on {until:%A} {day_words(until.date())}"

    @property
    def has_place(self) -> bool:
        return self.free > 0

    @property
    def places_words(self) -> str:
        """How many places are left; of a full one how many wait before you would."""
        if self.free > 0:
            return f"{self.free} place{'' if self.free == 1 else 's'} left"
        return f"Full. You can join the waiting list: {self.ahead_words}"

    @property
    def ahead_words(self) -> str:
        """How many are on the waiting list, as someone reads it who thinks of joining."""
        if self.ahead == 0:
            return "nobody waits before you"
        return "1 person waits before you" if self.ahead == 1 else f"{self.ahead} people wait before you"


@dataclass(frozen=True)
class OwnBooking:
    """The place an applicant has, or waits for. ``ahead`` is how many wait before them.

    ``is_called_off`` says that the whole session was, ``by_us`` that it was not they who gave it up; ``why`` goes with
    both.
    """

    id: int
    time: OfferedTime
    state: BookingState
    ahead: int
    is_called_off: bool = False
    by_us: bool = False
    why: str | None = None

    @property
    def has_place(self) -> bool:
        return self.state is BookingState.BOOKED

    @property
    def waits(self) -> bool:
        return self.state is BookingState.WAITING

    @property
    def may_change(self) -> bool:
        return self.state.is_live and self.time.is_open

    @property
    def outcome(self) -> str:
        """How one that is over, or was called off, stands."""
        if self.is_called_off:
            return "We had to call this off"
        if self.state is BookingState.CANCELLED:
            return "We cancelled this" if self.by_us else "You cancelled this"
        if self.waits:
            return "No place came free"
        return {"attended": "You came", "missed": "You did not come"}.get(self.state, "Over")

    @property
    def waiting_words(self) -> str:
        if self.ahead == 0:
            return "You are next on the waiting list"
        return "1 person is before you on the waiting list" if self.ahead == 1 else (
            f"{self.ahead} people are before you on the waiting list"
        )  # fmt: skip


@dataclass(frozen=True)
class OwnAppointment:
    """One thing an applicant is to come to: what they may choose from, and what they chose.

    ``may_choose`` says that the invitation is open and its day has not passed.
    """

    invitation_id: int | None
    kind: SessionKind
    reply_by: date | None
    may_choose: bool
    offered: Sequence[OfferedTime]
    booking: OwnBooking | None

    @property
    def name(self) -> str:
        """As it stands inside a sentence: your interview."""
        return "appointment" if self.kind is SessionKind.OTHER else self.kind.label.lower()

    @property
    def others(self) -> list[OfferedTime]:
        """The times they could still choose instead of the one they have, soonest first."""
        mine = self.booking.time.id if self.booking else None
        return [time for time in self.offered if time.is_open and time.id != mine]

    @property
    def free_others(self) -> list[OfferedTime]:
        return [time for time in self.others if time.has_place]

    @property
    def soonest(self) -> date:
        """What comes first of it: the day to answer by, or the day itself."""
        if self.booking is not None:
            return self.booking.time.on
        return self.reply_by or date.max

    @property
    def may_move(self) -> bool:
        return self.booking is not None and self.booking.may_change and bool(self.free_others)

    @property
    def asks_to_choose(self) -> bool:
        return self.booking is None and self.may_choose and bool(self.others)


def by_day(times: Iterable[OfferedTime]) -> list[tuple[str, list[OfferedTime]]]:
    """The times under the day they are on, soonest first."""
    return [(day, list(group)) for day, group in groupby(times, key=lambda time: time.day)]
