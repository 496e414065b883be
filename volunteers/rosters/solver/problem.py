"""What is to be filled: volunteers, duties with their posts, and the rules that every roster keeps.

All moments are aware and in UTC; lengths are hours that really pass; days are London days.
"""

from dataclasses import dataclass
from datetime import date, datetime

# What filling one place of a duty is worth, by the duty's priority: each step is worth twice the one before.
WEIGHTS = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}
Place = tuple[float, float]  # latitude and longitude in degrees


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for everybody."""

    rest_hours: float
    max_hours_per_week: float
    max_consecutive_days: int
    rest_applies_to_busy: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """A time from one moment until another."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A qualification someone holds from one day until another, both included; None is without an end."""

    code: str
    first_on: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Someone who may be rostered. Hours are those of the period; ``None`` for a limit is no limit.

    Someone whose date of birth is not known counts as an adult; without ``cleared_from`` they are not cleared at all.
    """

    id: str
    grade: str
    commitment_hours: float
    max_hours: float | None
    already_hours: float
    qualifications: tuple[Held, ...]
    cleared_from: date | None
    cleared_until: date | None
    birth_date: date | None
    available: tuple[Spell, ...]
    busy: tuple[Spell, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Post:
    """Places of one kind on a duty: who may take them, and how many there are."""

    id: str
    needs: tuple[str, ...]
    grades: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Work at a time, with posts."""

    id: str
    start: datetime
    end: datetime
    priority: int
    place: Place | None
    minimum_to_run: int
    needs_independent: bool
    adult_ratio: int | None
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person in one place of a post."""

    duty: str
    post: str
    volunteer: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything to be looked at.

    ``assigned`` are places that are taken already and stay taken, whatever the rules say of them: they count in their
    post, in the duty's minimum and in their person's hours and rest. ``barred`` are pairs of a volunteer and a duty
    that are not to be, for a reason this format does not know. Both are empty unless the service itself asks.
    """

    rules: Rules
    volunteers: tuple[Volunteer, ...]
    duties: tuple[Duty, ...]
    assigned: tuple[Assignment, ...] = ()
    barred: frozenset[tuple[str, str]] = frozenset()
