"""What the Commissioner's office opens first: all strands at a glance, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import StrandCode
from volunteers.trends.queries import all_strands, figures
from volunteers.trends.queries.all_strands import Counted, choose_all
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.queries.forecasts import Foreseen
from volunteers.trends.queries.plans import IndicatorLine, list_indicators
from volunteers.trends.queries.progress import find_progress
from volunteers.trends.queries.representation import foremost_missing
from volunteers.trends.rules import Measure
from volunteers.trends.rules.at_a_glance import Group, StrandLine, four_answers, groups_of
from volunteers.trends.rules.charts.spark import spark
from volunteers.trends.rules.conversion import StageName, Step, convert
from volunteers.trends.rules.headlines import Answer
from volunteers.trends.rules.missing import Missing, missing_in
from volunteers.trends.rules.pictures import month_words
from volunteers.trends.rules.rates import SOURCE
from volunteers.trends.rules.representation.findings import Finding
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.standing import graded
from volunteers.trends.rules.targets import StoredTarget, foremost_of, live_targets
from volunteers.trends.rules.trend import MONTHS_TESTED, mann_kendall

MONTHS_SHOWN = 37
MONTHS_DRAWN = 36


@dataclass(frozen=True)
class Overview:
    """The page. Without ``groups`` nothing has been counted yet."""

    place: str
    answers: Sequence[Answer]
    groups: Sequence[Group]
    missing: Sequence[Missing]
    missing_groups: Sequence[Finding]
    residents_source: str
    indicators: Sequence[IndicatorLine]
    computed_at: datetime | None
    last_month: date | None
    fewest: int | None
    may_compute: bool
    progress: str


def get_overview(viewer: Viewer) -> Overview:
    """The page for a viewer, over all strands they may see; raises ``NotFound`` where there is none."""
    chosen = choose_all(viewer)
    if not chosen:
        raise NotFound("no strand for this viewer")
    run = figures.find_last_run()
    month = clock.add_months(run.running_month, -1) if run else None
    asked = all_strands.targets_all(chosen)
    measures = {Measure.HEADCOUNT, *(target.measure for each in asked.values() for target in each)}
    counted = all_strands.count_all(chosen, list(measures), until=month, months=MONTHS_SHOWN) if month else {}
    lines = _lines(chosen, counted, asked, month) if month and counted else []
    missing, is_compared = _missing(chosen, counted, month) if month and counted else ([], False)
    guarded = next((one.counting for one in chosen if not one.counting.is_exact), None)
    places = {one.place for one in chosen}
    return Overview(
        place=places.pop() if len(places) == 1 else "All my areas",
        answers=four_answers(lines, month, missing, is_compared) if month and lines else [],
        groups=groups_of(lines),
        missing=missing,
        missing_groups=foremost_missing(),
        residents_source=SOURCE,
        indicators=list_indicators(),
        computed_at=run.finished_at if run else None,
        last_month=month,
        fewest=guarded.fewest if guarded else None,
        may_compute=viewer.may(Permission.FIGURES_COMPUTE),
        progress=find_progress(),
    )


def _lines(
    chosen: Sequence[Chosen], counted: Mapping[str, Counted], asked: Mapping[str, list[StoredTarget]], month: date
) -> list[StrandLine]:
    reached = all_strands.reached_all(chosen, clock.months_between(clock.add_months(month, -11), month))
    foreseen = all_strands.headcounts_foreseen(chosen)
    return [
        _line(
            one, counted[one.strand.code], month, reached.get(one.strand.code, {}), asked.get(one.strand.code, []),
            foreseen.get(one.strand.code, []),
        )
        for one in chosen
        if one.strand.code in counted
    ]  # fmt: skip


def _line(
    chosen: Chosen, counted: Counted, month: date, reached: Mapping[str, int], asked: Sequence[StoredTarget],
    foreseen: Sequence[Foreseen],
) -> StrandLine:  # fmt: skip
    counting, months = chosen.counting, counted.months_to(month)
    heads = [counted.of(Measure.HEADCOUNT, each) for each in months]
    shown = [counting.people(value) for value in heads[-MONTHS_DRAWN:]]
    target = foremost_of(
        [graded(each, _series(counted, months), counting) for each in live_targets(asked)], after=month
    )
    coming = target if target and target.target.due_on > month else None
    chance, why = _chance(coming.target if coming else None, foreseen, shown[-1].known)
    return StrandLine(
        slug=chosen.strand.slug, name=chosen.strand.name, area=chosen.area,
        is_of_cadets=chosen.strand.code is StrandCode.CADETS,
        now=shown[-1], before=counting.people(heads[-13]) if len(heads) > 12 else None,
        trend=mann_kendall(heads[-MONTHS_TESTED:]),
        line=spark([count.known for count in shown]),
        line_words=(
            f"{chosen.strand.name}, headcount: {shown[0].words} at the end of {month_words(months[-len(shown)])}, "
            f"{shown[-1].words} at the end of {month_words(month)}"
        ),
        target=coming, chance=chance, no_chance=why, narrowest=_narrowest(chosen, reached),
    )  # fmt: skip


def _series(counted: Counted, months: Sequence[date]) -> MonthlySeries:
    values: dict[Measure, dict[date, int]] = {}
    for found in counted.by_area.values():
        for measure, by_month in found.items():
            together = values.setdefault(measure, {})
            for month, value in by_month.items():
                together[month] = together.get(month, 0) + value
    return MonthlySeries(months, values)


def _chance(target: StoredTarget | None, foreseen: Sequence[Foreseen], known: int | None) -> tuple[float | None, str]:
    """The chance by the first forecast that reaches the target's date, or why there is none."""
    if target is None:
        return None, "No target to come"
    if target.measure is not Measure.HEADCOUNT:
        return None, "See the forecast"
    if known is None:
        return None, "Too few people to show"
    for one in foreseen:
        found = one.chance_of(target)
        if found is not None:
            return found, ""
    refusal = next((one.refusal for one in foreseen if one.refusal), None)
    return None, refusal or ("Beyond the forecast" if foreseen else "No forecast yet")


def _narrowest(chosen: Chosen, reached: Mapping[str, int]) -> tuple[Step, Step] | None:
    pipeline = chosen.strand.pipeline
    path = [StageName(stage.code, stage.name) for stage in pipeline.path if stage is not pipeline.first]
    return convert(
        path, reached, unsuccessful=pipeline.unsuccessful.code, withdrawn=pipeline.withdrawn.code,
        counting=chosen.counting,
    ).narrowest  # fmt: skip


def _missing(chosen: Sequence[Chosen], counted: Mapping[str, Counted], month: date) -> tuple[list[Missing], bool]:
    """Where each strand is missing, and whether there were places to compare at all."""
    residents, names = all_strands.residents_by_band(), current_force().area_names
    found, is_compared = [], False
    for one in chosen:
        if one.strand.code not in counted:
            continue
        shown = {code: name for code, name in names.items() if one.areas is None or code in one.areas}
        living = residents[all_strands.band_of(one.strand.code)]
        is_compared = is_compared or len([code for code in shown if living.get(code)]) > 1
        heads = {code: counted[one.strand.code].in_area(code, Measure.HEADCOUNT, [month]) for code in shown}
        found += missing_in(one.strand.slug, one.strand.name, heads, living, shown, one.counting)
    return sorted(found, key=lambda each: each.share), is_compared
