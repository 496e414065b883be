"""When someone is warned that what they hold runs out: a few days in advance, once each, and no more once renewed."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from volunteers.strands.rules import in_words

# Days before the last good day, furthest first: time to book a medical, and then to go.
STEPS = (90, 60, 30, 7)
AHEAD = timedelta(days=STEPS[0])


class HeldKind(StrEnum):
    """What runs out: something a volunteer holds, or a check of an applicant on the way to being appointed."""

    CLEARANCE = "clearance"
    QUALIFICATION = "qualification"
    CHECK = "check"

    @property
    def label(self) -> str:
        return {"clearance": "Clearances", "qualification": "Qualifications", "check": "Checks of applicants"}[self]


def step_due(until_on: date, on: date, warned: Collection[int], *, is_renewed: bool = False) -> int | None:
    """The warning to send on a date about something good until a date, that day included; None when there is none.

    It is the nearest step that has been reached, so that after days without a run one warning goes out and not
    several. Each step goes out once, none after a nearer one, and none for what has lapsed or was renewed.
    """
    left = (until_on - on).days
    reached = [step for step in STEPS if left <= step]
    if is_renewed or left < 0 or not reached:
        return None
    nearest = min(reached)
    return None if any(step <= nearest for step in warned) else nearest


def state_words(until_on: date, on: date) -> str:
    """How it stands on a date, in a few words."""
    left = (until_on - on).days
    if left < 0:
        return "Lapsed"
    if left == 0:
        return "Last good day"
    return "1 day left" if left == 1 else f"{left} days left"


def state_tone(until_on: date, on: date) -> str:
    """How that is coloured."""
    left = (until_on - on).days
    if left < 0:
        return "poor"
    return "waiting" if left <= STEPS[2] else "fair"


def week_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def week_words(day: date, on: date) -> str:
    """The week of a day as a heading, seen from another day."""
    monday, now = week_of(day), week_of(on)
    said = {-7: "Last week", 0: "This week", 7: "Next week"}.get((monday - now).days)
    words = in_words(monday)
    return f"{said}, from {words}" if said else f"Week of {words}"
