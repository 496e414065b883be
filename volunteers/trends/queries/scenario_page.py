"""What the page of scenarios shows: the forecast as things are, and beside it what would come of each change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import StageKind
from volunteers.trends.models import Over, Way
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.expected import choose_place, date_options, known_of, points_of, targets_ahead, until_of
from volunteers.trends.queries.forecast_page import TOO_FEW
from volunteers.trends.queries.forecasts import Foreseen, ScenarioShown, get_forecasts, list_scenarios
from volunteers.trends.rules import Measure
from volunteers.trends.rules.chances import chance_words
from volunteers.trends.rules.charts import FanPoint, Moment, Small, multiples
from volunteers.trends.rules.expected import day_words, number, span
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.targets import StoredTarget

AS_THINGS_ARE = "As things are"


@dataclass(frozen=True)
class Line:
    """One row: things as they are, or a scenario. Without ``at`` there is a reason why: ``waiting`` or ``refusal``."""

    id: int | None
    name: str
    changes: Sequence[str]
    made_by: str
    made_at: datetime | None
    at: FanPoint | None
    median: str
    range80: str
    difference: str
    joiners: str
    chance: str
    refusal: str | None

    @property
    def is_waiting(self) -> bool:
        return self.at is None and self.refusal is None


@dataclass(frozen=True)
class ScenarioPage:
    """The whole page; ``lines`` begins with things as they are, and is empty where nothing may or can be shown."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    dates: Sequence[Option]
    until: date | None
    target: StoredTarget | None
    withheld: str | None
    lines: Sequence[Line]
    picture: Picture | None
    may_set: bool


def get_scenario_page(viewer: Viewer, *, slug: str | None, area: str | None, to: str | None) -> ScenarioPage:
    """The page for a viewer; raises ``NotFound`` for a strand or an area that is not theirs to see."""
    chosen = choose_place(viewer, slug=slug, area=area)
    now = [one for one in get_forecasts(viewer, chosen) if one.method is Way.PIPELINE]
    heads = [one for one in now if one.measure is Measure.HEADCOUNT]
    targets = targets_ahead(chosen, Measure.HEADCOUNT, heads[0].as_at) if heads else []
    dates = date_options(heads, targets, to)
    until = until_of(dates, heads)
    target = next((one for one in targets if until and _month(one.due_on) == _month(until)), None)
    known = _known(chosen)
    withheld = TOO_FEW if known and known[-1].count.known is None else None
    asked = list_scenarios(viewer, chosen)
    lines = [] if withheld or not heads else _lines(now, asked, until, target)
    return ScenarioPage(
        chosen=chosen,
        strands=choices.strand_options(viewer, chosen),
        areas=choices.area_options(viewer, chosen),
        dates=[] if withheld else dates,
        until=until,
        target=target,
        withheld=withheld,
        lines=lines,
        picture=_picture(lines, known, [now, *(one.forecasts for one in asked)], until) if lines and until else None,
        may_set=viewer.may_in(Permission.SCENARIO_SET, chosen.strand.code, chosen.area) and chosen.bears_targets,
    )


def get_scenario_place(viewer: Viewer, *, slug: str | None, area: str | None) -> Chosen:
    """Where a new scenario is for; raises ``NotFound`` where the viewer may ask none."""
    chosen = choose_place(viewer, slug=slug, area=area)
    if not (viewer.may_in(Permission.SCENARIO_SET, chosen.strand.code, chosen.area) and chosen.bears_targets):
        raise NotFound("no scenarios here for this viewer")
    return chosen


def stages_of(chosen: Chosen) -> list[tuple[str, str]]:
    """The stages on the way to being appointed that take time, as (code, name)."""
    pipeline = chosen.strand.pipeline
    return [(stage.code, stage.name) for stage in pipeline.path if stage.kind is StageKind.OPEN]


def _month(on: date) -> tuple[int, int]:
    return on.year, on.month


def _known(chosen: Chosen) -> list[Moment]:
    run = figures.find_last_run()
    return known_of(chosen, Measure.HEADCOUNT, Over.MONTH, clock.add_months(run.running_month, -1)) if run else []


def _lines(
    now: Sequence[Foreseen], asked: Sequence[ScenarioShown], until: date | None, target: StoredTarget | None
) -> list[Line]:
    """Things as they are, then each scenario against them."""
    first = _line(None, AS_THINGS_ARE, now, until, target, than=None)
    return [first, *(_line(one, one.name, one.forecasts, until, target, than=first.at) for one in asked)]


def _line(
    one: ScenarioShown | None, name: str, made: Sequence[Foreseen], until: date | None, target: StoredTarget | None,
    *, than: FanPoint | None,
) -> Line:  # fmt: skip
    heads = _headcount_of(made)
    at = _point(heads, until)
    chance = heads.chance_of(target) if heads and target else None
    joiners = next((each for each in made if each.measure is Measure.JOINERS and each.over is Over.YEAR), None)
    joined = _point(joiners, until)
    return Line(
        id=one.id if one else None, name=name, changes=one.changes if one else (), made_by=one.made_by if one else "",
        made_at=one.made_at if one else None, at=at, median=number(at.median) if at else "",
        range80=span(at.low80, at.high80) if at else "", difference=_difference(at, than),
        joiners=f"{number(joined.median)} ({span(joined.low80, joined.high80)})" if joined else "",
        chance="" if chance is None else chance_words(chance), refusal=heads.refusal if heads else None,
    )  # fmt: skip


def _headcount_of(made: Sequence[Foreseen]) -> Foreseen | None:
    return next((each for each in made if each.measure is Measure.HEADCOUNT and each.over is Over.MONTH), None)


def _point(one: Foreseen | None, until: date | None) -> FanPoint | None:
    points = points_of(one.outlook, until) if one and one.outlook and until else []
    return points[-1] if points else None


def _difference(at: FanPoint | None, than: FanPoint | None) -> str:
    """By how much the middle is more or less than as things are; nothing for things as they are."""
    if at is None or than is None:
        return ""
    change = round(at.median) - round(than.median)
    return "no difference" if change == 0 else f"{abs(change):,} {'more' if change > 0 else 'fewer'}"


def _picture(
    lines: Sequence[Line], known: Sequence[Moment], made: Sequence[Sequence[Foreseen]], until: date
) -> Picture | None:
    """Small fans on one scale, one for each line that has been computed."""
    past = [(moment.on, moment.count.known) for moment in known]
    computed = [(line, _headcount_of(each)) for line, each in zip(lines, made, strict=True) if line.at]
    if not computed:
        return None
    drawn = multiples(
        [
            Small(line.name, f"{line.median}, {line.difference}" if line.difference else line.median, past,
                  points_of(one.outlook, until) if one and one.outlook else (), is_ours=line.id is None)
            for line, one in computed
        ]
    )  # fmt: skip
    best = max((line for line, _ in computed), key=lambda line: line.at.median if line.at else 0.0)
    sentence = f"Most people by {day_words(until)}: {best.median}, “{best.name}”; 8 times in 10 it is {best.range80}."
    rows = [(line.name, line.median, line.range80, line.difference or "–") for line, _ in computed]
    headings = ("Scenario", "Middle", "8 times in 10", "Against things as they are")
    return Picture("scenarios-drawn", "Headcount under each scenario", sentence, drawn, drawn, headings, rows)
