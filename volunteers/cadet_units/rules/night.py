"""Whether cadets were kept safe through a night: by the times people really came and went, not by heads alone.

Times are those of London clocks. Sources: NSPCC, recommended adult to child ratios (one adult for ten of 13 to 18, and
always two); the times and lengths are the force's to confirm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from volunteers.errors import Refusal

LEADER = "The leader of the unit"
MINUTES = 60


@dataclass(frozen=True)
class Spell:
    """Someone who was there from one time to another."""

    name: str
    starts: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        return self.starts <= moment < self.ends


@dataclass(frozen=True)
class Limits:
    """What a night is held to."""

    least_adults: int
    cadets_per_adult: int
    latest_end: time
    longest_hours: int


def refusals_to_keep(
    adults: Sequence[Spell], cadets: Sequence[Spell], limits: Limits, *, began: datetime
) -> list[Refusal]:
    """What stands in the way of keeping a register; ``began`` is when the night began."""
    backwards = [
        Refusal("backwards", f"{each.name}: the time they left must be after the time they came.", LEADER)
        for each in (*adults, *cadets)
        if each.ends <= each.starts
    ]
    return backwards or [
        *_alone(adults, cadets, limits),
        *_ratio(adults, cadets, limits),
        *_late(cadets, limits, began),
    ]


def adults_needed(cadets: int, limits: Limits) -> int:
    """How many adults it takes for so many cadets; none where there are none."""
    return max(limits.least_adults, -(-cadets // limits.cadets_per_adult)) if cadets else 0


def _alone(adults: Sequence[Spell], cadets: Sequence[Spell], limits: Limits) -> Iterable[Refusal]:
    for moment in _moments(adults, cadets):
        here, with_them = _at(moment, cadets), _people_at(moment, adults)
        if here and with_them < limits.least_adults:
            words = (
                f"Never alone with one adult: from {_clock(moment)} there {_are(here, 'cadet')} and "
                f"{_adults(with_them)}. At least {limits.least_adults} adults must be there at every moment."
            )
            yield Refusal("never_alone", words, LEADER)
            return


def _ratio(adults: Sequence[Spell], cadets: Sequence[Spell], limits: Limits) -> Iterable[Refusal]:
    for moment in _moments(adults, cadets):
        here, with_them = _at(moment, cadets), _people_at(moment, adults)
        if here > with_them * limits.cadets_per_adult and with_them >= limits.least_adults:
            words = (
                f"Adult ratio: from {_clock(moment)} there {_are(here, 'cadet')} and {_adults(with_them)}. There must "
                f"be one adult for every {limits.cadets_per_adult} cadets."
            )
            yield Refusal("adult_ratio", words, LEADER)
            return


def _late(cadets: Sequence[Spell], limits: Limits, began: datetime) -> Iterable[Refusal]:
    latest = datetime.combine(began.date(), limits.latest_end, began.tzinfo)
    for each in cadets:
        if each.ends > latest:
            words = f"No late hours: {each.name} left at {_clock(each.ends)}. Cadets are gone by {_clock(latest)}."
            yield Refusal("late_hours", words, LEADER)
        elif (each.ends - each.starts).total_seconds() > limits.longest_hours * MINUTES * MINUTES:
            words = f"No late hours: {each.name} was there for more than {limits.longest_hours} hours."
            yield Refusal("too_long", words, LEADER)


def _moments(adults: Sequence[Spell], cadets: Sequence[Spell]) -> list[datetime]:
    """Every moment at which someone came or went, in order: between two of them nothing changes."""
    return sorted({moment for each in (*adults, *cadets) for moment in (each.starts, each.ends)})


def _at(moment: datetime, spells: Sequence[Spell]) -> int:
    return sum(each.covers(moment) for each in spells)


def _people_at(moment: datetime, spells: Sequence[Spell]) -> int:
    """How many people there are: someone whose name was entered twice is one."""
    return len({" ".join(each.name.casefold().split()) for each in spells if each.covers(moment)})


def _are(count: int, noun: str) -> str:
    return f"is 1 {noun}" if count == 1 else f"are {count} {noun}s"


def _adults(count: int) -> str:
    return {0: "no adult", 1: "1 adult"}.get(count, f"{count} adults")


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
