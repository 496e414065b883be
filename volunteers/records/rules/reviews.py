"""When a review is due, and what makes one impossible."""

from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.errors import Refusal

# Long enough to find an evening for it.
SOON = timedelta(days=60)
LONGEST_AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Due:
    """The day a review is due, seen from another day."""

    on: date
    seen_on: date

    @property
    def days(self) -> int:
        return (self.on - self.seen_on).days

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.on - self.seen_on <= SOON

    @property
    def words(self) -> str:
        if self.days == 0:
            return "Due today"
        count = "1 day" if abs(self.days) == 1 else f"{abs(self.days)} days"
        return f"{count} overdue" if self.is_overdue else f"Due in {count}"

    @property
    def tone(self) -> str:
        """The colour only repeats the words."""
        if self.is_overdue:
            return "poor"
        return "waiting" if self.is_soon else "good"


def due_of(first_due: date, next_due: date | None, *, seen_on: date) -> Due:
    """The next one: the day that was set at the last review, else so many months after the first day of service."""
    return Due(next_due or first_due, seen_on)


def refusals_of_review(held_on: date, next_due_on: date, *, serving_since: date, on: date) -> list[Refusal]:
    """Why the days of a review cannot be; empty when they can."""
    found = []
    if held_on > on:
        found.append(Refusal("held_in_future", "The date of the review cannot be in the future."))
    if held_on < serving_since:
        found.append(Refusal("held_before_service", "The review cannot be before the first day of service."))
    if next_due_on <= held_on:
        found.append(Refusal("next_not_after", "The next review must be after this one."))
    elif next_due_on > held_on + LONGEST_AHEAD:
        found.append(Refusal("next_too_far", "The next review must be within three years."))
    return found
