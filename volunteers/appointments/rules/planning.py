"""What a session must be before it may be stored or changed, and several of them in a row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from volunteers.appointments.rules.kinds import SessionKind, SessionState
from volunteers.errors import Refusal
from volunteers.strands.rules import Strand

MOST_PLACES = 500
MOST_SLOTS = 24
LONGEST_CUT_OFF = 24 * 28
LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class SessionPlan:
    """A session as it is asked for. ``cut_off_hours`` None takes the force's own number."""

    kind: SessionKind
    strand: str
    area: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    unit_id: int | None = None
    check_code: str | None = None
    address: str = ""
    cut_off_hours: int | None = None
    notes_for_applicants: str = ""

    @property
    def purpose(self) -> str:
        """What it is for: its check where it has one, else its kind."""
        return self.check_code or self.kind.value


def refusals_to_plan(plan: SessionPlan, *, strand: Strand, now: datetime) -> list[Refusal]:
    """Everything that is wrong with a session as it is asked for; empty when it can be held."""
    return [refusal for check in (_times, _places, _purpose) for refusal in check(plan, strand, now)]


def refusals_to_change(plan: SessionPlan, *, state: SessionState, starts_at: datetime, taken: int, now: datetime,
                       strand: Strand) -> list[Refusal]:  # fmt: skip
    """Why a session cannot be changed to this; empty when it can. Nobody who has a place loses it by a change."""
    if state is not SessionState.OPEN:
        return [Refusal("not_open", "This session is not open any more, so it cannot be changed.")]
    if starts_at <= now:
        return [Refusal("begun", "This session has begun, so it cannot be changed.")]
    found = refusals_to_plan(plan, strand=strand, now=now)
    if plan.capacity < taken:
        words = f"{taken} people have a place, so there cannot be fewer than {taken}. Take someone off first."
        found.append(Refusal("fewer_than_taken", words))
    return found


def refusals_to_call_off(*, state: SessionState, starts_at: datetime, reason: str, now: datetime) -> list[Refusal]:
    """Why a session cannot be cancelled; empty when it can."""
    if state is SessionState.CANCELLED:
        return [Refusal("cancelled", "This session was cancelled already.")]
    if starts_at <= now:
        return [Refusal("begun", "This session has begun, so it cannot be cancelled. Mark who came instead.")]
    return [] if reason.strip() else [Refusal("reason_needed", "Say why, so that those who are booked can be told.")]


def in_a_row(plan: SessionPlan, *, count: int, gap_minutes: int) -> list[SessionPlan]:
    """So many sessions like this one, one after the other, with a gap between them."""
    step = (plan.ends_at - plan.starts_at) + timedelta(minutes=gap_minutes)
    return [
        replace(plan, starts_at=plan.starts_at + number * step, ends_at=plan.ends_at + number * step)
        for number in range(count)
    ]


def refusals_to_repeat(count: int, gap_minutes: int) -> list[Refusal]:
    """Why so many cannot be made at once; empty when they can."""
    if 1 <= count <= MOST_SLOTS and 0 <= gap_minutes <= 24 * 60:
        return []
    return [Refusal("slots", f"Make between 1 and {MOST_SLOTS} sessions at once, with a gap of at most a day.")]


def _times(plan: SessionPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    if plan.ends_at <= plan.starts_at:
        yield Refusal("ends_before_start", "The session must end after it starts.")
    elif plan.ends_at - plan.starts_at > LONGEST:
        yield Refusal("too_long", "A session lasts at most seven days. Enter the first day of a longer course.")
    if plan.starts_at <= now:
        yield Refusal("in_the_past", "The session must start in the future.")


def _places(plan: SessionPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    if not 1 <= plan.capacity <= MOST_PLACES:
        yield Refusal("places", f"The number of places must be between 1 and {MOST_PLACES}.")
    if plan.cut_off_hours is not None and not 0 <= plan.cut_off_hours <= LONGEST_CUT_OFF:
        yield Refusal("cut_off", f"The cut-off must be between 0 and {LONGEST_CUT_OFF} hours before the start.")
    if not plan.title.strip() or not plan.place.strip():
        yield Refusal("no_words", "Enter what it is and where it is.")


def _purpose(plan: SessionPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    if plan.check_code is not None and plan.check_code not in {check.code for check in strand.checks}:
        yield Refusal("unknown_check", f"The {strand.name} has no such check.")
