"""All measures of a strand, and one of them in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from volunteers import clock
from volunteers.applications.rules.choices import SOURCES
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.hours.rules.ledger import HoursBasis
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.rosters.rules import priority_name
from volunteers.strands.rules import HoursKind
from volunteers.trends.models import Forecast, MonthlyFigure, Over
from volunteers.trends.queries import all_strands, choices, expected, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.rules import DEFINITIONS, Definition, Measure
from volunteers.trends.rules.charts.spark import Spark, spark
from volunteers.trends.rules.measure_pictures import measure_picture
from volunteers.trends.rules.measured import (
    GROUPS,
    SHOWN,
    Cell,
    cells,
    change,
    over_words,
    parts_over_year,
    retention_cells,
    told,
)
from volunteers.trends.rules.pictures import Picture, capitalised, month_words
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MINUTES_IN_AN_HOUR, MonthlySeries
from volunteers.trends.rules.units import Kind
from volunteers.trends.rules.units import Unit as Counted

MONTHS_SHOWN = 37
MOST_UNITS = 200
ALSO = (Measure.COHORT_REACHED, Measure.DROPPED_OUT, Measure.HEARD, Measure.DEPLOYMENTS, Measure.DEPLOYMENT_HOURS)
READ = (*figures.USUAL, *ALSO)


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its value now, how that has changed, and its shape."""

    definition: Definition
    value: str
    over: str
    change: str
    line: Spark


@dataclass(frozen=True)
class MeasuresPage:
    """All measures in their groups; no group is there until something has been counted."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    months: Sequence[Option]
    groups: Sequence[tuple[str, Sequence[MeasureLine]]]
    last_month: date
    until: str
    computed_at: datetime | None


@dataclass(frozen=True)
class Breakdown:
    """A measure split one way: by area, by unit, by strand, or by what it consists of."""

    title: str
    heading: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class MeasurePage:
    """One measure in full; ``picture`` is None until something has been counted."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    months: Sequence[Option]
    definition: Definition
    value: str
    sentence: str
    made_of: str
    picture: Picture | None
    breakdowns: Sequence[Breakdown]
    is_forecast: bool
    last_month: date
    computed_at: datetime | None


def get_measures_page(viewer: Viewer, *, slug: str | None, area: str | None, until: str | None) -> MeasuresPage:
    """The page for a viewer; raises ``NotFound`` for a strand, an area or a month that is not theirs to see."""
    chosen = choices.choose(viewer, slug=slug, area=area)
    run = figures.find_last_run()
    latest = figures.latest_month(run)
    month = choices.read_month(until, latest=latest)
    series = _series(chosen, month) if run else None
    groups = [(name, [_line(series, one, chosen) for one in group]) for name, group in GROUPS] if series else []
    return MeasuresPage(
        chosen, choices.strand_options(viewer, chosen), choices.area_options(viewer, chosen),
        choices.month_options(month, latest=latest), groups, month, f"{month:%Y-%m}", run.finished_at if run else None,
    )  # fmt: skip


def get_measure_page(
    viewer: Viewer, code: str, *, slug: str | None, area: str | None, until: str | None
) -> MeasurePage:
    """One measure; raises ``NotFound`` for one that has no page, and as the page of all measures does."""
    measure = next((one for one in SHOWN if one.value == code), None)
    if measure is None:
        raise NotFound(f"no page of a measure {code!r}")
    chosen = choices.choose(viewer, slug=slug, area=area)
    run = figures.find_last_run()
    latest = figures.latest_month(run)
    month = choices.read_month(until, latest=latest)
    series = _series(chosen, month) if run else None
    line = _line(series, measure, chosen) if series else None
    sentence = f"{line.value} {_when(measure, month)}" + (f", {line.change}." if line.change else ".") if line else ""
    goals = expected.targets_ahead(chosen, measure, month) if series and measure is Measure.HEADCOUNT else []
    goal = expected.goal_of(goals[0] if goals else None)
    return MeasurePage(
        chosen=chosen, strands=choices.strand_options(viewer, chosen), areas=choices.area_options(viewer, chosen),
        months=choices.month_options(month, latest=latest), definition=DEFINITIONS[measure],
        value=line.value if line else "", sentence=capitalised(sentence),
        made_of=_made_of(series, measure, month) if series else "",
        picture=measure_picture(series, measure, chosen.counting, goal, sentence) if series else None,
        breakdowns=_breakdowns(viewer, chosen, series, measure, month) if series else [],
        is_forecast=_is_forecast(chosen, measure), last_month=month, computed_at=run.finished_at if run else None,
    )  # fmt: skip


