"""How the figures stand against each shape of target."""

from dataclasses import replace
from datetime import date

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.grading import Grade, Verdict, grade
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.plans import Shape, Wanted, day_words
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.targets import Baseline, GradedTarget, Quarter, StoredTarget, is_level
from volunteers.trends.rules.trend import Direction, TrendTest

TOO_EARLY = "Its date lies before the months shown here."
TOO_FEW = "There are too few people to show how they stand."


def graded(target: StoredTarget, series: MonthlySeries, counting: Counting) -> GradedTarget:
    """How the latest whole month, or the twelve months to it, stand against a target; once its date has passed, how
    they stood then. Ranges by quarter are held against the last quarter that is over.
    """
    then = series.until(target.due_on)
    trend = then.trend(target.measure)
    if not then.months:
        return GradedTarget(target, Verdict(Grade.UNKNOWN, TOO_EARLY), "not known", trend)
    if target.shape is Shape.QUARTERS:
        return _by_quarter(target, then, counting)
    value, last = then.standing(target.measure), then.months[-1]
    when = f"{'at the end of' if is_level(target.measure) else 'in the twelve months to'} {last:%B %Y}"
    known = _shown(target.measure, value, counting)
    if known is None or value is None:
        return _unshown(target, value, counting, when, trend)
    verdict = moved(target.baseline, known, trend) if target.baseline else grade(known, target.range, trend.direction)
    return GradedTarget(target, verdict, f"{known:,} {when}", trend, known)


def _by_quarter(target: StoredTarget, series: MonthlySeries, counting: Counting) -> GradedTarget:
    known = set(series.months)
    over = [quarter for quarter in target.quarters if quarter.months[-1] in known]
    if not over:
        first = target.quarters[0]
        verdict = Verdict(Grade.UNKNOWN, f"Its first quarter, {first.words}, is not over.")
        if first.months[-1] < series.months[0]:
            verdict = Verdict(Grade.UNKNOWN, TOO_EARLY)
        return GradedTarget(target, verdict, "not known", series.trend(target.measure))
    quarter = over[-1]
    then = series.until(last_day(quarter.months[-1].year, quarter.months[-1].month))
    value, trend = quarter_value(target.measure, quarter, then), then.trend(target.measure)
    when = f"{'at the end of' if is_level(target.measure) else 'in'} {quarter.words}"
    shown = _shown(target.measure, value, counting)
    if shown is None or value is None:
        return replace(_unshown(target, value, counting, when, trend), quarter=quarter)
    position = f"{shown:,} {when}, asked: {quarter.range.words}"
    return GradedTarget(target, grade(shown, quarter.range, trend.direction), position, trend, shown, quarter)


def quarter_value(measure: Measure, quarter: Quarter, series: MonthlySeries) -> int | None:
    """What a quarter comes to: the value at its end, or the total of its three months, which must all be known."""
    if is_level(measure):
        return series.of(measure, quarter.months[-1])
    if not set(quarter.months) <= set(series.months):
        return None
    return series.total(measure, quarter.months)


def _shown(measure: Measure, value: int | None, counting: Counting) -> int | None:
    """The value, where this viewer may see it; numbers of people are guarded when they are small."""
    if value is None:
        return None
    return value if measure is Measure.HOURS else counting.people(value).known


def _unshown(target: StoredTarget, value: int | None, counting: Counting, when: str, trend: TrendTest) -> GradedTarget:
    if value is None:
        return GradedTarget(target, Verdict(Grade.UNKNOWN, "It is not known yet."), f"not known {when}", trend)
    return GradedTarget(target, Verdict(Grade.UNKNOWN, TOO_FEW), f"{counting.people(value).words} {when}", trend)


def moved(baseline: Baseline, value: int, trend: TrendTest) -> Verdict:
    """Against a baseline a measure has moved as wanted, the other way, or not at all. It can meet, never exceed."""
    by = value - baseline.value
    stands = f"{_by_words(by)} the baseline of {baseline.value:,} on {day_words(baseline.on)}"
    if trend.direction is Direction.UNKNOWN:
        return Verdict(Grade.UNKNOWN, f"It is {stands}, and there is too little to test for a trend.")
    sign = 1 if baseline.wanted is Wanted.MORE else -1
    against = Direction.FALLING if sign == 1 else Direction.RISING
    goes = {Direction.RISING: "rising", Direction.FALLING: "falling"}.get(trend.direction, "without a clear trend")
    is_met = by * sign > 0 and trend.direction is not against
    return Verdict(Grade.MEETS if is_met else Grade.BELOW, f"It is {stands} and {goes}.")


def _by_words(by: int) -> str:
    return f"{by:,} over" if by > 0 else f"{-by:,} under" if by < 0 else "the same as"


def baseline_at(measure: Measure, series: MonthlySeries, on: date) -> int | None:
    """What the figures say a measure stood at when the last whole month before, or ending on, a date was over."""
    then = series.until(on)
    return then.standing(measure) if then.months else None
