"""Making the forecasts of a strand, all of them anew, and those of one scenario. Only a worker comes here (ADR 44)."""

import zlib
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.strands.queries import get_strand
from volunteers.trends.models import Forecast, Scenario, Target
from volunteers.trends.queries import figures
from volunteers.trends.queries.forecast_inputs import Area, World, read_world
from volunteers.trends.rules.scenarios import Asked, read_asked
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.service.forecast_judging import judge_pipeline
from volunteers.trends.service.forecast_rows import Place, by_pipeline, by_series, too_few

FORECASTS_LOCK = 20_231_110
DRAWS = 2_000
LEAST_AHEAD, MOST_AHEAD = 24, 60
MONTHS_KNOWN = 60


def forecast_strand(code: str, *, draws: int = DRAWS) -> int:
    """Make all forecasts of a strand anew in place of those there are, and say how many there are now.

    They stand on the figures as they were last computed, and begin where its last whole month ended; before the figures
    were ever computed there are none. Safe to run twice: the same records give the same forecasts.
    """
    on = _as_at()
    if on is None:
        return 0
    _take_turns(code)
    world, ahead = read_world(get_strand(code), on=on), _months_ahead(code, on)
    rows: list[Forecast] = []
    for area in (None, *(one.code for one in current_force().areas)):
        rows += _as_things_are(_place(world, area, ahead), draws)
    for scenario in db.session.scalars(select(Scenario).where(Scenario.strand == code, Scenario.removed_at.is_(None))):
        rows += _as_asked(scenario, world, ahead, draws)
    return _replace(rows, Forecast.strand == code)


def forecast_scenario(scenario_id: int, *, draws: int = DRAWS) -> int:
    """Make the forecasts of one scenario anew, and say how many there are; none of one that was removed."""
    on, strand = _as_at(), db.session.scalar(select(Scenario.strand).where(Scenario.id == scenario_id))
    if on is None or strand is None:
        return 0
    _take_turns(strand)
    scenario = db.session.get_one(Scenario, scenario_id)
    if scenario.removed_at is not None:
        return 0
    world = read_world(get_strand(scenario.strand), on=on)
    rows = _as_asked(scenario, world, _months_ahead(scenario.strand, on), draws)
    return _replace(rows, Forecast.scenario_id == scenario_id)


def _as_at() -> date | None:
    """The last day of the last month that was over when the figures were computed."""
    run = figures.find_last_run()
    return run.running_month - timedelta(days=1) if run else None


def _months_ahead(strand: str, on: date) -> list[date]:
    """The ends of the months to the last target of the strand, two years at least and five at most."""
    due = db.session.scalar(
        select(func.max(Target.due_on)).where(Target.strand == strand, Target.withdrawn_at.is_(None))
    )
    wanted = (due.year - on.year) * 12 + due.month - on.month if due else 0
    months = min(max(wanted, LEAST_AHEAD), MOST_AHEAD)
    first = on + timedelta(days=1)
    return [clock.add_months(first, step) - timedelta(days=1) for step in range(1, months + 1)]


def _place(world: World, area: Area, ahead: Sequence[date]) -> Place:
    scope = figures.Scope(world.strand.code, None if area is None else (area,))
    return Place(world, area, _series(scope, world.on), tuple(ahead))


def _series(scope: figures.Scope, on: date) -> MonthlySeries:
    return figures.get_series(scope, until=clock.month_of(on), months=MONTHS_KNOWN, running=None)


def _as_things_are(place: Place, draws: int) -> list[Forecast]:
    if refusal := too_few(place):
        return [refusal]
    tests = judge_pipeline(place.world.strand, place.world.on, draws=draws // 4) if place.area is None else []
    return [*by_pipeline(place, Asked(), None, draws=draws, tests=tests), *by_series(place)]


def _as_asked(scenario: Scenario, world: World, ahead: Sequence[date], draws: int) -> list[Forecast]:
    place, asked = _place(world, scenario.area, ahead), read_asked(scenario.changes)
    if refusal := too_few(place, scenario.id):
        return [refusal]
    return by_pipeline(place, asked, scenario.id, draws=draws, tests=[])


def _take_turns(strand: str) -> None:
    """Two runs for one strand follow one another."""
    db.session.execute(select(func.pg_advisory_xact_lock(FORECASTS_LOCK, zlib.crc32(strand.encode()) >> 1)))


def _replace(rows: Sequence[Forecast], which: ColumnElement[bool]) -> int:
    db.session.execute(delete(Forecast).where(which))
    db.session.add_all(rows)
    db.session.flush()
    return len(rows)
