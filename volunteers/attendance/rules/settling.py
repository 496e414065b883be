"""What all that was said of one person's coming and going comes to, in whatever order it came in.

The last correction counts. Without one, the earliest booking on that may be, then the earliest booking off after it.
So it matters neither which telephone was quicker nor how often something was sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from volunteers.attendance.rules.said import BookingOutcome, Said, arrived_late
from volunteers.errors import Refusal
from volunteers.rosters.rules import DutyState, SignUpState, refusals_to_book_off, refusals_to_book_on

# Given the moment an entry says and the moment it came in, what stands in its way.
Judge = Callable[[datetime, datetime], list[Refusal]]


@dataclass(frozen=True)
class Place:
    """The place on a duty that bookings are of: whether it is held, and the times of the duty."""

    state: SignUpState
    duty_state: DutyState
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Verdict:
    """What became of one entry, and why where it does not count."""

    outcome: BookingOutcome
    refusals: tuple[Refusal, ...] = ()

    @property
    def words(self) -> str:
        return " ".join(refusal.message for refusal in self.refusals)


@dataclass(frozen=True)
class Settled:
    """What stands, and what became of each entry by its key."""

    on: datetime | None
    off: datetime | None
    verdicts: dict[str, Verdict]


def settle(entries: Sequence[Said], place: Place) -> Settled:
    """What stands of all entries together."""
    verdicts: dict[str, Verdict] = {}
    on = _choose([each for each in entries if each.what.is_on], verdicts, lambda at, now: _to_come(at, now, place))
    offs = [each for each in entries if not each.what.is_on]
    if on is None:
        waits = Verdict(BookingOutcome.WAITING, tuple(refusals_to_book_off(
            booked_on_at=None, booked_off_at=None, at=place.ends_at, now=place.ends_at
        )))  # fmt: skip
        return Settled(None, None, verdicts | dict.fromkeys([each.key for each in offs], waits))
    off = _choose(offs, verdicts, lambda at, now: refusals_to_book_off(
        booked_on_at=on, booked_off_at=None, at=at, now=now
    ))  # fmt: skip
    return Settled(on, off, verdicts)


def _to_come(at: datetime, now: datetime, place: Place) -> list[Refusal]:
    return refusals_to_book_on(
        state=place.state, duty_state=place.duty_state, starts_at=place.starts_at, ends_at=place.ends_at, at=at,
        now=now, booked_on_at=None,
    )  # fmt: skip


def _choose(entries: Sequence[Said], verdicts: dict[str, Verdict], judge: Judge) -> datetime | None:
    """The moment that counts of these, having said what became of each."""
    may_be = []
    for each in entries:
        # Judged as at the moment it came in: what was in the future then is refused for good.
        refusals = judge(each.at, each.received_at) if each.at is not None else []
        verdicts[each.key] = Verdict(BookingOutcome.REFUSED if refusals else BookingOutcome.DOUBLE, tuple(refusals))
        if not refusals:
            may_be.append(each)
    chosen = _standing(may_be)
    if chosen is None:
        return None
    is_late = arrived_late(chosen) and not chosen.what.is_correction
    verdicts[chosen.key] = Verdict(BookingOutcome.LATE if is_late else BookingOutcome.TAKEN)
    return chosen.at


def _standing(entries: Sequence[Said]) -> Said | None:
    corrections = [each for each in entries if each.what.is_correction]
    if corrections:
        return max(corrections, key=lambda each: (each.received_at, each.key))
    said = [each for each in entries if each.at is not None]
    return min(said, key=lambda each: (each.at, each.received_at, each.key)) if said else None
