"""Why a place stays empty, in words: what is missing, who can put it right, and where that is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

MOST_IN_FULL = 2  # of the reasons of one place; the others are in a list that is opened


class Where(StrEnum):
    """The page on which something is put right."""

    ADD = "add"  # who could be put on it by hand, outside their usual times too
    DUTY = "duty"  # the duty, to be changed
    PEOPLE_ON_IT = "people_on_it"  # the duty, with who is on it
    CALENDAR = "calendar"  # the duties of those days
    LAPSES = "lapses"  # what runs out of people's qualifications and clearances
    NOT_OUT = "not_out"  # who has had no duty for long


@dataclass(frozen=True)
class Cause:
    """One reason. ``one`` and ``many`` go on from "1 volunteer" and "2 volunteers"; ``remedy`` is a whole sentence."""

    one: str
    many: str
    remedy: str
    where: Where
    link: str


class Counted(Protocol):
    """A reason, how many it stops at all, and how many of them nothing else stops."""

    @property
    def code(self) -> str: ...
    @property
    def volunteers(self) -> int: ...
    @property
    def volunteers_only(self) -> int: ...


@dataclass(frozen=True)
class Said:
    """A reason in words, and where it is put right. ``alone`` says how many nothing else stops."""

    people: str
    alone: str
    remedy: str
    where: Where
    link: str

    @property
    def words(self) -> str:
        return f"{self.people} {self.alone}".strip()


CAUSES: dict[str, Cause] = {
    "grade": Cause(
        "has a grade that this post is not for", "have a grade that this post is not for",
        "Whoever plans the duty can open the post to other grades.", Where.DUTY, "Change who may take it",
    ),
    "qualification": Cause(
        "lacks a qualification it needs, or has one that runs out before",
        "lack a qualification it needs, or have one that runs out before",
        "A trainer can record or renew it.", Where.LAPSES, "Look at what runs out",
    ),
    "not_cleared": Cause(
        "is not cleared for duty on that day", "are not cleared for duty on that day",
        "A coordinator can have their clearance renewed.", Where.LAPSES, "Look at what runs out",
    ),
    "barred": Cause(
        "is kept from it by another rule, such as leave, a restriction or hours over some months",
        "are kept from it by another rule, such as leave, a restriction or hours over some months",
        "Search for them by name to see which rule it is, and who can help.", Where.ADD, "Search by name",
    ),
    "no_one_available": Cause(
        "has not said that they can be there all that time", "have not said that they can be there all that time",
        "They can say so under “My availability”, or you can ask them.", Where.ADD, "See whom you could ask",
    ),
    "busy": Cause(
        "is at their day job then, or too soon before or after it",
        "are at their day job then, or too soon before or after it",
        "Another time of day may suit more people. Whoever plans the duty can move it.", Where.DUTY, "Move the duty",
    ),
    "on_this_duty": Cause(
        "is on this duty already, in another place", "are on this duty already, in other places",
        "A supervisor can give them this place instead.", Where.PEOPLE_ON_IT, "Look at who is on it",
    ),
    "elsewhere": Cause(
        "is on another duty at that time", "are on other duties at that time",
        "A coordinator can free them from the other duty.", Where.CALENDAR, "Look at those days",
    ),
    "rest": Cause(
        "would have too little rest before or after another duty",
        "would have too little rest before or after another duty",
        "A coordinator can free them from the other duty, or move this one.", Where.CALENDAR, "Look at those days",
    ),
    "max_hours": Cause(
        "would do more hours than they may in a month", "would do more hours than they may in a month",
        "The force sets that limit. Someone who has done less can be asked.", Where.NOT_OUT,
        "See who has not been out lately",
    ),
    "week_hours": Cause(
        "would do more hours than anyone may in that week, the day job counted",
        "would do more hours than anyone may in that week, the day job counted",
        "A coordinator can free them from another duty of that week.", Where.CALENDAR, "Look at that week",
    ),
    "consecutive_days": Cause(
        "would have too many days in a row with a duty", "would have too many days in a row with a duty",
        "A coordinator can free them from a duty the day before or after.", Where.CALENDAR, "Look at those days",
    ),
    "minimum_to_run": Cause(
        "could come, but the duty would still have too few people to run",
        "could come, but with just one of them the duty would still have too few people to run",
        "Whoever plans the duty can let it run with fewer.", Where.DUTY, "Change the fewest people",
    ),
    "independent_needed": Cause(
        "could come, but nobody on the duty could work alone",
        "could come, but nobody on the duty could work alone",
        "A supervisor can first put someone on it who may work alone.", Where.ADD, "See whom you could ask",
    ),
    "adult_ratio": Cause(
        "could come, but there would be too few adults beside the young people",
        "could come, but there would be too few adults beside the young people",
        "A supervisor can find more adults, and say how many will be there.", Where.DUTY, "Change how many adults",
    ),
}  # fmt: skip
NOBODY = Said(
    "No volunteer who serves there could be asked.", "",
    "A coordinator can find people who would move or be trained.", Where.NOT_OUT, "See who has not been out lately",
)  # fmt: skip


def explained(reasons: Sequence[Counted]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """The reasons that matter most, in full, and the others; they come with what stops most people alone first.

    What stops nobody alone matters only where nothing does.
    """
    known = [one for one in reasons if one.code in CAUSES]
    alone = [one for one in known if one.volunteers_only]
    first = (alone or sorted(known, key=lambda one: -one.volunteers))[:MOST_IN_FULL]
    others = [one for one in known if one not in first]
    return tuple(said(one) for one in first) or (NOBODY,), tuple(said(one) for one in others)


def said(reason: Counted) -> Said:
    """38 volunteers have not said that they can be there all that time. Nothing else stops 12 of them."""
    cause, count, only = CAUSES[reason.code], reason.volunteers, reason.volunteers_only
    people = f"1 volunteer {cause.one}" if count == 1 else f"{count:,} volunteers {cause.many}"
    alone = "" if not only else "Nothing else stops them." if only == count else f"Nothing else stops {only:,} of them."
    return Said(f"{people}.", alone, cause.remedy, cause.where, cause.link)
