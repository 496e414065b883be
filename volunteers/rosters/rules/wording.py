"""How refusals are put: dates, times that pass, names inside a sentence, and whom they speak to.

A list says the same few dates and lengths hundreds of times, so these are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from volunteers.rosters.rules.facts import Engagement


@dataclass(frozen=True)
class Pronouns:
    """Whom the refusals speak to. English uses the same verbs for "you" and "they", so these are all that differ."""

    subject: str
    possessive: str
    object: str


YOU = Pronouns("You", "Your", "you")
THEY = Pronouns("They", "Their", "them")


@lru_cache(maxsize=1000)
def in_words(day: date) -> str:
    """3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def days_of(engagement: Engagement) -> str:
    """24 October 2026, or 24 October 2026 to 25 October 2026."""
    first, last = engagement.first_on, engagement.last_on
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


@lru_cache(maxsize=1000)
def in_a_sentence(name: str) -> str:
    """A name as it stands inside a sentence: "medical", but "DBS check" and "Special Constabulary" as they are."""
    first, *rest = name.split(" ")
    proper = not first[1:].islower() or any(word[:1].isupper() for word in rest)
    return name if proper else f"{name[:1].lower()}{name[1:]}"


def either(names: Iterable[str]) -> str:
    """One, two or three."""
    *most, last = list(names) or ["nobody"]
    return f"{', '.join(most)} or {last}" if most else last


@lru_cache(maxsize=1000)
def lasting(minutes: int) -> str:
    """9 hours, 7 hours 30 minutes, 45 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours or not rest else []
    parts += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest else []
    return " ".join(parts)


def can(who: str) -> str:
    """The beginning of the sentence that says who puts it right."""
    return f"{who[:1].upper()}{who[1:]} can"


def clock_words(local: datetime | time) -> str:
    """6pm, 10:30am: a time of day as the GOV.UK style guide writes it."""
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def minutes_words(minutes: int) -> str:
    """The same of minutes since midnight."""
    return clock_words(time(*divmod(minutes, 60)))


def hours_words(starts: datetime, ends: datetime) -> str:
    """6pm to 11pm, or 10pm to 6am the next day, of two times a London clock shows."""
    nights = (ends.date() - starts.date()).days
    after = "" if nights == 0 else " the next day" if nights == 1 else f" on {in_words(ends.date())}"
    return f"{clock_words(starts)} to {clock_words(ends)}{after}"
