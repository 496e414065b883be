"""Making forecasts and reading them: a small force, few draws."""

import logging
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_viewer
from tests.trends.forecast_builders import a_force, a_forecast, a_scenario
from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Role, Viewer
from volunteers.trends import jobs
from volunteers.trends.models import BackTest, Forecast, Over, Way
from volunteers.trends.queries import forecasts as queries
from volunteers.trends.queries.choices import Chosen, choose
from volunteers.trends.queries.forecasts import Foreseen
from volunteers.trends.rules import Measure
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.plans import Wanted
from volunteers.trends.rules.scenarios import Asked
from volunteers.trends.rules.targets import Baseline, StoredTarget
from volunteers.trends.service import back_tests, compute_figures, forecasts

pytestmark = pytest.mark.usefixtures("session")
DRAWS = 60


def a_target(low: int, due_on: date, wanted: Wanted | None = None) -> StoredTarget:
    return StoredTarget(
        Measure.HEADCOUNT, Range(low), due_on, False, "Minutes", None, due_on, "Sana Mirza", clock.now(),
        baseline=Baseline(wanted, low, date(2026, 8, 31), True) if wanted else None,
    )  # fmt: skip


def analyst() -> Viewer:
    return a_viewer(Role.OPCC_ANALYST)


def chosen(viewer: Viewer, area: str | None = None) -> Chosen:
    return choose(viewer, slug="special-constabulary", area=area)


def found(viewer: Viewer, measure: Measure, over: Over = Over.MONTH, method: Way = Way.PIPELINE) -> Foreseen:
    made = queries.get_forecasts(viewer, chosen(viewer), measure)
    return next(one for one in made if (one.over, one.method) == (over, method))


@pytest.fixture
def steady(session: Session) -> None:
    """A force with forty months of record, and its figures."""
    a_force()
    compute_figures()


@pytest.mark.usefixtures("steady")
def test_a_strand_is_forecast_from_its_last_whole_month_and_again_the_same() -> None:
    made = forecasts.forecast_strand(SPECIALS, draws=DRAWS)
    first = _kept()
    again = forecasts.forecast_strand(SPECIALS, draws=DRAWS)

    assert made == again == len(first) > 12
    assert _kept() == first, "the same records give the same forecasts, and none is there twice"
    ours = found(analyst(), Measure.HEADCOUNT)
    this_month = clock.month_of(clock.today())
    assert ours.as_at == this_month - timedelta(days=1)
    assert ours.outlook is not None
    assert ours.outlook.dates[0] == clock.add_months(this_month, 1) - timedelta(days=1)
    assert len(ours.outlook.dates) == 24
    assert {one.is_ours for one in ours.backtest} == {True, False}, "held against standing still and a straight line"
    assert found(analyst(), Measure.JOINERS, Over.YEAR).outlook is not None
    assert "series" in found(analyst(), Measure.HEADCOUNT, method=Way.SERIES).method_words


@pytest.mark.usefixtures("steady")
def test_an_area_with_too_few_says_so_and_shows_no_number() -> None:
    forecasts.forecast_strand(SPECIALS, draws=DRAWS)
    viewer = analyst()

    (only,) = queries.get_forecasts(viewer, chosen(viewer, "bristol"))

    assert only.outlook is None
    assert "too few people" in (only.refusal or "")
    made = queries.get_forecasts(viewer, chosen(viewer, "somerset"), Measure.HEADCOUNT)
    assert made[0].outlook is not None


@pytest.mark.usefixtures("steady")
def test_a_scenario_differs_by_what_it_changes_alone() -> None:
    same = a_scenario(Asked(), name="Nothing at all")
    fewer = a_scenario(Asked(leavers_percent=30), name="Fewer leavers")
    gone = a_scenario(Asked(leavers_percent=50), name="Taken back")
    gone.removed_at = clock.now()
    forecasts.forecast_strand(SPECIALS, draws=DRAWS)
    viewer = analyst()

    base = found(viewer, Measure.HEADCOUNT).outlook
    shown = {one.id: one for one in queries.list_scenarios(viewer, chosen(viewer))}

    assert list(shown) == [same.id, fewer.id]
    assert _headcount(shown[same.id]) == base
    assert base is not None
    assert _headcount(shown[fewer.id]).median(23) > base.median(23)
    assert shown[fewer.id].changes == ["70% fewer leavers"]
    assert forecasts.forecast_scenario(fewer.id, draws=DRAWS) == len(shown[fewer.id].forecasts)
    assert forecasts.forecast_scenario(gone.id, draws=DRAWS) == 0
    assert queries.list_waiting_scenarios() == []


