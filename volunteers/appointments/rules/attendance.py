"""Marking who came to a session, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from volunteers.appointments.rules.kinds import MARKED, BookingState, SessionState
from volunteers.errors import Refusal


class Came(StrEnum):
    """What someone can say of a person afterwards."""

    CAME = "came"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def state(self) -> BookingState:
        return {
            "came": BookingState.ATTENDED, "missed": BookingState.MISSED, "unknown": BookingState.UNKNOWN,
        }[self]  # fmt: skip

    @property
    def label(self) -> str:
        return {"came": "Came", "missed": "Did not come", "unknown": "Cannot tell"}[self]


@dataclass(frozen=True)
class Mark:
    """What someone says of one person. ``passed`` is the result of the check, None where there is none yet.

    ``seen_version`` is the version of the check that the page showed, 0 for none; ``reference`` a number that shows it.
    """

    came: Came
    passed: bool | None = None
    seen_version: int = 0
    reference: str = ""


def refusals_to_mark(*, state: SessionState, starts_at: datetime, now: datetime) -> list[Refusal]:
    """Why nobody can be marked in a session; empty when they can."""
    if state is SessionState.CANCELLED:
        return [Refusal("session_cancelled", "This session was cancelled, so nobody came.")]
    if starts_at > now:
        return [Refusal("not_begun", "This session has not begun. Mark who came once it has.")]
    return []


def refusals_of_mark(state: BookingState, mark: Mark) -> Iterable[Refusal]:
    """Why one person cannot be marked like this."""
    if state is not BookingState.BOOKED and state not in MARKED:
        yield Refusal("no_place", "Has no place in this session any more.")
    if mark.passed is not None and mark.came is not Came.CAME:
        yield Refusal("result_without_coming", "There is a result, so choose that they came, or clear the result.")
