"""What a parent or guardian may see and be told, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from volunteers.errors import Refusal
from volunteers.strands.rules import birthday

ADULT_AGE = 18
LINK_LASTS = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)
MOST_LINKS_A_DAY = 3

TOO_MANY_LINKS = Refusal(
    "too_many_links", "We have sent this address several links today. Try again tomorrow.", "The applicant"
)
SAME_MAILBOX = Refusal(
    "same_mailbox",
    "This is your own e-mail address, or another way of writing it. Enter an address that your parent or guardian "
    "reads and you do not.",
    "The applicant",
)
NOT_THIS_ONE = Refusal(
    "not_this_one",
    "We cannot write to this address. Give us another parent or guardian, or ask the cadet team.",
    "The applicant",
)


def adult_on(birth_date: date) -> date:
    """The 18th birthday: from that day on the guardian sees and is told nothing more."""
    return birthday(birth_date, ADULT_AGE)


@dataclass(frozen=True)
class Sight:
    """What one guardian may see on a date. Closed looks the same whatever the reason."""

    is_open: bool
    is_whole: bool

    @property
    def is_limited(self) -> bool:
        """Open, but with nothing yet that only the guardian should know: where, and when."""
        return self.is_open and not self.is_whole


def sight_of(*, is_undisclosed: bool, has_ended: bool, is_known: bool, until_on: date | None, on: date) -> Sight:
    """Nothing for one who may not be told, was replaced, or whose child is of age; all of it once a call was made."""
    of_age = until_on is not None and on >= until_on
    is_open = not (is_undisclosed or has_ended or of_age)
    return Sight(is_open, is_open and is_known)


def reminder_is_due(*, asked_at: datetime | None, reminded_at: datetime | None, at: datetime) -> bool:
    """Whether someone asked a week ago, and not reminded since, should be reminded now."""
    if asked_at is None or (reminded_at is not None and reminded_at >= asked_at):
        return False
    return at >= asked_at + REMIND_AFTER