def _series(chosen: Chosen, month: date) -> MonthlySeries | None:
    series = figures.get_series(chosen.scope, until=month, months=MONTHS_SHOWN, running=None, measures=READ)
    return series if series.months else None


def _line(series: MonthlySeries, measure: Measure, chosen: Chosen) -> MeasureLine:
    drawn = [told(series, measure, [month], chosen.counting).known for month in series.months]
    value = told(series, measure, series.year, chosen.counting)
    return MeasureLine(
        DEFINITIONS[measure], capitalised(value.words), over_words(measure), change(series, measure, chosen.counting),
        spark(drawn),
    )  # fmt: skip


def _when(measure: Measure, month: date) -> str:
    at = "in the twelve months to" if DEFINITIONS[measure].kind is Kind.FLOW else "at the end of"
    return f"{at} {month_words(month)}"


def _made_of(series: MonthlySeries, measure: Measure, month: date) -> str:
    """What a rate is the quotient of, where it takes a number of the force's own."""
    held = [one for one in current_force().officer_hours if one.from_on <= last_day(month.year, month.month)]
    if measure is not Measure.OFFICER_EQUIVALENT or not held:
        return ""
    divisor = max(held, key=lambda one: one.from_on)
    parts = parts_over_year(series, Measure.HOURS)
    hours = sum(value for part, value in parts.items() if part.startswith(HoursKind.OPERATIONAL.value))
    sure = " The force must confirm it." if divisor.confirm else ""
    return (
        f"{hours:,} operational hours of twelve months ÷ {divisor.hours_a_year:,} hours a year of one officer, "
        f"the divisor from {divisor.from_on.day} {divisor.from_on:%B %Y} on.{sure}"
    )


def _breakdowns(
    viewer: Viewer, chosen: Chosen, series: MonthlySeries, measure: Measure, month: date
) -> list[Breakdown]:
    made = [_by_part(chosen, series, measure)]
    if measure is Measure.LEAVERS:
        progressed = series.total(Measure.PROGRESSED, series.year)
        rest = series.total(Measure.LEAVERS, series.year) - progressed
        rows = [("To the regular service", progressed), ("Otherwise", rest)]
        made.append(Breakdown("Where they went", "Where", cells(rows, chosen.counting, measure=measure)))
    if DEFINITIONS[measure].is_stored:
        made += [_by_place(chosen, measure, month), _by_unit(chosen, measure, month)]
        made.append(_by_strand(viewer, measure, month))
    return [one for one in made if len(one.cells) > 1 or one.title == "By what it consists of"]


def _by_part(chosen: Chosen, series: MonthlySeries, measure: Measure) -> Breakdown:
    title = "By what it consists of"
    if measure is Measure.RETENTION:
        return Breakdown("By length of service", "Served", retention_cells(series, chosen.counting))
    named: dict[str, int] = {}
    for part, value in parts_over_year(series, measure).items():
        words = _part_words(chosen, measure, part)
        named[words] = named.get(words, 0) + value
    rows = sorted(named.items(), key=lambda row: (-row[1], row[0]))
    return Breakdown(title if rows else "", "What", cells(rows, chosen.counting, measure=measure))


