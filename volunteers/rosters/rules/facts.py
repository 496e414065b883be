"""What the rules are told of a duty, of a post on it, and of the volunteer's other duties."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from volunteers.rosters.rules.qualifications import qualification_name


class DutyState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Giving(StrEnum):
    """How the places of a duty are given."""

    FIRST_COME = "first_come"
    REQUEST = "request"  # volunteers ask, a supervisor approves
    SUPERVISOR = "supervisor"  # a supervisor chooses; nobody asks
    AUTOMATIC = "automatic"  # volunteers ask, and the places are given fairly once the time for asking is over

    @property
    def is_asked_for(self) -> bool:
        """Whether a volunteer asks for a place rather than takes it."""
        return self in (Giving.REQUEST, Giving.AUTOMATIC)


class SignUpState(StrEnum):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    TURNED_DOWN = "turned_down"


class WaitState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"  # the time to answer the offer was over
    LEFT = "left"


class HandoverKind(StrEnum):
    STAND_IN = "stand_in"
    SWAP = "swap"


class HandoverState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"  # the duty began, was cancelled, or the place was given up meanwhile


@dataclass(frozen=True)
class Engagement:
    """Another duty the volunteer is confirmed on: its moments, and the London dates of its first and last day.

    ``credited`` are the minutes they really were there, once that is recorded.
    """

    duty_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    first_on: date
    last_on: date
    credited: int | None = field(default=None, kw_only=True)

    @cached_property
    def minutes(self) -> int:
        """Length as it really passes, whatever the clocks do in between: as it was, or as it is planned."""
        return minutes_between(self.starts_at, self.ends_at) if self.credited is None else self.credited

    @cached_property
    def week(self) -> date:
        """The Monday of the week in which it begins."""
        return self.first_on - timedelta(days=self.first_on.weekday())

    @property
    def month(self) -> date:
        """The first day of the month in which it begins."""
        return self.first_on.replace(day=1)

    def days(self) -> Iterator[date]:
        """Each London date it touches."""
        for step in range((self.last_on - self.first_on).days + 1):
            yield self.first_on + timedelta(days=step)


@dataclass(frozen=True)
class DutyFacts(Engagement):
    """A duty. One that ends at midnight does not touch the day that begins then: ``last_on`` is the day before.

    ``starts`` and ``ends`` are what a London clock shows. ``is_operational`` is what its kind says; None where it has
    none. ``sign_up_until`` is on a London clock too; None until it starts. ``adults`` are the leaders who will be
    there, None where nobody said.
    """

    strand: str
    area: str
    state: DutyState
    starts: datetime
    ends: datetime
    kind: str | None = None
    is_operational: bool | None = None
    unit_id: int | None = None
    is_unit_only: bool = False
    sign_up_until: datetime | None = None
    giving: Giving = Giving.FIRST_COME
    needs_independent: bool = False
    adults: int | None = None
    minimum_to_run: int | None = None
    must_accept: bool = False
    version: int = 1


@dataclass(frozen=True)
class PostFacts:
    """A number of like places: the qualifications each needs, the grades that may take it (none named: any).

    ``called`` is what the force calls each of those qualifications, in the same order. ``post_id`` tells it from the
    other posts of its duty; None where nothing turns on that.
    """

    name: str
    needs: tuple[str, ...]
    grades: tuple[str, ...]
    places: int
    taken: int
    called: tuple[str, ...] = ()
    post_id: int | None = None

    def needed(self) -> Iterator[tuple[str, str]]:
        """Each qualification as its code and what it is called."""
        names = self.called or tuple(qualification_name(code) for code in self.needs)
        return zip(self.needs, names, strict=True)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that really pass between two moments, also when both stand on one local clock that is changed."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
