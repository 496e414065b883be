"""How far a session has come, from what is known of it."""

from datetime import datetime, timedelta
from enum import StrEnum


class SessionStage(StrEnum):
    """From planned to erased."""

    PLANNED = "planned"
    NO_RETURN = "no_return"
    CALLED_OFF = "called_off"
    NOT_RUN = "not_run"
    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    ERASED = "erased"

    @property
    def label(self) -> str:
        return {
            "planned": "Planned", "no_return": "Return not sent", "called_off": "Called off", "not_run": "Not run",
            "waiting": "To hand over", "handed_over": "Handed over", "erased": "Registrations erased",
        }[self.value]  # fmt: skip

    @property
    def tone(self) -> str:
        """How that is coloured."""
        return {"no_return": "waiting", "waiting": "waiting", "erased": "good", "handed_over": "fair"}.get(
            self.value, "plain"
        )


def stage_of(
    *,
    now: datetime,
    ends_at: datetime,
    is_called_off: bool,
    not_run_at: datetime | None,
    returned_at: datetime | None,
    handed_over_at: datetime | None,
    erased_at: datetime | None,
) -> SessionStage:
    """The stage that the latest of its facts says."""
    if returned_at is not None:
        if erased_at is not None:
            return SessionStage.ERASED
        return SessionStage.HANDED_OVER if handed_over_at is not None else SessionStage.WAITING
    if not_run_at is not None:
        return SessionStage.NOT_RUN
    if is_called_off:
        return SessionStage.CALLED_OFF
    return SessionStage.PLANNED if now < ends_at else SessionStage.NO_RETURN


def is_overdue(ends_at: datetime, *, now: datetime, hours: int) -> bool:
    """Whether more time has passed since the end of a session than until it should have been handed over."""
    return now - ends_at > timedelta(hours=hours)
