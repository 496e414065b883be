"""Cadets turn 18 and move on: when they are told, when they can be on no duty, and when their service ends by itself.

A cadet is 13 to 17. At 18 they go on to be a leader, a Police Support Volunteer or a Special, or they leave.
Source: Volunteer Police Cadets; domain.md 1.3. That service ends by itself after 30 days is ours, to be confirmed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.strands.rules import StrandCode, birthday

OF_AGE = 18
# Days before the 18th birthday, furthest first.
STEPS = (90, 30, 7)
AHEAD = timedelta(days=STEPS[0])
ENDS_BY_ITSELF_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Way:
    """What a cadet may be invited to go on to, and the strand it belongs to."""

    code: str
    words: str
    invitation: str
    strand: str


WAYS = (
    Way(
        "cadet_leader", "Cadet leader", "lead cadets yourself, as a Police Support Volunteer",
        StrandCode.POLICE_SUPPORT_VOLUNTEERS,
    ),
    Way(
        "support_volunteer", "Police Support Volunteer", "be a Police Support Volunteer",
        StrandCode.POLICE_SUPPORT_VOLUNTEERS,
    ),
    Way("special", "Special Constable", "be a Special Constable", StrandCode.SPECIAL_CONSTABULARY),
)  # fmt: skip
LEAVES = "leaves"


def turns_18_on(birth_date: date) -> date:
    return birthday(birth_date, OF_AGE)


def step_due(turns_on: date, on: date, warned: Collection[int]) -> int | None:
    """The warning that is due on a date: the nearest step reached, once, and none from the birthday on."""
    left = (turns_on - on).days
    reached = [step for step in STEPS if left <= step]
    if left <= 0 or not reached:
        return None
    nearest = min(reached)
    return None if any(step <= nearest for step in warned) else nearest


def ends_by_itself_on(turns_on: date) -> date:
    """The day on which cadet service ends if nobody has moved them on."""
    return turns_on + ENDS_BY_ITSELF_AFTER


def age_words(turns_on: date, on: date) -> str:
    """How near the birthday is."""
    left = (turns_on - on).days
    if left < 0:
        return f"18 for {_days(-left)}"
    return "18 today" if left == 0 else f"In {_days(left)}"


def age_tone(turns_on: date, on: date) -> str:
    left = (turns_on - on).days
    if left <= 0:
        return "poor"
    return "waiting" if left <= STEPS[1] else "fair"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def way_of(code: str | None) -> Way | None:
    return next((way for way in WAYS if way.code == code), None)
