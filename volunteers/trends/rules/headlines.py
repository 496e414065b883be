"""What the page says first: a few numbers, and three questions answered in a sentence each."""

from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.conversion import Conversion
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.pictures import capitalised, difference, month_words
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.targets import GradedTarget
from volunteers.trends.rules.trend import Direction, TrendTest


@dataclass(frozen=True)
class Headline:
    """One number with its name and what it is compared with."""

    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Answer:
    """A question, the answer in a word or two with its tone, and the reason."""

    question: str
    short: str
    tone: str
    reason: str


def headlines(series: MonthlySeries, counting: Counting, as_at: date) -> list[Headline]:
    """Headcount now, and what happened in the last twelve whole months beside the twelve before."""
    return [_headcount(series, counting, as_at), *(_total(series, counting, m) for m in TOTALS)]


TOTALS = (Measure.JOINERS, Measure.LEAVERS, Measure.APPLICATIONS, Measure.HOURS)


def _headcount(series: MonthlySeries, counting: Counting, as_at: date) -> Headline:
    month = series.running or series.months[-1]
    on = as_at if series.running else last_day(month.year, month.month)
    now = counting.people(series.of(Measure.HEADCOUNT, month))
    ago = [known for known in series.months if (known.year + 1, known.month) == (month.year, month.month)]
    if not ago:
        return Headline(f"Headcount on {on.day} {on:%B %Y}", capitalised(now.words), "No figure of a year ago")
    before = counting.people(series.of(Measure.HEADCOUNT, ago[0]))
    return Headline(
        f"Headcount on {on.day} {on:%B %Y}", capitalised(now.words),
        f"{difference(now, before)} at the end of {month_words(ago[0])} ({before.words})",
    )  # fmt: skip


def _total(series: MonthlySeries, counting: Counting, measure: Measure) -> Headline:
    is_people = measure is not Measure.HOURS
    now, before = (series.total(measure, months) for months in (series.year, series.year_before))
    said = [counting.people(value).words if is_people else f"{value:,}" for value in (now, before)]
    note = f"{said[1]} in the twelve months before" if series.year_before else "no figure of the twelve months before"
    if measure is Measure.LEAVERS:
        progressed = counting.people(series.total(Measure.PROGRESSED, series.year)).words
        note = f"{progressed} of them to the regular service; {note}"
    return Headline(f"{measure.label} in twelve months", capitalised(said[0]), capitalised(note))


def answers(trend: TrendTest, target: GradedTarget | None, conversion: Conversion) -> list[Answer]:
    """Are we growing, how do we stand against the target, where is it stuck."""
    growing = {
        Direction.RISING: ("Growing", "good"),
        Direction.FALLING: ("Shrinking", "poor"),
        Direction.NONE: ("No clear trend", "fair"),
        Direction.UNKNOWN: ("Too early to say", "waiting"),
    }[trend.direction]
    return [Answer("Are we growing?", *growing, trend.words), _against(target), _stuck(conversion)]


def _against(found: GradedTarget | None) -> Answer:
    question = "How do we stand against the target?"
    if found is None:
        reason = "No target with a number has been entered. What plans ask for has a direction and no number."
        return Answer(question, "No target", "waiting", reason)
    reason = f"{found.target.standing_words}. {found.target.asks}. {found.verdict.reason}"
    return Answer(question, found.verdict.grade.label, found.verdict.grade.tone, reason)


def _stuck(conversion: Conversion) -> Answer:
    question = "Where is it stuck?"
    narrowest = conversion.narrowest
    if narrowest is None:
        return Answer(question, "Too few to say", "waiting", "Too few applications to tell one stage from another.")
    before, after = narrowest
    reason = (
        f"Of those who came to “{before.name}”, {after.of_previous} have come to “{after.name}”: the smallest share of "
        "all stages. Some are still waiting there."
    )
    return Answer(question, f"Before {after.name.lower()}", "fair", reason)


def baseline_words(series: MonthlySeries, counting: Counting, trend: TrendTest) -> str:
    """Where an objective with a direction and no number began, where it stands, and which way it goes."""
    first = series.months[-trend.points]
    then, now = (counting.people(series.of(Measure.HEADCOUNT, month)) for month in (first, series.months[-1]))
    return (
        f"Headcount was {then.words} at the end of {month_words(first)} and {now.words} at the end of "
        f"{month_words(series.months[-1])}. {trend.words}"
    )