def test_a_strand_that_cannot_be_forecast_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []

    def forecast(code: str) -> int:
        asked.append(code)
        if code == "cadets":
            raise ZeroDivisionError
        return 1

    monkeypatch.setattr(forecasts, "forecast_strand", forecast)
    monkeypatch.setattr(back_tests, "judge_on_published", lambda: 0)

    with caplog.at_level(logging.ERROR):
        jobs.make_forecasts()

    assert len(asked) == 6
    assert [one.getMessage().split(" could")[0] for one in caplog.records] == ["Police Cadets"]
    caplog.clear()  # it was logged, for whoever looks after the service


def test_without_figures_there_is_nothing_to_forecast_from() -> None:
    assert forecasts.forecast_strand(SPECIALS) == 0
    assert not queries.nothing_made()


def test_the_first_figures_ask_for_the_first_forecasts(session: Session) -> None:
    run = compute_figures()
    assert queries.nothing_made()

    run.finished_at = clock.now() - timedelta(hours=2)
    session.flush()
    assert not queries.nothing_made(), "what cannot be forecast is not tried for ever"

    run.finished_at = clock.now()
    a_forecast()
    assert not queries.nothing_made()


@pytest.mark.parametrize(
    ("target", "chance"),
    [
        (a_target(150, date(2026, 9, 30)), 0.5),
        (a_target(100, date(2026, 9, 1)), 1.0),
        (a_target(310, date(2026, 10, 5)), 0.0),
        (a_target(120, date(2026, 11, 30)), None),
        (a_target(149, date(2026, 9, 30), Wanted.MORE), 0.5),
        (a_target(130, date(2026, 9, 30), Wanted.FEWER), 0.3),
    ],
)
def test_the_chance_of_a_target_is_read_at_the_end_of_its_month(target: StoredTarget, chance: float | None) -> None:
    a_forecast()
    a_forecast(measure=Measure.JOINERS)

    assert found(analyst(), Measure.HEADCOUNT).chance_of(target) == (chance and pytest.approx(chance))
    assert found(analyst(), Measure.JOINERS).chance_of(target) is None, "it is asked for over twelve months"


def test_forecasts_are_for_those_who_may_read_the_trends_of_that_place() -> None:
    a_forecast(area="somerset")
    of_somerset = a_viewer(Role.COORDINATOR, SPECIALS, "somerset")
    of_bristol = a_viewer(Role.COORDINATOR, SPECIALS, "bristol")

    assert len(queries.get_forecasts(of_somerset, chosen(of_somerset, "somerset"))) == 1
    assert queries.get_forecasts(of_bristol, chosen(of_bristol)) == []
    for read in (queries.get_forecasts, queries.list_scenarios):
        with pytest.raises(NotFound):
            read(of_bristol, chosen(of_somerset, "somerset"))


def test_ways_are_tested_on_what_others_published_once_and_again_when_it_changes(session: Session) -> None:
    home_office, *_ = back_tests.PUBLISHED

    assert (back_tests.judge_on_published([home_office]), back_tests.judge_on_published([home_office])) == (1, 0)

    (shown,) = queries.get_backtests()
    assert (shown.series, shown.horizon, len(shown.scores)) == (24, 4, 6)
    ours, best = shown.scores[0], shown.scores[1]
    assert ours.is_ours
    assert not best.is_ours
    assert ours.mase < 0.9 * best.mase
    assert ours.held80 is not None
    assert 0.75 <= ours.held80 <= 0.88
    session.scalars(select(BackTest)).one().digest = "of another file"
    assert back_tests.judge_on_published([home_office]) == 1


def test_every_published_file_is_read_in_order() -> None:
    sizes = {one.code: [len(each.points) for each in back_tests.read_published(one)] for one in back_tests.PUBLISHED}

    assert {code: (len(each), max(each)) for code, each in sizes.items()} == {
        "1_home_office_seven": (24, 11), "2_home_office_rolling": (24, 11), "3_hansard_rolling": (24, 8),
        "4_avon_and_somerset": (1, 34),
    }  # fmt: skip


def _kept() -> list[tuple[object, ...]]:
    made = select(
        Forecast.area, Forecast.measure, Forecast.over, Forecast.method, Forecast.refusal, Forecast.percentiles
    ).order_by(Forecast.area, Forecast.measure, Forecast.over, Forecast.method)
    return [tuple(row) for row in db.session.execute(made)]


def _headcount(shown: queries.ScenarioShown) -> Any:
    return next(one.outlook for one in shown.forecasts if one.measure is Measure.HEADCOUNT)
