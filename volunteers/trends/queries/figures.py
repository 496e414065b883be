"""Reading the stored figures: the same few statements whatever the size of the force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.models import FigureRun, MonthlyFigure
from volunteers.trends.rules import Measure
from volunteers.trends.rules.series import MonthlySeries

# Named one by one, and not as "all but those by stage", so that the index leads straight to them.
FLOWS = (Measure.JOINERS, Measure.LEAVERS, Measure.PROGRESSED, Measure.APPLICATIONS, Measure.HOURS)


@dataclass(frozen=True)
class Run:
    """The last computation of the figures."""

    started_at: datetime
    finished_at: datetime

    @property
    def running_month(self) -> date:
        """The month that was not over when the figures were computed."""
        return clock.month_of(clock.on(self.started_at))


@dataclass(frozen=True)
class Scope:
    """Whose figures: a strand, and the areas added up. Without areas it is everything, also what has no area."""

    strand: str
    areas: tuple[str, ...] | None = None

    def condition(self) -> ColumnElement[bool]:
        inside = true() if self.areas is None else MonthlyFigure.area.in_(self.areas)
        return and_(MonthlyFigure.strand == self.strand, inside)


def find_last_run() -> Run | None:
    """When the figures were last computed, or None before the first time."""
    found = db.session.execute(
        select(FigureRun.started_at, FigureRun.finished_at).order_by(FigureRun.id.desc()).limit(1)
    ).one_or_none()
    return Run(found.started_at, found.finished_at) if found else None


def get_series(scope: Scope, *, until: date, months: int, running: date | None) -> MonthlySeries:
    """So many whole months to ``until``, or as many as there are, and the running one if it is given and stored."""
    last = running or until
    rows = db.session.execute(
        select(MonthlyFigure.measure, MonthlyFigure.month, func.sum(MonthlyFigure.value))
        .where(
            scope.condition(),
            MonthlyFigure.month.between(clock.add_months(until, 1 - months), last),
            MonthlyFigure.measure.in_((Measure.HEADCOUNT, *FLOWS)),
        )
        .group_by(MonthlyFigure.measure, MonthlyFigure.month)
        .order_by(MonthlyFigure.month)
    ).all()
    values: dict[Measure, dict[date, int]] = {}
    for measure, month, value in rows:
        values.setdefault(measure, {})[month] = value
    known = [month for _, month, _ in rows]
    whole = clock.months_between(known[0], until) if known and known[0] <= until else []
    return MonthlySeries(whole, values, running if running in values.get(Measure.HEADCOUNT, {}) else None)


def get_cohort(scope: Scope, months: Sequence[date]) -> Mapping[str, int]:
    """How many applications sent in these months ever came to each stage."""
    rows = db.session.execute(
        select(MonthlyFigure.stage, func.sum(MonthlyFigure.value))
        .where(
            scope.condition(),
            MonthlyFigure.measure == Measure.COHORT_REACHED,
            MonthlyFigure.month.between(months[0], months[-1]),
        )
        .group_by(MonthlyFigure.stage)
    ).all()
    return {row[0]: row[1] for row in rows}


def get_by_area(scope: Scope, months: Sequence[date]) -> Mapping[str, Mapping[Measure, int]]:
    """By area: the headcount at the end of the last month, and what was counted over all of these months."""
    headcount = and_(MonthlyFigure.measure == Measure.HEADCOUNT, MonthlyFigure.month == months[-1])
    counted = and_(MonthlyFigure.measure.in_(FLOWS), MonthlyFigure.month.between(months[0], months[-1]))
    rows = db.session.execute(
        select(MonthlyFigure.area, MonthlyFigure.measure, func.sum(MonthlyFigure.value))
        .where(scope.condition(), or_(headcount, counted))
        .group_by(MonthlyFigure.area, MonthlyFigure.measure)
    ).all()
    found: dict[str, dict[Measure, int]] = {}
    for area, measure, value in rows:
        found.setdefault(area, {})[measure] = value
    return found
