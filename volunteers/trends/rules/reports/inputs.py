"""What a quarterly report is made from: a release, and what was known beside it on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount


@dataclass(frozen=True)
class Waiting:
    """How many applications of a strand wait at one stage, and for whom."""

    strand: str
    stage: str
    waits_on: str
    count: PublishedCount


@dataclass(frozen=True)
class HoursOf:
    """Whole hours of a strand in the twelve months to the cut-off, and in the twelve before where they are known."""

    strand: str
    now: int
    before: int | None


@dataclass(frozen=True)
class Asked:
    """An objective, a target or a milestone: what is asked, of what, and how it stands in a word and in words."""

    words: str
    where: str
    short: str
    stands: str


@dataclass(frozen=True)
class PlanSaid:
    """The plan in force, with what it asks. Without a plan ``name`` is empty; targets may stand all the same."""

    name: str
    about: str
    objectives: Sequence[Asked]
    targets: Sequence[Asked]
    milestones: Sequence[Asked]
    grading: str


@dataclass(frozen=True)
class Foreseen:
    """The headcount of a strand expected on a day, with the range that holds 8 times in 10; or why there is none.

    ``chance`` is that of the target to come, in words; empty without one.
    """

    strand: str
    on: date | None
    median: PublishedCount
    low: PublishedCount
    high: PublishedCount
    chance: str
    refusal: str = ""


@dataclass(frozen=True)
class Quarterly:
    """All that a quarterly report is made from. ``made_on`` is the day of plans, forecasts and what waits."""

    content: Content
    a_year_before: Content | None
    waiting: Sequence[Waiting]
    fewest_waiting: int
    hours: Sequence[HoursOf]
    plan: PlanSaid
    foreseen: Sequence[Foreseen]
    made_on: date
