"""The figures area by area, with the residents they are drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.trends.rules.counts import Count, Counting
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.series import MINUTES_IN_AN_HOUR

RESIDENTS = 100_000
NO_AREA = "No area given"
NO_BASELINE = "Not in the Census"


@dataclass(frozen=True)
class AreaRow:
    """One area in words: people at the end of the year, and what was counted in it."""

    name: str
    headcount: str
    per_resident: str
    joiners: str
    leavers: str
    applications: str
    hours: str


def area_rows(
    figures: Mapping[str, Mapping[Measure, int]],
    names: Mapping[str, str],
    residents: Mapping[str, int],
    counting: Counting,
) -> Sequence[AreaRow]:
    """A row for each area in the order of the names; a last one for what has no area, if there is any.

    An area made after the Census has no residents of its own in it, and says so.
    """
    rows = [_row(name, figures.get(code, {}), residents.get(code), counting) for code, name in names.items()]
    elsewhere: dict[Measure, int] = {}
    for code, found in figures.items():
        if code not in names:
            for measure, value in found.items():
                elsewhere[measure] = elsewhere.get(measure, 0) + value
    return rows + ([_row(NO_AREA, elsewhere, 0, counting)] if elsewhere else [])


def _row(name: str, found: Mapping[Measure, int], residents: int | None, counting: Counting) -> AreaRow:
    count = {
        measure: counting.people(found.get(measure, 0))
        for measure in (Measure.HEADCOUNT, Measure.JOINERS, Measure.LEAVERS, Measure.APPLICATIONS)
    }
    return AreaRow(
        name, count[Measure.HEADCOUNT].words, _rate(count[Measure.HEADCOUNT], residents),
        count[Measure.JOINERS].words, count[Measure.LEAVERS].words, count[Measure.APPLICATIONS].words,
        f"{found.get(Measure.HOURS, 0) // MINUTES_IN_AN_HOUR:,}",
    )  # fmt: skip


def _rate(count: Count, residents: int | None) -> str:
    if residents is None:
        return NO_BASELINE
    if count.known is None or not residents:
        return "–"
    return f"{count.known * RESIDENTS / residents:.1f}"
