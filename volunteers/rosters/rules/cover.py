"""How well a duty is covered, and when a unit has fewer people on duty than it needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from volunteers.availability.rules import DAY_NAMES

# A unit is short once it has been below its minimum for this long; Assemble's rota counts it so (domain.md 2.4).
SHORT_AFTER = timedelta(minutes=15)
WORKING_DAYS, WEEKEND = frozenset(range(5)), frozenset((5, 6))


@dataclass(frozen=True)
class Cover:
    """Places on a duty. ``minimum`` is the strand's smallest team; a duty with fewer people cannot run.

    ``is_alone`` says that the duty needs someone who may be on duty alone, and that nobody on it may.
    """

    taken: int
    places: int
    minimum: int = 1
    is_alone: bool = False

    @property
    def is_below(self) -> bool:
        """Whether the duty could not run with those who are on it."""
        return self.taken < min(self.minimum, self.places)

    @property
    def tone(self) -> str:
        if self.is_below or self.is_alone:
            return "poor"
        return "good" if self.taken >= self.places else "waiting"

    @property
    def words(self) -> str:
        """What the colour says, in words."""
        if self.is_below:
            return "Below minimum"
        if self.is_alone:
            return "No independent officer"
        return "Full" if self.taken >= self.places else "Places free"

    @property
    def count(self) -> str:
        return f"{self.taken} of {self.places}"


@dataclass(frozen=True)
class CoverNeed:
    """At least so many people of a unit on these days of the week (Monday is 0), between these times in London.

    An end that is not after the start is on the next day.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time
    people: int

    @property
    def ends_next_day(self) -> bool:
        return self.ends <= self.starts

    def times(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """Each time it holds that begins between two days, both included, as a London clock shows it."""
        for step in range((last - first).days + 1):
            day = first + timedelta(days=step)
            if day.weekday() in self.weekdays:
                until = day + timedelta(days=1) if self.ends_next_day else day
                yield datetime.combine(day, self.starts), datetime.combine(until, self.ends)

    @property
    def days_in_words(self) -> str:
        """Every day, Monday to Friday, Saturday and Sunday, or the days one by one."""
        if len(self.weekdays) == len(DAY_NAMES):
            return "Every day"
        if self.weekdays == WORKING_DAYS:
            return "Monday to Friday"
        *most, last = [DAY_NAMES[day] for day in sorted(self.weekdays)]
        return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True)
class Present:
    """So many people on duty between two moments."""

    starts_at: datetime
    ends_at: datetime
    people: int


@dataclass(frozen=True)
class Shortfall:
    """A time in which fewer were on duty than are needed; ``fewest`` is how few at the worst moment of it."""

    starts_at: datetime
    ends_at: datetime
    fewest: int
    needed: int


def shortfalls(window: tuple[datetime, datetime], needed: int, present: Iterable[Present]) -> list[Shortfall]:
    """When in a time there are fewer people than needed, for a quarter of an hour or longer; in order."""
    starts_at, ends_at = window
    spells: list[Shortfall] = []
    for begins, ends, people in _steps(starts_at, ends_at, list(present)):
        if people >= needed:
            continue
        if spells and spells[-1].ends_at == begins:
            before = spells.pop()
            spells.append(Shortfall(before.starts_at, ends, min(before.fewest, people), needed))
        else:
            spells.append(Shortfall(begins, ends, people, needed))
    return [spell for spell in spells if spell.ends_at - spell.starts_at >= SHORT_AFTER]


def _steps(
    starts_at: datetime, ends_at: datetime, present: Sequence[Present]
) -> Iterator[tuple[datetime, datetime, int]]:
    """The window cut wherever someone comes or goes, each piece with how many are there in it."""
    changes: dict[datetime, int] = {starts_at: 0, ends_at: 0}
    for one in present:
        begins, ends = max(one.starts_at, starts_at), min(one.ends_at, ends_at)
        if begins < ends:
            changes[begins] = changes.get(begins, 0) + one.people
            changes[ends] = changes.get(ends, 0) - one.people
    moments, people = sorted(changes), 0
    for begins, ends in pairwise(moments):
        people += changes[begins]
        yield begins, ends, people
