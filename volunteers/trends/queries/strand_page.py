"""Everything the page of one strand shows, read in a fixed number of statements and shaped for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.forces.rules import Measure as PlanMeasure
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import Strand, StrandCode
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.conversions import conversion_of
from volunteers.trends.queries.headcount_expected import Expected, get_expected
from volunteers.trends.queries.progress import find_progress
from volunteers.trends.queries.published import get_published
from volunteers.trends.queries.targets import list_targets
from volunteers.trends.rules import DEFINITIONS, Definition, Measure
from volunteers.trends.rules import published as series_names
from volunteers.trends.rules.areas import AreaRow, area_rows
from volunteers.trends.rules.charts import Goal
from volunteers.trends.rules.context import PublishedNumber
from volunteers.trends.rules.conversion import Conversion
from volunteers.trends.rules.grading import GRADING_SOURCE
from volunteers.trends.rules.headlines import Answer, Headline, answers, baseline_words, headlines
from volunteers.trends.rules.pictures import (
    Picture,
    conversion_picture,
    flows_picture,
    headcount_picture,
    hours_picture,
)
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.shape import own_figures
from volunteers.trends.rules.standing import graded
from volunteers.trends.rules.targets import GradedTarget, foremost_of, goal_of, live_targets

MONTHS_SHOWN = 37
# Which objective of the plan speaks of which strand: of Specials by name, of all others as volunteering.
OBJECTIVES = {StrandCode.SPECIAL_CONSTABULARY: "joining_special_constabulary"}
OTHER_OBJECTIVE = "volunteering_to_support_police"


@dataclass(frozen=True)
class Figures:
    """The part of the page that stands on the stored figures."""

    answers: Sequence[Answer]
    headlines: Sequence[Headline]
    expected: Expected | None
    pictures: Sequence[Picture]
    targets: Sequence[GradedTarget]
    areas: Sequence[AreaRow]
    baseline: str
    last_month: date


@dataclass(frozen=True)
class StrandPage:
    """The whole page. ``figures`` is None until something has been counted for this strand and area."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    months: Sequence[Option]
    computed_at: datetime | None
    figures: Figures | None
    objective: PlanMeasure | None
    has_history: bool
    definitions: Sequence[Definition]
    grading_source: str
    may_compute: bool
    may_set_target: bool
    progress: str


def get_strand_page(viewer: Viewer, *, slug: str | None, area: str | None, until: str | None) -> StrandPage:
    """The page for a viewer; raises ``NotFound`` for a strand, an area or a month that is not theirs to see."""
    chosen = choices.choose(viewer, slug=slug, area=area)
    run = figures.find_last_run()
    running = run.running_month if run else clock.month_of(clock.today())
    latest = clock.add_months(running, -1)
    month = choices.read_month(until, latest=latest)
    published = get_published(starting=_residents_of(chosen.strand))
    return StrandPage(
        chosen=chosen,
        strands=choices.strand_options(viewer, chosen),
        areas=choices.area_options(viewer, chosen),
        months=choices.month_options(month, latest=latest),
        computed_at=run.finished_at if run else None,
        figures=_figures(chosen, run, month, month == latest, published) if run else None,
        objective=_objective(chosen.strand),
        has_history=chosen.strand.code is StrandCode.SPECIAL_CONSTABULARY,
        definitions=[one for one in DEFINITIONS.values() if one.measure is not Measure.REACHED_STAGE],
        grading_source=GRADING_SOURCE,
        may_compute=viewer.may(Permission.FIGURES_COMPUTE),
        may_set_target=viewer.may_in(Permission.TARGET_SET, chosen.strand.code, chosen.area),
        progress=find_progress(),
    )


def _figures(
    chosen: Chosen, run: figures.Run, month: date, is_latest: bool, published: Mapping[str, Sequence[PublishedNumber]]
) -> Figures | None:
    running = run.running_month if is_latest else None
    series = figures.get_series(chosen.scope, until=month, months=MONTHS_SHOWN, running=running)
    if not series.months:
        return None
    conversion = conversion_of(chosen, series.year)
    stored = live_targets(list_targets(chosen.strand.code, chosen.area)) if chosen.bears_targets else []
    targets = [graded(target, series, chosen.counting) for target in stored]
    foremost = foremost_of(targets, after=month)
    as_at, trend = clock.on(run.started_at), series.trend(Measure.HEADCOUNT)
    return Figures(
        answers=answers(trend, foremost, conversion),
        headlines=[
            *headlines(series, chosen.counting, as_at),
            *own_figures(
                series,
                chosen.counting,
                is_warranted=chosen.strand.code is StrandCode.SPECIAL_CONSTABULARY,
                is_of_units=chosen.strand.code is StrandCode.CADETS,
            ),
        ],
        expected=get_expected(chosen, series, foremost.target if foremost else None) if is_latest else None,
        pictures=_pictures(chosen, series, conversion, goal_of(stored, after=month), as_at),
        targets=targets,
        areas=_areas(chosen, series, published),
        baseline=baseline_words(series, chosen.counting, trend),
        last_month=month,
    )


def _pictures(
    chosen: Chosen, series: MonthlySeries, conversion: Conversion, goal: Goal | None, as_at: date
) -> list[Picture]:
    return [
        headcount_picture(series, chosen.counting, goal, as_at),
        flows_picture(series, chosen.counting),
        *([] if conversion.is_empty else [conversion_picture(conversion, series.year[0], series.year[-1])]),
        hours_picture(series),
    ]


def _areas(
    chosen: Chosen, series: MonthlySeries, published: Mapping[str, Sequence[PublishedNumber]]
) -> Sequence[AreaRow]:
    """By area, where more than one is looked at."""
    if chosen.area is not None:
        return []
    names = current_force().area_names
    shown = {code: name for code, name in names.items() if chosen.areas is None or code in chosen.areas}
    starting = _residents_of(chosen.strand)
    residents = {name.removeprefix(starting): numbers[-1].value for name, numbers in published.items()}
    return area_rows(figures.get_by_area(chosen.scope, series.year), shown, residents, chosen.counting)


def _residents_of(strand: Strand) -> str:
    """The Census series, before the area's name, of those the strand is open to."""
    band = series_names.TEENAGERS if strand.code is StrandCode.CADETS else series_names.ADULTS
    return f"{band}/"


def _objective(strand: Strand) -> PlanMeasure | None:
    wanted = OBJECTIVES.get(strand.code, OTHER_OBJECTIVE)
    return next((one for one in current_force().plan.measures if one.code == wanted), None)
