"""Pictures: a drawing in two sizes, the sentence that says what it shows, and the table of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts import (
    NARROW,
    WIDE,
    Bar,
    Chart,
    Funnel,
    Goal,
    Moment,
    Multiples,
    bar_chart,
    funnel_chart,
    line_chart,
)
from volunteers.trends.rules.conversion import Conversion
from volunteers.trends.rules.counts import Count, Counting, ExactCount
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MonthlySeries

SO_FAR = "so far"


@dataclass(frozen=True)
class Picture:
    """A figure of a page. The first of ``headings`` names the rows; every cell is in words."""

    code: str
    title: str
    sentence: str
    wide: Chart | Funnel | Multiples
    narrow: Chart | Funnel | Multiples
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def is_funnel(self) -> bool:
        """Whether it is drawn as bars under their names and not in a frame with axes."""
        return isinstance(self.wide, Funnel)

    @property
    def is_multiple(self) -> bool:
        """Whether it is many small drawings that flow to the width there is."""
        return isinstance(self.wide, Multiples)


def month_words(month: date, *, is_so_far: bool = False) -> str:
    """October 2026, and "so far" in the month that is running."""
    return f"{month:%B %Y}, {SO_FAR}" if is_so_far else f"{month:%B %Y}"


def headcount_picture(series: MonthlySeries, counting: Counting, goal: Goal | None, as_at: date) -> Picture:
    """The headcount at the end of each month, with the target."""
    moments = [
        Moment(
            month,
            as_at if month == series.running else last_day(month.year, month.month),
            counting.people(series.of(Measure.HEADCOUNT, month)),
            month == series.running,
        )
        for month in series.all_months
    ]
    return Picture(
        "headcount",
        "Headcount by month",
        _headcount_sentence(series, counting),
        line_chart(moments, WIDE, every=6, goal=goal),
        line_chart(moments, NARROW, every=12, goal=goal),
        ("Month", "Headcount at the end"),
        [(month_words(m.month, is_so_far=m.is_so_far), m.count.words) for m in reversed(moments)],
    )


def _headcount_sentence(series: MonthlySeries, counting: Counting) -> str:
    last = series.months[-1]
    now = counting.people(series.of(Measure.HEADCOUNT, last))
    said = f"{now.words} at the end of {month_words(last)}"
    if len(series.months) <= 12:
        return f"{capitalised(said)}."
    before = counting.people(series.of(Measure.HEADCOUNT, series.months[-13]))
    return f"{capitalised(said)}, {difference(now, before)} a year before."


def capitalised(words: str) -> str:
    """The same words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def difference(now: Count, before: Count) -> str:
    """How one count compares with an earlier one, in words that go before "a year before"."""
    if now.known is None or before.known is None:
        return f"against {before.words}"
    change = now.known - before.known
    if change == 0:
        return "as many as"
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'} than"


def flows_picture(series: MonthlySeries, counting: Counting) -> Picture:
    """Joiners and leavers by month; those who joined the regular service stand apart from those who left."""
    months = series.all_months[-25:]
    bars = [
        Bar(
            month,
            counting.people(series.of(Measure.JOINERS, month)),
            counting.people(series.of(Measure.LEAVERS, month)),
            counting.people(series.of(Measure.PROGRESSED, month)),
            month == series.running,
        )
        for month in months
    ]
    measures = (Measure.JOINERS, Measure.LEAVERS, Measure.PROGRESSED)
    year = [counting.people(series.total(measure, series.year)) for measure in measures]
    sentence = (
        f"In the twelve months to {month_words(series.months[-1])}, {year[0].words} joined and {year[1].words} left, "
        f"of whom {year[2].words} joined the regular service."
    )
    keys = ("Up: joined", "Down: left (white: to the regular service)")
    return Picture(
        "flows", "Joiners and leavers by month", sentence,
        bar_chart(bars, WIDE, every=3, keys=keys), bar_chart(bars, NARROW, every=6, keys=keys),
        ("Month", "Joiners", "Leavers", "of whom to the regular service"),
        [
            (month_words(bar.month, is_so_far=bar.is_so_far), *(c.words for c in (bar.up, bar.down, bar.apart) if c))
            for bar in reversed(bars)
        ],
    )  # fmt: skip


def hours_picture(series: MonthlySeries) -> Picture:
    """Hours booked by month."""
    bars = [
        Bar(month, ExactCount(series.of(Measure.HOURS, month)), is_so_far=month == series.running)
        for month in series.all_months[-25:]
    ]
    year = series.total(Measure.HOURS, series.year)
    heads = [series.of(Measure.HEADCOUNT, month) for month in series.year]
    sentence = f"{year:,} hours in the twelve months to {month_words(series.months[-1])}"
    sentence += f", about {year / sum(heads):.1f} a month for each person serving." if sum(heads) else "."
    return Picture(
        "hours", "Hours by month", sentence,
        bar_chart(bars, WIDE, every=3, keys=["Hours"]), bar_chart(bars, NARROW, every=6, keys=["Hours"]),
        ("Month", "Hours"),
        [(month_words(bar.month, is_so_far=bar.is_so_far), bar.up.words) for bar in reversed(bars)],
    )  # fmt: skip


def conversion_picture(conversion: Conversion, first: date, last: date) -> Picture:
    """How far the applications of twelve months have come."""
    sent, appointed = conversion.steps[0].reached, conversion.steps[-1].reached
    going = "Others may be" if conversion.under_way is None else f"{conversion.under_way.words} are"
    sentence = (
        f"Of {sent.words} applications sent from {month_words(first)} to {month_words(last)}, {appointed.words} have "
        f"been appointed so far. {capitalised(going)} still on their way, so the later stages will rise. "
        f"Unsuccessful: {conversion.unsuccessful.words}. Withdrawn: {conversion.withdrawn.words}."
    )
    return Picture(
        "conversion", "How far applications have come", sentence,
        funnel_chart(conversion, WIDE.width), funnel_chart(conversion, NARROW.width),
        ("Stage", "Came to it", "Of all sent", "Of the stage before"),
        [(step.name, step.reached.words, step.of_all or "–", step.of_previous or "–") for step in conversion.steps],
    )  # fmt: skip
