"""Reading the forecasts that were made, the scenarios, and how forecasts fared on what others published.

No forecast is made here, so the pages that read them load no numerical library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.models import BackTest, Forecast, Over, Scenario, Way
from volunteers.trends.queries import figures
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import Wanted
from volunteers.trends.rules.scenarios import Asked, read_asked, words_of
from volunteers.trends.rules.targets import StoredTarget, is_level


@dataclass(frozen=True)
class Assumed:
    """One assumption in words: what was assumed, how much, and what that was taken from."""

    name: str
    value: str
    from_what: str


@dataclass(frozen=True)
class Tested:
    """How one way fared over so many forecasts: its scaled error, and how often its 80% range held where known."""

    method: str
    mase: float
    held80: float | None
    origins: int
    is_ours: bool


@dataclass(frozen=True)
class Foreseen:
    """One forecast as it was made. ``outlook`` is None where there is a ``refusal`` in words."""

    strand: str
    area: str | None
    measure: Measure
    over: Over
    method: Way
    method_words: str
    scenario_id: int | None
    as_at: date
    made_at: datetime
    outlook: Outlook | None
    refusal: str | None
    assumptions: tuple[Assumed, ...]
    backtest: tuple[Tested, ...]

    def place_of(self, on: date) -> int | None:
        """Which of the dates ends the month of a day; None where the forecast does not reach it."""
        dates = self.outlook.dates if self.outlook else ()
        return next((place for place, each in enumerate(dates) if (each.year, each.month) == (on.year, on.month)), None)

    def chance_of(self, target: StoredTarget) -> float | None:
        """How likely a target is met at the end of its month, from 0 to 1; the low end of a range is enough.

        None beyond the forecast, for ranges by quarter of what is counted over time, and where a target asks for what
        this forecast is not about: what is counted is asked for over twelve months.
        """
        place = self.place_of(target.due_on)
        is_asked = self.over is (Over.MONTH if is_level(self.measure) else Over.YEAR)
        if self.outlook is None or place is None or not is_asked or (target.quarters and not is_level(self.measure)):
            return None
        if target.baseline is None:
            return self.outlook.chance_of(place, at_least=target.range.low)
        if target.baseline.wanted is Wanted.FEWER:
            return 1 - self.outlook.chance_of(place, at_least=target.baseline.value)
        return self.outlook.chance_of(place, at_least=target.baseline.value + 1)


@dataclass(frozen=True)
class ScenarioShown:
    """A scenario with what it changes in words. Without ``forecasts`` it is still being computed."""

    id: int
    name: str
    asked: Asked
    changes: Sequence[str]
    made_by: str
    made_at: datetime
    forecasts: Sequence[Foreseen]


@dataclass(frozen=True)
class BackTested:
    """How every way fared on one set of published series, the least error first."""

    code: str
    title: str
    asked_words: str
    source: str
    source_url: str | None
    series: int
    points: int
    horizon: int
    made_at: datetime
    scores: tuple[Tested, ...]


def get_forecasts(viewer: Viewer, chosen: Chosen, measure: Measure | None = None) -> list[Foreseen]:
    """The forecasts of things as they are, of one measure or all, for the whole force or one area.

    Empty where none was made yet, and where several areas that are not the whole force are looked at together: ranges
    of areas cannot be added up. Raises ``NotFound`` outside what the viewer may read.
    """
    _judge(viewer, chosen)
    if not chosen.bears_targets:
        return []
    return _read(chosen, Forecast.scenario_id.is_(None), *([] if measure is None else [Forecast.measure == measure]))


def list_scenarios(viewer: Viewer, chosen: Chosen) -> list[ScenarioShown]:
    """The scenarios that stand for exactly this strand and place, the first asked first, each with its forecasts."""
    _judge(viewer, chosen)
    if not chosen.bears_targets:
        return []
    rows = db.session.execute(
        select(Scenario, Account.full_name)
        .join(Account, Account.id == Scenario.made_by_id)
        .where(
            Scenario.strand == chosen.strand.code,
            Scenario.area.is_not_distinct_from(chosen.area),
            Scenario.removed_at.is_(None),
        )
        .order_by(Scenario.id)
    ).all()
    made = _read(chosen, Forecast.scenario_id.in_([row.Scenario.id for row in rows]))
    names = {stage.code: stage.name for stage in chosen.strand.pipeline.stages}
    return [
        ScenarioShown(
            one.id, one.name, asked := read_asked(one.changes), words_of(asked, names), full_name, one.made_at,
            [each for each in made if each.scenario_id == one.id],
        )
        for one, full_name in rows
    ]  # fmt: skip


def get_backtests() -> list[BackTested]:
    """How every way of forecasting fared on what others published. It is about no person, so everyone may see it."""
    return [
        BackTested(
            row.code, row.title, row.asked_words, row.source, row.source_url, row.series, row.points, row.horizon,
            row.made_at, tuple(Tested(**score) for score in row.scores),
        )
        for row in db.session.scalars(select(BackTest).order_by(BackTest.code))
    ]  # fmt: skip


def nothing_made() -> bool:
    """Whether figures were computed within the hour and there is no forecast at all, as after a first start.

    Within the hour, so that what cannot be forecast is not tried every minute for ever.
    """
    run = figures.find_last_run()
    if run is None or clock.now() - run.finished_at > timedelta(hours=1):
        return False
    return db.session.scalar(select(Forecast.id).limit(1)) is None


def list_waiting_scenarios() -> list[int]:
    """The scenarios that stand and have no forecast, the one that waits longest first."""
    made = select(Forecast.id).where(Forecast.scenario_id == Scenario.id).exists()
    return list(
        db.session.scalars(select(Scenario.id).where(Scenario.removed_at.is_(None), ~made).order_by(Scenario.id))
    )


def _judge(viewer: Viewer, chosen: Chosen) -> None:
    if not all(
        viewer.may_in(Permission.TRENDS_READ, chosen.strand.code, area) for area in chosen.areas or (chosen.area,)
    ):
        raise NotFound("no such strand and area for this viewer")


def _read(chosen: Chosen, *which: object) -> list[Foreseen]:
    rows = db.session.scalars(
        select(Forecast)
        .where(Forecast.strand == chosen.strand.code, Forecast.area.is_not_distinct_from(chosen.area), *which)  # type: ignore[arg-type]
        .order_by(Forecast.measure, Forecast.over, Forecast.method, Forecast.scenario_id)
    )
    return [foreseen(row) for row in rows]


def foreseen(row: Forecast) -> Foreseen:
    """A stored forecast as the pages read it. Whoever reads the row judges who may."""
    outlook = None
    if row.refusal is None:
        outlook = Outlook(tuple(row.dates), tuple(tuple(each) for each in row.percentiles))
    return Foreseen(
        strand=row.strand, area=row.area, measure=row.measure, over=row.over, method=row.method,
        method_words=row.method_words, scenario_id=row.scenario_id, as_at=row.as_at, made_at=row.made_at,
        outlook=outlook, refusal=row.refusal,
        assumptions=tuple(Assumed(**each) for each in row.assumptions),
        backtest=tuple(Tested(**each) for each in row.backtest),
    )  # fmt: skip
