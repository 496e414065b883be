"""One measure in words: its value as a viewer may see it, its breakdowns, and the groups measures are shown in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.measures import DEFINITIONS, Definition, Measure
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.trend import signed
from volunteers.trends.rules.units import Kind, Unit

GROUPS: tuple[tuple[str, tuple[Measure, ...]], ...] = (
    ("People", (Measure.HEADCOUNT, Measure.QUALIFIED, Measure.ACTIVE, Measure.JOINERS, Measure.LEAVERS,
                Measure.NET_CHANGE)),
    ("Recruitment", (Measure.INTEREST, Measure.STARTED, Measure.APPLICATIONS, Measure.CONVERSION, Measure.DROPPED_OUT,
                     Measure.HEARD)),
    ("Hours", (Measure.HOURS, Measure.HOURS_PER_HEAD, Measure.OFFICER_EQUIVALENT, Measure.DEPLOYMENTS,
               Measure.DEPLOYMENT_HOURS)),
    ("Keeping people", (Measure.RETENTION, Measure.PROGRESSED)),
    ("Places", (Measure.VACANCIES, Measure.WAITING)),
)  # fmt: skip
SHOWN = tuple(measure for _, measures in GROUPS for measure in measures)
SERVED = {"6": "6 months", "12": "12 months", "24": "24 months"}
# What a measure that is made of others would give away of them.
MADE_OF = {
    Measure.NET_CHANGE: (Measure.JOINERS, Measure.LEAVERS),
    Measure.HOURS_PER_HEAD: (Measure.HEADCOUNT,),
    Measure.CONVERSION: (Measure.APPLICATIONS,),
}
OF_NOBODY = frozenset({Measure.VACANCIES, Measure.DEPLOYMENTS})
UNKNOWN, WITHHELD = "not known", "not shown"


@dataclass(frozen=True)
class Told:
    """A value as it may be told: ``known`` is rounded for drawing, and None where it is hidden or nobody knows."""

    known: int | None
    words: str


@dataclass(frozen=True)
class Cell:
    """One row of a breakdown: a name, the value, and its share of the whole where that may be told."""

    name: str
    words: str
    share: str = ""


def is_guarded(measure: Measure) -> bool:
    """Whether a small value of it could point at someone."""
    return DEFINITIONS[measure].unit in {Unit.PEOPLE, Unit.NUMBER, Unit.PERCENT} and measure not in OF_NOBODY


def told(series: MonthlySeries, measure: Measure, months: Sequence[date], counting: Counting) -> Told:
    """A level or a rate at the last of these months, a flow over all of them."""
    if not months:
        return Told(None, UNKNOWN)
    flows = DEFINITIONS[measure].kind is Kind.FLOW
    value: float | None = series.total(measure, months) if flows else series.of(measure, months[-1])
    if value is None:
        return Told(None, UNKNOWN)
    if measure is Measure.RETENTION:
        return _share(series, months[-1], counting, value)
    if any(counting.people(_at(series, one, months)).known is None for one in MADE_OF.get(measure, ())):
        return Told(None, WITHHELD)
    if measure in MADE_OF or not is_guarded(measure):
        return Told(round(value), _words(DEFINITIONS[measure], value, is_signed=measure is Measure.NET_CHANGE))
    count = counting.people(round(value))
    return Told(count.known, count.words)


def _at(series: MonthlySeries, measure: Measure, months: Sequence[date]) -> int:
    is_level = DEFINITIONS[measure].kind is Kind.LEVEL
    return series.of(measure, months[-1]) if is_level else series.total(measure, months)


def _share(series: MonthlySeries, month: date, counting: Counting, value: float) -> Told:
    year = [one for one in series.months if one <= month][-12:]
    whole = sum(series.stored(Measure.ANNIVERSARIES, one, "12") for one in year)
    kept = sum(series.stored(Measure.STILL_SERVING, one, "12") for one in year)
    if not counting.share(counting.people(kept), counting.people(whole)):
        return Told(None, WITHHELD if whole else UNKNOWN)
    return Told(round(value), f"{value:.0f}%")


def _words(definition: Definition, value: float, *, is_signed: bool) -> str:
    if is_signed:
        return signed(round(value))
    if definition.unit is Unit.PERCENT:
        return f"{value:.0f}%"
    return f"{value:,.1f}" if definition.kind is Kind.RATE else f"{value:,.0f}"


def change(series: MonthlySeries, measure: Measure, counting: Counting) -> str:
    """Against a year before, in words; empty where either is not to be told."""
    if not series.year_before:
        return ""
    now, before = (told(series, measure, months, counting) for months in (series.year, series.year_before))
    if now.known is None or before.known is None:
        return ""
    by = now.known - before.known
    if not by:
        return "as a year before"
    points = " points" if DEFINITIONS[measure].unit is Unit.PERCENT else ""
    return f"{signed(by)}{points} in a year"


def over_words(measure: Measure) -> str:
    """What a value is over, in words that follow it."""
    return "in twelve months" if DEFINITIONS[measure].kind is Kind.FLOW else ""


def cells(rows: Iterable[tuple[str, int]], counting: Counting, *, measure: Measure) -> list[Cell]:
    """A breakdown whose total may stand beside it: where one small number is hidden, another is hidden with it."""
    found = list(rows)
    if not is_guarded(measure) or counting.is_exact:
        whole = sum(value for _, value in found)
        return [Cell(name, f"{value:,}", f"{100 * value / whole:.0f}%" if whole else "") for name, value in found]
    few = [name for name, value in found if counting.people(value).known is None]
    others = sorted((value, name) for name, value in found if name not in few)
    hidden = {others[0][1]} if len(few) == 1 and others else set()
    shown = [Cell(name, counting.people(value).words) for name, value in found if name not in {*few, *hidden}]
    # By name, since their order would say which of them is more.
    kept_back = [Cell(name, WITHHELD if name in hidden else counting.people(0).words) for name in {*few, *hidden}]
    return [*shown, *sorted(kept_back, key=lambda cell: cell.name)]


def retention_cells(series: MonthlySeries, counting: Counting) -> list[Cell]:
    """The shares at 6, 12 and 24 months, each with how many it is of."""
    rows = []
    for part, name in SERVED.items():
        whole, kept = (
            counting.people(sum(series.stored(measure, month, part) for month in series.year))
            for measure in (Measure.ANNIVERSARIES, Measure.STILL_SERVING)
        )
        share = counting.share(kept, whole)
        rows.append(Cell(name, f"{kept.words} of {whole.words}" if share else WITHHELD, share))
    return rows


def parts_over_year(series: MonthlySeries, measure: Measure) -> Mapping[str, int]:
    """What a measure is split by, over the last twelve months; hours in whole hours."""
    totals = {part: series.total(measure, series.year, part) for part in series.parts_of(measure)}
    return {part: int(value) for part, value in totals.items() if value}
