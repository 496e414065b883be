"""Targets as they are shown: what each asks, where it comes from, and how things stand against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers.trends.rules.charts import Goal
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.grading import Grade, Range, Verdict, grade
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.trend import TrendTest

PUBLISHED = "Published target"
WORKING_AIM = "Working aim – not a published target"


@dataclass(frozen=True)
class StoredTarget:
    """A target as it was entered, and by whom."""

    measure: Measure
    range: Range
    due_on: date
    is_published: bool
    source: str
    source_url: str | None
    source_on: date
    entered_by: str
    entered_at: datetime

    @property
    def standing_words(self) -> str:
        """What kind of target it is; an aim of our own is never to be taken for a published one."""
        return PUBLISHED if self.is_published else WORKING_AIM

    @property
    def asks(self) -> str:
        """What it asks for, in words."""
        over = "" if self.measure is Measure.HEADCOUNT else " in the twelve months before"
        return f"{self.measure.label}: {self.range.words} by {self.due_on.day} {self.due_on:%B %Y}{over}"


@dataclass(frozen=True)
class GradedTarget:
    """A target with its grade, the position it was graded on and the trend test behind it."""

    target: StoredTarget
    verdict: Verdict
    position: str
    trend: TrendTest


def live_targets(stored: Iterable[StoredTarget]) -> list[StoredTarget]:
    """The targets that stand, the soonest due first: of several for one measure and date, the one entered last."""
    latest: dict[tuple[Measure, date], StoredTarget] = {}
    for target in sorted(stored, key=lambda each: each.entered_at):
        latest[target.measure, target.due_on] = target
    return sorted(latest.values(), key=lambda each: (each.due_on, each.measure))


def graded(target: StoredTarget, series: MonthlySeries, counting: Counting) -> GradedTarget:
    """How the latest whole month, or the twelve months to it, stand against a target; once its date has passed, how
    they stood then.
    """
    then = series.until(target.due_on)
    trend = then.trend(target.measure)
    if not then.months:
        verdict = Verdict(Grade.UNKNOWN, "Its date lies before the months shown here.")
        return GradedTarget(target, verdict, "not known", trend)
    value, last = then.standing(target.measure), then.months[-1]
    headcount = target.measure is Measure.HEADCOUNT
    when = f"{'at the end of' if headcount else 'in the twelve months to'} {last:%B %Y}"
    if target.measure is not Measure.HOURS and counting.people(value).known is None:
        verdict = Verdict(Grade.UNKNOWN, "There are too few people to show how they stand.")
        return GradedTarget(target, verdict, f"{counting.people(value).words} {when}", trend)
    return GradedTarget(target, grade(value, target.range, trend.direction), f"{value:,} {when}", trend)


def foremost_of(targets: Sequence[GradedTarget], *, after: date) -> GradedTarget | None:
    """The target to speak of first: the next one due for headcount, else the next due of any, else the last one."""
    coming = [one for one in targets if one.target.due_on > after]
    heads = [one for one in coming if one.target.measure is Measure.HEADCOUNT]
    return next(iter([*heads, *coming, *reversed(targets)]), None)


def goal_of(targets: Sequence[StoredTarget], *, after: date) -> Goal | None:
    """The headcount target to draw: the next one due after a date, or None."""
    coming = [target for target in targets if target.measure is Measure.HEADCOUNT and target.due_on > after]
    if not coming:
        return None
    target = coming[0]
    until = f"{target.range.words} by {target.due_on.day} {target.due_on:%B %Y}"
    lines = (f"Target: {until}",) if target.is_published else (f"{WORKING_AIM}:", until)
    return Goal(target.range, target.due_on, lines)
