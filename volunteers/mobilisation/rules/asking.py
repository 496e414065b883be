"""Who may be asked, and why the others are not, in words that fit in a list of counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from volunteers.errors import Refusal
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.rosters.rules import DutyContent
from volunteers.strands.rules import Strand

# The duties people are called out for, the likeliest first. A strand without one is never called: SpeedWatch works at
# the roadside by daylight, and others have no operational duties. Nobody calls children.
CALLED_FOR = ("response", "event")
AGAIN_AFTER = timedelta(minutes=15)
FAR = Refusal("too_far", "Their station is further away than you said.")
# What they said of themselves, and may take back; whether they are asked all the same is a tick.
SAID_THEMSELVES = frozenset({"away", "day_job"})
# It does not matter for whoever comes later that a duty has begun.
ALWAYS_FORGIVEN = frozenset({"begun"})

REASONS = {
    "not_serving": "Not serving then",
    "leave": "On leave",
    "suspended": "Suspended",
    "restricted": "Restricted, so on no operational duty",
    "away": "Away, as they said",
    "day_job": "At their day job, as they said",
    "already_on": "On this duty already",
    "clash": "On another duty at that time",
    "rest": "Too little rest before or after another duty",
    "weekly_hours": "At their limit of hours",
    "monthly_hours": "At their limit of hours",
    "average_hours": "At their limit of hours",
    "days_in_a_row": "At their limit of days in a row",
    "grade": "Grade not enough for any post",
    "too_far": "Further away than you said",
}
HOLDINGS = ("_lapsed", "_missing", "_not_begun")
NOT_HELD = "A clearance or qualification does not hold"
OTHER = "Another rule of the roster"


@dataclass(frozen=True)
class Reach:
    """How widely is asked: in which areas, how far away at most, and whether those who said that they cannot."""

    areas: tuple[str, ...]
    furthest_miles: int | None = None
    asks_away: bool = False


@dataclass(frozen=True)
class Asked:
    """A call as it is asked for: the duty, who is asked, and by when people are to be there."""

    strand: str
    content: DutyContent
    reach: Reach
    be_there_by: datetime


@dataclass(frozen=True)
class LeftOut:
    """One reason for which people are not asked, and who they are with what stands in their way in full."""

    reason: str
    people: tuple[tuple[str, str], ...]


def kind_called_for(strand: Strand) -> str | None:
    """The kind of duty people of a strand are called out for; None where nobody of it ever is."""
    operational = {kind.code for kind in strand.duty.kinds if kind.is_operational}
    if strand.code == CHILDRENS_STRAND:
        return None
    return next((code for code in CALLED_FOR if code in operational), None)


def forgiven(reach: Reach) -> frozenset[str]:
    """What stands in nobody's way: that the duty has begun and, where asked for, what they said of their time."""
    return ALWAYS_FORGIVEN | (SAID_THEMSELVES if reach.asks_away else frozenset())


def why_not(by_post: Iterable[tuple[Refusal, ...]], reach: Reach) -> tuple[Refusal, ...]:
    """What stands between someone and the post they come nearest to; empty when they may be asked.

    That a post is full stops nobody from being asked: places may come free.
    """
    passed = forgiven(reach) | {"full"}
    left = [tuple(one for one in refusals if one.code not in passed) for refusals in by_post]
    return min(left, key=len)


def left_out(people: Iterable[tuple[str, Sequence[Refusal]]]) -> tuple[LeftOut, ...]:
    """Those who are not asked by the first thing in their way, the reason of most people first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, refusals in people:
        found[_reason(refusals[0].code)].append((name, " ".join(one.message for one in refusals)))
    rows = (LeftOut(reason, tuple(sorted(names))) for reason, names in found.items())
    return tuple(sorted(rows, key=lambda one: (-len(one.people), one.reason)))


def _reason(code: str) -> str:
    return REASONS.get(code) or (NOT_HELD if code.endswith(HOLDINGS) else OTHER)
