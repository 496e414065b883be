"""A measure drawn by month: a line for what stands or is a share, bars for what happens."""

from datetime import date

from volunteers.trends.rules.charts import NARROW, WIDE, Bar, Goal, Moment, bar_chart, line_chart
from volunteers.trends.rules.counts import Counting, ExactCount
from volunteers.trends.rules.measured import Told, told
from volunteers.trends.rules.measures import DEFINITIONS, Measure
from volunteers.trends.rules.pictures import Picture, capitalised, month_words
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.units import Kind

BARS = 25


def measure_picture(
    series: MonthlySeries, measure: Measure, counting: Counting, goal: Goal | None, sentence: str
) -> Picture:
    """The months of a measure with the table under them; what is hidden is a gap or a grey stub."""
    definition = DEFINITIONS[measure]
    is_bars = definition.kind is Kind.FLOW
    months = list(series.months[-BARS:] if is_bars else series.months)
    values = [(month, told(series, measure, [month], counting)) for month in months]
    rows = [(month_words(month), value.words) for month, value in reversed(values)]
    headings = ("Month", definition.name)
    title, said = f"{definition.name} by month", capitalised(sentence)
    if is_bars:
        bars = [_bar(measure, month, value) for month, value in values]
        keys = ["Up: more joined. Down: more left."] if measure is Measure.NET_CHANGE else [definition.name]
        wide, narrow = (bar_chart(bars, f, every=e, keys=keys) for f, e in ((WIDE, 3), (NARROW, 6)))
        return Picture(measure.value, title, said, wide, narrow, headings, rows)
    moments = [Moment(month, last_day(month.year, month.month), value) for month, value in values]
    wide, narrow = (line_chart(moments, f, every=e, goal=goal) for f, e in ((WIDE, 6), (NARROW, 12)))
    return Picture(measure.value, title, said, wide, narrow, headings, rows)


def _bar(measure: Measure, month: date, value: Told) -> Bar:
    if measure is not Measure.NET_CHANGE or value.known is None:
        return Bar(month, value)
    return Bar(month, ExactCount(max(value.known, 0)), ExactCount(max(-value.known, 0)))
