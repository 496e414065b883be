"""What a force says of the nights of its cadet units, and of those who learn on patrol."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class CadetNights:
    """How nights and events of cadet units are kept.

    ``latest_end`` is when cadets are to be gone, on the same day. ``form_weeks`` says for how many weeks one health and
    permission form covers a kind of event; a kind that is not named needs a form every time. ``reminder_days`` is how
    many days before an event those who have not answered are reminded.
    """

    latest_end: time
    form_weeks: tuple[tuple[str, int], ...]
    reminder_days: int

    def weeks_covered(self, kind: str | None) -> int:
        """For how many weeks one form covers events of a kind; 0 where each needs its own."""
        return dict(self.form_weeks).get(kind or "", 0)


@dataclass(frozen=True)
class Patrols:
    """How learners are accompanied: ``learners_a_tutor`` is how many one tutor takes at most."""

    learners_a_tutor: int
