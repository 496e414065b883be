"""Targets as they are shown: what each asks, where it comes from, and how things stand against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers.trends.rules.charts import Goal
from volunteers.trends.rules.grading import Range, Verdict
from volunteers.trends.rules.measures import DEFINITIONS, Measure
from volunteers.trends.rules.plans import Shape, Wanted, day_words
from volunteers.trends.rules.trend import TrendTest

PUBLISHED = "Published target"
WORKING_AIM = "Working aim – not a published target"


@dataclass(frozen=True)
class Quarter:
    """The range of one quarter, which begins on the first of January, April, July or October."""

    starts_on: date
    range: Range

    @property
    def months(self) -> list[date]:
        """The first days of its three months."""
        return [date(self.starts_on.year, self.starts_on.month + step, 1) for step in (0, 1, 2)]

    @property
    def words(self) -> str:
        """Like "January to March 2027"."""
        return f"{self.starts_on:%B} to {self.months[-1]:%B %Y}"


@dataclass(frozen=True)
class Baseline:
    """Where a direction is measured from. ``is_ours`` when it was taken from these figures, not from the document."""

    wanted: Wanted
    value: int
    on: date
    is_ours: bool

    @property
    def words(self) -> str:
        """Like "more than 320 on 31 March 2021 (from our figures)"."""
        whence = "from our figures" if self.is_ours else "as the document gives it"
        return f"{self.wanted.value} than {self.value:,} on {day_words(self.on)} ({whence})"


@dataclass(frozen=True)
class StoredTarget:
    """A target as it was entered, and by whom.

    ``range`` and ``due_on`` are what a target with a number by a date asks. Of ranges by quarter they are the last
    quarter's and its end; of a direction, ``range`` is its baseline as "at least", to be read from ``baseline``.
    """

    measure: Measure
    range: Range
    due_on: date
    is_published: bool
    source: str
    source_url: str | None
    source_on: date
    entered_by: str
    entered_at: datetime
    shape: Shape = Shape.NUMBER
    quarters: tuple[Quarter, ...] = ()
    baseline: Baseline | None = None
    id: int = 0
    plan_id: int | None = None
    strand: str = ""
    area: str | None = None
    withdrawn: str | None = None

    @property
    def standing_words(self) -> str:
        """What kind of target it is; an aim of our own is never to be taken for a published one."""
        return PUBLISHED if self.is_published else WORKING_AIM

    @property
    def asks(self) -> str:
        """What it asks for, in words."""
        if self.baseline:
            over = "" if is_level(self.measure) else " in twelve months"
            return f"{self.measure.label}: {self.baseline.words}{over}, by {day_words(self.due_on)}"
        if self.quarters:
            return f"{self.measure.label}: a range for each quarter to {day_words(self.due_on)}"
        over = "" if is_level(self.measure) else " in the twelve months before"
        return f"{self.measure.label}: {self.range.words} by {day_words(self.due_on)}{over}"


@dataclass(frozen=True)
class GradedTarget:
    """A target with its grade, the position it was graded on and the trend test behind it.

    ``value`` is that position as a number, or None where it is not known or not to be shown. ``quarter`` is the one
    that was graded.
    """

    target: StoredTarget
    verdict: Verdict
    position: str
    trend: TrendTest
    value: int | None = None
    quarter: Quarter | None = None

    @property
    def line(self) -> str:
        """How things stand, in one line that always says whose target it is."""
        return f"{self.target.standing_words}. {self.target.asks}. {self.verdict.grade.label}: {self.position}."


def is_level(measure: Measure) -> bool:
    """Whether a measure stands on a day, and is not added up over a time."""
    kind = getattr(DEFINITIONS[measure], "kind", None)
    return measure is Measure.HEADCOUNT if kind is None else str(kind.value) != "flow"


def live_targets(stored: Iterable[StoredTarget]) -> list[StoredTarget]:
    """The targets that stand, the soonest due first: of several for one measure, shape and date, the one entered last.

    A published target and an aim of our own never replace each other.
    """
    latest: dict[tuple[Measure, date, Shape, bool], StoredTarget] = {}
    for target in sorted(stored, key=lambda each: each.entered_at):
        if target.withdrawn is None:
            latest[target.measure, target.due_on, target.shape, target.is_published] = target
    return sorted(latest.values(), key=lambda each: (each.due_on, each.measure, each.shape, not each.is_published))


def foremost_of(targets: Sequence[GradedTarget], *, after: date) -> GradedTarget | None:
    """The target to speak of first: the next one due for headcount, else the next due of any, else the last one.

    A published one goes before an aim of our own.
    """
    coming = [one for one in targets if one.target.due_on > after]
    heads = [one for one in coming if one.target.measure is Measure.HEADCOUNT]
    for among in (heads, coming):
        if among:
            return next((one for one in among if one.target.is_published), among[0])
    return targets[-1] if targets else None


def goal_of(targets: Sequence[StoredTarget], *, after: date) -> Goal | None:
    """The headcount target to draw: the next one with a number that is due after a date, or None."""
    coming = [
        target for target in targets
        if target.measure is Measure.HEADCOUNT and target.shape is Shape.NUMBER and target.due_on > after
    ]  # fmt: skip
    if not coming:
        return None
    target = coming[0]
    until = f"{target.range.words} by {day_words(target.due_on)}"
    lines = (f"Target: {until}",) if target.is_published else (f"{WORKING_AIM}:", until)
    return Goal(target.range, target.due_on, lines)
