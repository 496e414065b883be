"""Booking on and off, withdrawing, and hours against the commitment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.rosters.rules.facts import DutyState, SignUpState
from volunteers.rosters.rules.wording import lasting

# No tour is longer: someone forgot to book off, and the supervisor has to say when it was.
LONGEST_ATTENDANCE = timedelta(hours=24)
# People arrive early; booking on days before is a slip in the date.
EARLIEST_BEFORE = timedelta(hours=4)
SUPERVISOR = "the duty's supervisor"


class Tone(StrEnum):
    """Red, amber and green, as the words of the service's status labels."""

    GOOD = "good"
    WAITING = "waiting"
    POOR = "poor"


@dataclass(frozen=True)
class Commitment:
    """A month's hours against what is asked, in words and in a tone that only repeats them."""

    minutes: int
    asked_minutes: int
    tone: Tone
    words: str


def commitment(minutes: int, asked_hours: int, *, over: bool = False) -> Commitment:
    """Red for none, amber for some, green from the hours asked for, as DutySheet's dashboard shows them.

    ``over`` when the month has ended, so that nothing is left "to go".
    """
    asked = asked_hours * 60
    if minutes >= asked:
        return Commitment(minutes, asked, Tone.GOOD, f"{asked_hours} hours met")
    if minutes:
        left = "short of" if over else "to go of"
        return Commitment(minutes, asked, Tone.WAITING, f"{lasting(asked - minutes)} {left} {asked_hours}")
    return Commitment(minutes, asked, Tone.POOR, f"No hours{'' if over else ' yet'} of {asked_hours}")


def refusals_to_withdraw(
    *, state: SignUpState, starts_at: datetime, now: datetime, booked_on: bool, reason: str
) -> list[Refusal]:
    """What stops someone being taken off a duty: once it has begun, attendance says who was there."""
    if state in (SignUpState.WITHDRAWN, SignUpState.TURNED_DOWN):
        return [Refusal("withdrawn", "This place has already been given up.")]
    if booked_on:
        return [Refusal("booked_on", "This person is booked on, so the place cannot be given up.", SUPERVISOR)]
    if starts_at <= now:
        return [Refusal("begun", "This duty has already begun, so the place cannot be given up.", SUPERVISOR)]
    if not reason.strip():
        return [Refusal("reason_needed", "Say why the place is given up.")]
    return []


def refusals_to_book_on(
    *, state: SignUpState, duty_state: DutyState, starts_at: datetime, ends_at: datetime, at: datetime, now: datetime,
    booked_on_at: datetime | None,
) -> list[Refusal]:  # fmt: skip
    """What stops someone being booked on at a moment."""
    if state is not SignUpState.CONFIRMED or duty_state is not DutyState.PUBLISHED:
        return [Refusal("not_on_duty", "This person is no longer on the duty, so they cannot be booked on.")]
    if booked_on_at is not None:
        return [Refusal("already_booked_on", "This person is already booked on.")]
    if at > now:
        return [Refusal("in_the_future", "The time they booked on is in the future. Enter when it really was.")]
    if at < starts_at - EARLIEST_BEFORE:
        words = f"The time they booked on is more than {lasting(240)} before the duty begins. Check the date and time."
        return [Refusal("too_early", words)]
    if at >= ends_at:
        return [Refusal("too_late", "The time they booked on is after the duty has ended. Check the date and time.")]
    return []


def refusals_to_book_off(
    *, booked_on_at: datetime | None, booked_off_at: datetime | None, at: datetime, now: datetime
) -> list[Refusal]:
    """What stops someone being booked off at a moment."""
    if booked_on_at is None:
        return [Refusal("not_booked_on", "This person has not been booked on yet. Book them on first.")]
    if booked_off_at is not None:
        return [Refusal("already_booked_off", "This person is already booked off.")]
    if at > now:
        return [Refusal("in_the_future", "The time they booked off is in the future. Enter when it really was.")]
    if at <= booked_on_at:
        return [Refusal("off_before_on", "The time they booked off must be after the time they booked on.")]
    if at - booked_on_at > LONGEST_ATTENDANCE:
        words = "That is more than 24 hours on duty. Check when they booked off; a longer tour is two attendances."
        return [Refusal("too_long", words)]
    return []
