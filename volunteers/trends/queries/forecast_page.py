"""What the page of forecasts shows: where a measure will be, how likely its targets are, and where that comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.trends.models import Forecast, Over, Way
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.expected import (
    choose_place,
    date_options,
    goal_of,
    is_level,
    known_of,
    points_of,
    targets_ahead,
    trust_of,
    until_of,
)
from volunteers.trends.queries.forecasts import Assumed, Foreseen, get_forecasts
from volunteers.trends.rules import Measure
from volunteers.trends.rules.chances import chance_sentence, chance_tone, chance_words
from volunteers.trends.rules.charts import FanPoint, Moment
from volunteers.trends.rules.expected import expected_sentence, fan_picture, when_words
from volunteers.trends.rules.guarding import guarded
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.targets import StoredTarget
from volunteers.trends.rules.trust import Trust

WAYS = {Way.PIPELINE: "From the pipeline", Way.SERIES: "From the series of this measure alone"}
TITLES = {Way.PIPELINE: "from the pipeline", Way.SERIES: "from its series alone"}
TOO_FEW = (
    "The last known number is too small to be shown to you. A forecast of so few people would say more of them than of "
    "the future, so none is shown."
)


@dataclass(frozen=True)
class WayShown:
    """One way of forecasting with what it says, or why it says nothing."""

    code: str
    name: str
    method_words: str
    as_at: date
    made_at: datetime
    refusal: str | None
    at: FanPoint | None
    picture: Picture | None
    assumptions: Sequence[Assumed]
    trust: Trust | None


@dataclass(frozen=True)
class TargetChance:
    """A target with how likely it is to be reached, by each way that can say so."""

    target: StoredTarget
    words: str
    tone: str
    sentence: str
    by_way: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ForecastPage:
    """The whole page. ``withheld`` says why nothing is shown to this viewer; ``ways`` is empty before the first run."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    measures: Sequence[Option]
    dates: Sequence[Option]
    measure: Measure
    withheld: str | None
    headline: str
    ways: Sequence[WayShown]
    chances: Sequence[TargetChance]
    may_set_scenario: bool


def get_forecast_page(
    viewer: Viewer, *, slug: str | None, area: str | None, measure: str | None, to: str | None
) -> ForecastPage:
    """The page for a viewer; raises ``NotFound`` for a strand, an area or a measure that is not theirs to see."""
    chosen = choose_place(viewer, slug=slug, area=area)
    offered = _measures(chosen)
    wanted = _read_measure(measure, offered)
    made = _of_one_time(get_forecasts(viewer, chosen, wanted))
    targets = targets_ahead(chosen, wanted, made[0].as_at) if made else []
    dates = date_options(made, targets, to)
    until = until_of(dates, made)
    known = _known(chosen, wanted, made)
    withheld = TOO_FEW if made and known and known[-1].count.known is None else None
    shown = not withheld
    ways = [_way(one, chosen, known, targets, until) for one in made] if shown else []
    return ForecastPage(
        chosen=chosen,
        strands=choices.strand_options(viewer, chosen),
        areas=choices.area_options(viewer, chosen),
        measures=[Option(one.value, one.label, one is wanted) for one in offered],
        dates=dates if shown else [],
        measure=wanted,
        withheld=withheld,
        headline=next((way.picture.sentence for way in ways if way.picture), ""),
        ways=ways,
        chances=[chance for target in targets if shown and (chance := _chance(target, made))],
        may_set_scenario=viewer.may_in(Permission.SCENARIO_SET, chosen.strand.code, chosen.area),
    )


def _measures(chosen: Chosen) -> list[Measure]:
    """The measures there are forecasts of, in the order they are defined; the headcount before there are any."""
    found = set(
        db.session.scalars(
            select(Forecast.measure)
            .where(
                Forecast.strand == chosen.strand.code,
                Forecast.area.is_not_distinct_from(chosen.area),
                Forecast.scenario_id.is_(None),
            )
            .distinct()
        )
    )
    return [one for one in Measure if one in found] or [Measure.HEADCOUNT]


def _read_measure(text: str | None, offered: Sequence[Measure]) -> Measure:
    if not text:
        return Measure.HEADCOUNT if Measure.HEADCOUNT in offered else offered[0]
    try:
        return Measure(text)
    except ValueError:
        raise NotFound(f"no measure {text!r}") from None


def _of_one_time(made: Sequence[Foreseen]) -> list[Foreseen]:
    """Over twelve months where there are such forecasts, as targets are; the pipeline's before the bare series'."""
    years = [one for one in made if one.over is Over.YEAR]
    return sorted(years or made, key=lambda one: list(Way).index(one.method))


def _known(chosen: Chosen, measure: Measure, made: Sequence[Foreseen]) -> list[Moment]:
    run = figures.find_last_run()
    if not made or run is None:
        return []
    return known_of(chosen, measure, made[0].over, clock.add_months(run.running_month, -1))


def _way(
    one: Foreseen, chosen: Chosen, known: Sequence[Moment], targets: Sequence[StoredTarget], until: date | None
) -> WayShown:
    points = points_of(one.outlook, until) if one.outlook and until else []
    picture = None
    if points:
        when = when_words(points[-1].on, is_year=one.over is Over.YEAR, is_level=is_level(one.measure))
        goal = goal_of(next((target for target in targets if target.due_on <= _month_end(points[-1].on)), None))
        title = f"{one.measure.label}{', over twelve months' if one.over is Over.YEAR else ''}: {TITLES[one.method]}"
        sentence = expected_sentence(points[-1], when)
        picture = fan_picture(f"forecast-{one.method.value}", title, sentence, known, points, goal)
    return WayShown(
        code=one.method.value, name=WAYS[one.method], method_words=one.method_words, as_at=one.as_at,
        made_at=one.made_at, refusal=one.refusal, at=points[-1] if points else None, picture=picture,
        assumptions=[_guarded(each, chosen) for each in one.assumptions],
        trust=trust_of(one.backtest) if one.backtest else None,
    )  # fmt: skip


def _guarded(one: Assumed, chosen: Chosen) -> Assumed:
    value, from_what = guarded(one.value, one.from_what, chosen.counting)
    return Assumed(one.name, value, from_what)


def _month_end(on: date) -> date:
    return clock.add_months(clock.month_of(on), 1)


def _chance(target: StoredTarget, made: Sequence[Foreseen]) -> TargetChance | None:
    """By the first way that reaches its date; None where no forecast does."""
    found = [(WAYS[one.method], chance) for one in made if (chance := one.chance_of(target)) is not None]
    if not found:
        return None
    first = found[0][1]
    return TargetChance(
        target, chance_words(first), chance_tone(first), chance_sentence(first, target.range.low),
        [(name, chance_words(chance)) for name, chance in found],
    )  # fmt: skip