def _part_words(chosen: Chosen, measure: Measure, part: str) -> str:
    if measure is Measure.HOURS:
        kind, _, basis = part.partition("/")
        return f"{HoursKind(kind).label}, {HoursBasis(basis).label.lower()}"
    if measure in {Measure.DEPLOYMENTS, Measure.DEPLOYMENT_HOURS}:
        return "No priority said" if part == "none" else priority_name(part) or part
    if measure is Measure.DROPPED_OUT:
        stage, how, _ = part.split("/", 2)
        found = chosen.strand.pipeline.find(stage)
        return f"{found.name if found else stage}: {how}"
    return {**dict(SOURCES), "not_said": "Not said"}.get(part, part)


def _months(measure: Measure, month: date) -> tuple[date, date]:
    return (clock.add_months(month, -11) if DEFINITIONS[measure].kind is Kind.FLOW else month), month


def _value(measure: Measure, value: int) -> int:
    return value // MINUTES_IN_AN_HOUR if DEFINITIONS[measure].unit is Counted.HOURS else value


def _by_place(chosen: Chosen, measure: Measure, month: date) -> Breakdown:
    names = current_force().area_names
    found = _grouped(chosen, measure, month)
    shown = chosen.areas or tuple(names)
    rows = [(names[code], _value(measure, found.get(code, 0))) for code in shown if code in names]
    if elsewhere := sum(value for code, value in found.items() if code not in names):
        rows.append(("No area given", _value(measure, elsewhere)))
    return Breakdown("By area", "Area", cells(rows, chosen.counting, measure=measure))


def _grouped(chosen: Chosen, measure: Measure, month: date) -> Mapping[str, int]:
    rows = db.session.execute(
        select(MonthlyFigure.area, func.sum(MonthlyFigure.value))
        .where(
            chosen.scope.condition(), MonthlyFigure.measure == measure,
            MonthlyFigure.month.between(*_months(measure, month)),
        )
        .group_by(MonthlyFigure.area)
    )  # fmt: skip
    return {area: int(value) for area, value in rows}


def _by_unit(chosen: Chosen, measure: Measure, month: date) -> Breakdown:
    rows = db.session.execute(
        select(Unit.name, func.sum(MonthlyFigure.value))
        .join(MonthlyFigure, MonthlyFigure.unit_id == Unit.id)
        .where(
            chosen.scope.condition(), MonthlyFigure.measure == measure,
            MonthlyFigure.month.between(*_months(measure, month)),
        )
        .group_by(Unit.id)
        .order_by(func.sum(MonthlyFigure.value).desc(), Unit.name, Unit.id)
        .limit(MOST_UNITS)
    )  # fmt: skip
    named = [(name, _value(measure, int(value))) for name, value in rows]
    return Breakdown("By unit", "Unit", cells(named, chosen.counting, measure=measure))


def _by_strand(viewer: Viewer, measure: Measure, month: date) -> Breakdown:
    """Every strand the viewer may see, side by side and never added up: cadets are no part of a sum with adults."""
    seen = all_strands.choose_all(viewer)
    rows = db.session.execute(
        select(MonthlyFigure.strand, func.sum(MonthlyFigure.value))
        .where(
            or_(*(one.scope.condition() for one in seen)), MonthlyFigure.measure == measure,
            MonthlyFigure.month.between(*_months(measure, month)),
        )
        .group_by(MonthlyFigure.strand)
    )  # fmt: skip
    found = {strand: int(value) for strand, value in rows}
    made = [
        cells([(one.strand.name, _value(measure, found.get(one.strand.code, 0)))], one.counting, measure=measure)[0]
        for one in seen
    ]
    return Breakdown("Beside the other strands", "Kind of volunteering", [Cell(one.name, one.words) for one in made])


def _is_forecast(chosen: Chosen, measure: Measure) -> bool:
    return db.session.scalar(
        select(Forecast.id)
        .where(
            Forecast.strand == chosen.strand.code, Forecast.area.is_not_distinct_from(chosen.area),
            Forecast.measure == measure, Forecast.over == Over.MONTH, Forecast.scenario_id.is_(None),
        )
        .limit(1)
    ) is not None  # fmt: skip
