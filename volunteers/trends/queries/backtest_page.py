"""What the page on how good the forecasts are shows: how each way fared where the answer was known."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.trends.models import Forecast, Over, Way
from volunteers.trends.queries import choices
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.expected import choose_place, trust_of
from volunteers.trends.queries.forecasts import BackTested, Tested, get_backtests
from volunteers.trends.rules.trust import Trust

WAYS = {Way.PIPELINE: ", from the pipeline", Way.SERIES: ", from its series alone"}


@dataclass(frozen=True)
class OwnTest:
    """How each way fared on the past of one of this force's own measures, the least error first."""

    name: str
    scores: Sequence[Tested]
    trust: Trust


@dataclass(frozen=True)
class PublishedTest:
    """The same on what others published."""

    test: BackTested
    trust: Trust


@dataclass(frozen=True)
class BackTestPage:
    """The whole page; both lists are empty until the worker has made the tests."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    own: Sequence[OwnTest]
    published: Sequence[PublishedTest]


def get_backtest_page(viewer: Viewer, *, slug: str | None, area: str | None) -> BackTestPage:
    """The page for a viewer; raises ``NotFound`` for a strand or an area that is not theirs to see."""
    chosen = choose_place(viewer, slug=slug, area=area)
    return BackTestPage(
        chosen=chosen,
        strands=choices.strand_options(viewer, chosen),
        areas=choices.area_options(viewer, chosen),
        own=_own(chosen) if chosen.bears_targets else [],
        published=[PublishedTest(test, trust_of(test.scores)) for test in get_backtests()],
    )


def _own(chosen: Chosen) -> list[OwnTest]:
    """Read without the forecasts themselves, which are long."""
    rows = db.session.execute(
        select(Forecast.measure, Forecast.over, Forecast.method, Forecast.backtest)
        .where(
            Forecast.strand == chosen.strand.code,
            Forecast.area.is_not_distinct_from(chosen.area),
            Forecast.scenario_id.is_(None),
        )
        .order_by(Forecast.measure, Forecast.over, Forecast.method)
    ).all()
    found = []
    for row in rows:
        scores = [Tested(**score) for score in row.backtest]
        if scores:
            name = row.measure.label + (", over twelve months" if row.over is Over.YEAR else "") + WAYS[row.method]
            found.append(OwnTest(name, scores, trust_of(scores)))
    return found
