"""What the page on how good the forecasts are shows: how each way fared where the answer was known."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.trends.models import Forecast, Over
from volunteers.trends.queries import choices
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.expected import choose_place
from volunteers.trends.queries.forecasts import BackTested, Tested, get_backtests
from volunteers.trends.rules.trust import Trust, trust_words


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
        published=[PublishedTest(test, _trust(test.scores)) for test in get_backtests()],
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
            name = row.measure.label + (", over twelve months" if row.over is Over.YEAR else "")
            found.append(OwnTest(name, scores, _trust(scores)))
    return found


def _trust(scores: Sequence[Tested]) -> Trust:
    ours = next((score for score in scores if score.is_ours), None)
    others = [score for score in scores if not score.is_ours]
    least = min(others, key=lambda score: score.mase, default=None)
    return trust_words(
        mase=ours.mase if ours else None,
        baseline=least.mase if least else None,
        baseline_name=least.method if least else "",
        held80=ours.held80 if ours else None,
        origins=ours.origins if ours else 0,
    )
