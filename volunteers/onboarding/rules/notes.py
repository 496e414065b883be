"""Notes on a case: who may change one, and what is said when two people do."""

from dataclasses import dataclass
from datetime import datetime

from volunteers.errors import Refusal

LONGEST_NOTE = 4_000
CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "This note was changed while you had the page open. Compare the two, then save yours or leave theirs.",
)
REMOVED_MEANWHILE = Refusal(
    "removed_meanwhile", "This note was removed while you had the page open. You can add what you typed as a new note."
)
NOT_YOUR_NOTE = Refusal(
    "not_your_note", "Only the person who wrote a note can change it, unless it is the pinned one.", "its writer"
)


@dataclass(frozen=True)
class NoteLine:
    """A note as it is shown to one coordinator."""

    id: int
    body: str
    is_pinned: bool
    written_by_id: int
    written_by: str
    written_at: datetime
    changed_by: str | None
    changed_at: datetime | None
    version: int
    is_own: bool

    @property
    def may_change(self) -> bool:
        return may_change(self.is_own, self.is_pinned)

    @property
    def may_remove(self) -> bool:
        return self.is_own

    @property
    def last_by(self) -> str:
        """Who wrote the text that stands there now."""
        return self.changed_by or self.written_by

    @property
    def last_at(self) -> datetime:
        return self.changed_at or self.written_at


def may_change(is_own: bool, is_pinned: bool) -> bool:
    """The pinned note is everyone's, to be kept up to date; any other is its writer's."""
    return is_own or is_pinned
