"""Years of service: from which day they are counted, and which of them are marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.forces.rules import Records
from volunteers.strands.rules import StrandCode

MEDAL = "the Special Constabulary Long Service Medal"


@dataclass(frozen=True)
class Spell:
    """Service or leave from a day until another (not included), or still running."""

    from_on: date
    until_on: date | None = None

    def days_before(self, day: date) -> int:
        """How many of its days lie before a day."""
        last = min(self.until_on or day, day)
        return max(0, (last - self.from_on).days)

    def runs_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True)
class Milestone:
    """So many years of service on a day; some bring a medal, which the force has to confirm."""

    years: int
    on: date
    brings_medal: bool = False

    @property
    def words(self) -> str:
        return "1 year of service" if self.years == 1 else f"{self.years} years of service"

    @property
    def note(self) -> str:
        """What else it brings."""
        return f"May bring {MEDAL}: the force has to confirm it" if self.brings_medal else ""


def counted_from(service: Iterable[Spell], leave: Iterable[Spell], on: date, records: Records) -> date | None:
    """The day from which years are counted for someone who serves on a day; None when they do not.

    Earlier service moves it back where the force counts it; leave moves it forward where the force does not.
    """
    spells = sorted(service, key=lambda spell: spell.from_on)
    current = next((spell for spell in spells if spell.runs_on(on)), None)
    if current is None:
        return None
    counted = [current]
    begins = current.from_on
    if records.counts_service_before_breaks:
        counted += [spell for spell in spells if spell.from_on < current.from_on]
        begins -= timedelta(days=sum(spell.days_before(current.from_on) for spell in counted[1:]))
    if not records.leave_counts:
        begins += timedelta(days=sum(_within(one, counted, on) for one in leave))
    return begins


def milestones_of(begins: date, strand: str, records: Records) -> tuple[Milestone, ...]:
    """Every year of service that is marked in a strand, the first one first."""
    is_special = strand == StrandCode.SPECIAL_CONSTABULARY
    return tuple(
        Milestone(years, _anniversary(begins, years), brings_medal=is_special and years == records.medal_years)
        for years in records.milestone_years
        if is_special or years != records.medal_years
    )


def next_milestone(milestones: Sequence[Milestone], on: date) -> Milestone | None:
    """The first that is reached on a day or later."""
    return next((one for one in milestones if one.on >= on), None)


def _within(leave: Spell, service: Sequence[Spell], on: date) -> int:
    """The days of leave, up to a day, that lie within service."""
    total = 0
    for spell in service:
        first = max(leave.from_on, spell.from_on)
        last = min(leave.until_on or on, spell.until_on or on, on)
        total += max(0, (last - first).days)
    return total


def _anniversary(day: date, years: int) -> date:
    """The same day so many years on; who began on 29 February completes a year on 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
