"""How things stand against plans and targets, graded on published figures and not on those of the day."""

from dataclasses import replace
from datetime import date

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.rules.grading import Grade, Range, Verdict, grade
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.plans import Wanted
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.reports.figures import RoundedCounting
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.standing import graded, moved
from volunteers.trends.rules.targets import GradedTarget, StoredTarget, is_level
from volunteers.trends.rules.trend import Direction

# What a release gives itself. Another figure of the same, taken on another day, would tell what it keeps back.
RELEASED = {Measure.HEADCOUNT: "active", Measure.APPLICATIONS: "applied", Measure.LEAVERS: "left"}
NOT_RELEASED = "The release gives no figure to hold against it."
TREND = {
    Direction.RISING: "Rising over two years.",
    Direction.FALLING: "Falling over two years.",
    Direction.NONE: "No clear trend over two years.",
    Direction.UNKNOWN: "Too few months to test for a trend.",
}
WANTED = {Wanted.MORE: "More are wanted, without a number.", Wanted.FEWER: "Fewer are wanted, without a number."}


def released(content: Content, measure: Measure, strand: str, area: str | None) -> PublishedCount | None:
    """The figure of a release for a measure; None where releases do not give it."""
    place = f"{strand}@{area}" if area else strand
    for code in ("adults.people", "cadets.people"):
        system = content.by_code.get(code)
        found = system.count(RELEASED[measure], place) if system and measure in RELEASED else None
        if found is not None:
            return found
    return None


def told_target(target: StoredTarget, counting: RoundedCounting) -> StoredTarget | None:
    """A target as everyone may read it: a baseline that was taken from our own figures is rounded like them.

    None where that baseline is too small to be told.
    """
    if target.baseline is None or not target.baseline.is_ours or target.measure is Measure.HOURS:
        return target
    known = counting.people(target.baseline.value).known
    return None if known is None else replace(target, baseline=replace(target.baseline, value=known))


def graded_for_report(
    target: StoredTarget, series: MonthlySeries, content: Content, counting: RoundedCounting
) -> GradedTarget:
    """How things stood at the cut-off against a target, in the words and grades of the plans pages."""
    series = series.until(content.cut_off)
    if target.measure not in RELEASED:
        return graded(target, series, counting)
    then = series.until(target.due_on)
    trend = then.trend(target.measure)
    asked = _asked_at(target, content.cut_off)
    count = released(content, target.measure, target.strand, target.area)
    if asked is None or count is None or count.shown is None or target.due_on < content.cut_off:
        return GradedTarget(target, Verdict(Grade.UNKNOWN, NOT_RELEASED), "not given", trend)
    value = count.shown
    verdict = moved(target.baseline, value, trend) if target.baseline else grade(value, asked, trend.direction)
    return GradedTarget(target, verdict, f"{value:,} {when_words(target.measure, count.as_at)}", trend, value)


def objective_words(
    measure: Measure, wanted: Wanted, strand: str, series: MonthlySeries, content: Content, counting: RoundedCounting
) -> str:
    """How the measure of an objective without a number stands: never a grade."""
    series = series.until(content.cut_off)
    count = released(content, measure, strand, None)
    if count is None:
        if not series.months:
            return "Nothing has been counted yet."
        value = series.standing(measure)
        words = f"{value:,}" if measure is Measure.HOURS else counting.people(value).words
        as_at = content.cut_off
    else:
        words, as_at = count.words, count.as_at
    direction = series.trend(measure).direction if series.months else Direction.UNKNOWN
    return " ".join(
        [
            *filter(None, [WANTED.get(wanted)]),
            f"{measure.label}: {words} {when_words(measure, as_at)}.",
            TREND[direction],
        ]
    )


def when_words(measure: Measure, on: date) -> str:
    """When a figure of a measure is of."""
    day = f"{on.day} {on:%B %Y}"
    return f"on {day}" if is_level(measure) else f"in the twelve months to {day}"


def _asked_at(target: StoredTarget, cut_off: date) -> Range | None:
    """The range that the release's figure can be held against."""
    if not target.quarters:
        return target.range
    if not is_level(target.measure):
        return None
    ends = {last_day(quarter.months[-1].year, quarter.months[-1].month): quarter.range for quarter in target.quarters}
    return ends.get(cut_off)
