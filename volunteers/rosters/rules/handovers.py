"""Giving a place up, looking for a stand-in, and swapping: what stops each, in words."""

from datetime import datetime, timedelta

from volunteers.errors import Refusal
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.rosters.rules.attendance import SUPERVISOR
from volunteers.rosters.rules.facts import DutyState, HandoverState, SignUpState
from volunteers.rosters.rules.wording import lasting

# Places to swap with are looked for in so many days from now.
SWAP_WITHIN = timedelta(days=28)
REASON_NEEDED = Refusal("reason_needed", "Say why, in a few words. Only the duty's supervisor reads it.")


def is_late(*, starts_at: datetime, now: datetime, hours: int) -> bool:
    """Whether it is too late to give a place up alone: from then on a stand-in is looked for."""
    return starts_at - now < timedelta(hours=hours)


def refusals_to_leave_late(*, starts_at: datetime, now: datetime, hours: int) -> list[Refusal]:
    """Why a volunteer cannot give up a place alone shortly before the duty."""
    if not is_late(starts_at=starts_at, now=now, hours=hours):
        return []
    words = (
        f"This duty begins in less than {lasting(hours * 60)}, so the place cannot simply be given up. "
        "Say that you cannot make it: we look for a stand-in and tell the supervisor, who can release you."
    )
    return [Refusal("too_late", words, SUPERVISOR)]


def refusals_to_hand_over(
    *, state: SignUpState, duty_state: DutyState, starts_at: datetime, now: datetime, booked_on: bool, is_open: bool
) -> list[Refusal]:
    """What stops a place from being handed on: it is not theirs any more, the duty began, or they look already."""
    if state is not SignUpState.CONFIRMED or duty_state is not DutyState.PUBLISHED:
        return [Refusal("not_on_duty", "This place is not held any more, so it cannot be handed on.")]
    if starts_at <= now or booked_on:
        return [Refusal("begun", "This duty has already begun, so the place cannot be handed on.", SUPERVISOR)]
    if is_open:
        return [Refusal("already_asked", "A stand-in or a swap is already looked for. Take that back first.")]
    return []


def refusals_to_take_over(*, state: HandoverState, starts_at: datetime, now: datetime) -> list[Refusal]:
    """What stops someone from taking a place over, whoever they are."""
    if state is HandoverState.DONE:
        return [Refusal("taken_over", "Someone else has just taken this place over. Thank you for being ready to.")]
    if state is not HandoverState.OPEN:
        return [Refusal("ended", "Nobody is looked for any more. The place is kept, or was given up.")]
    if starts_at <= now:
        return [Refusal("begun", "This duty has already begun.")]
    return []


def may_be_swapped(*, state: SignUpState, duty_state: DutyState, starts_at: datetime, now: datetime) -> bool:
    """Whether someone's place is one that may be asked for in a swap, whoever asks."""
    stands = state is SignUpState.CONFIRMED and duty_state is DutyState.PUBLISHED
    return stands and now < starts_at <= now + SWAP_WITHIN


def is_child_of_another_unit(strand: str, own_unit: int | None, other_unit: int | None) -> bool:
    """Whether someone is a cadet whom the other does not meet at their own unit."""
    return strand == CHILDRENS_STRAND and (own_unit is None or own_unit != other_unit)


def called(first_name: str, last_name: str) -> str:
    """What one volunteer is told of another: the first name, and one letter."""
    return f"{first_name} {last_name[:1]}".strip()
