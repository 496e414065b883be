"""What is asked of one kind of volunteering and not of the others, as numbers beside those of all."""

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.headlines import Headline
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.pictures import capitalised, month_words
from volunteers.trends.rules.series import MonthlySeries


def own_figures(series: MonthlySeries, counting: Counting, *, is_warranted: bool, is_of_units: bool) -> list[Headline]:
    """Of units who waits and what is free; of others who is active, and of those with powers what they are worth."""
    if is_of_units:
        waiting = _level(series, counting, Measure.WAITING, "People on waiting lists")
        return [waiting, _level(series, counting, Measure.VACANCIES, "Free places")]
    active = _level(series, counting, Measure.ACTIVE, "Active in three months")
    if not is_warranted:
        return [active]
    return [_level(series, counting, Measure.QUALIFIED, "Able to work alone"), active, *_officers(series)]


def _level(series: MonthlySeries, counting: Counting, measure: Measure, name: str) -> Headline:
    last = series.months[-1]
    now = counting.people(series.of(measure, last)).words
    note = f"at the end of {month_words(last)}"
    if len(series.months) > 12:
        note += f"; {counting.people(series.of(measure, series.months[-13])).words} a year before"
    return Headline(name, capitalised(now), capitalised(note))


def _officers(series: MonthlySeries) -> list[Headline]:
    """Nothing where a year is not known, or the force has no hours of an officer."""
    last = series.months[-1]
    worth, divisor = series.of(Measure.OFFICER_EQUIVALENT, last), series.divisor_at(last)
    if worth is None or divisor is None:
        return []
    note = f"Operational hours of twelve months, divided by {divisor:,} hours a year of one officer"
    return [Headline("Worth in full-time officers", f"{worth:.1f}", note)]
