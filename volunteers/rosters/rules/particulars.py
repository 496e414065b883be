"""A duty as it is asked for, and as it stands, in plain values."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from volunteers.rosters.rules.facts import Giving


@dataclass(frozen=True)
class PostPlan:
    """A post as it is asked for: qualification codes it needs, grade codes that may take it (none: any).

    ``id`` is that of the post it changes; None for a new one.
    """

    name: str
    places: int
    needs: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class Particulars:
    """What is said of a duty beside its strand, its hours and its posts. The names are those of the duty's columns."""

    title: str = ""
    area: str = ""
    meeting_place: str = ""
    unit_id: int | None = None
    is_unit_only: bool = False
    kind: str | None = None
    address: str = ""
    map_reference: str | None = None
    briefing: str = ""
    risk_assessment: str = ""
    must_accept: bool = False
    plan_priority: str | None = None
    giving: Giving = Giving.FIRST_COME
    minimum_to_run: int | None = None
    needs_independent: bool = False
    adults: int | None = None


@dataclass(frozen=True)
class DutyContent:
    """Everything that can be said of a duty. Its moments stand on a London clock, so that they can be put in words."""

    said: Particulars
    starts_at: datetime
    ends_at: datetime
    sign_up_until: datetime | None
    posts: Sequence[PostPlan]

    @property
    def places(self) -> int:
        return sum(post.places for post in self.posts)

    @property
    def digest(self) -> str:
        """Equal for two duties of which the same is said: a page that shows an older one is known by it."""
        return hashlib.sha256(repr((self.said, self.moments, tuple(self.posts))).encode()).hexdigest()

    @property
    def moments(self) -> tuple[datetime, datetime, datetime | None]:
        """Start, end and last time to sign up, fit for comparing: two on one local clock are compared by what it
        shows, which is wrong in the hour that comes twice."""
        until = self.sign_up_until.astimezone(UTC) if self.sign_up_until else None
        return self.starts_at.astimezone(UTC), self.ends_at.astimezone(UTC), until
