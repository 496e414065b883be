"""Reading the stored figures: the same few statements whatever the size of the force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.trends.models import FigureRun, MonthlyFigure, RunState
from volunteers.trends.rules import Measure
from volunteers.trends.rules.series import MonthlySeries

# Those of which a row of a table of areas is made: named one by one, so that the index leads straight to them.
FLOWS = (Measure.JOINERS, Measure.LEAVERS, Measure.PROGRESSED, Measure.APPLICATIONS, Measure.HOURS)
# What has few parts, so that every page may have it; the others are asked for by name.
USUAL = (
    Measure.HEADCOUNT, Measure.QUALIFIED, Measure.ACTIVE, *FLOWS, Measure.INTEREST, Measure.WAITING, Measure.STARTED,
    Measure.ANNIVERSARIES, Measure.STILL_SERVING, Measure.VACANCIES,
)  # fmt: skip
# So many months before the first one asked for are read too, for what looks back over a year.
LOOK_BACK = 11


@dataclass(frozen=True)
class Run:
    """The last computation of the figures."""

    started_at: datetime
    finished_at: datetime
    through: date

    @property
    def running_month(self) -> date:
        """The month that was not over when the figures were computed."""
        return clock.month_of(self.through)


@dataclass(frozen=True)
class Scope:
    """Whose figures: a strand or all, and the areas added up, or one unit. Without areas also what has no area."""

    strand: str | None
    areas: tuple[str, ...] | None = None
    unit_id: int | None = None

    def condition(self) -> ColumnElement[bool]:
        strands = true() if self.strand is None else MonthlyFigure.strand == self.strand
        inside = true() if self.areas is None else MonthlyFigure.area.in_(self.areas)
        unit = true() if self.unit_id is None else MonthlyFigure.unit_id == self.unit_id
        return and_(strands, inside, unit)


def find_last_run() -> Run | None:
    """When the figures were last computed, or None before the first time."""
    found = db.session.execute(
        select(FigureRun.started_at, FigureRun.finished_at, FigureRun.through)
        .where(FigureRun.state == RunState.DONE)
        .order_by(FigureRun.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return Run(found.started_at, found.finished_at, found.through or clock.on(found.started_at))


def latest_month(run: Run | None) -> date:
    """The last whole month there are figures of; the last whole month there is before any were computed."""
    return clock.add_months(run.running_month if run else clock.month_of(clock.today()), -1)


def get_series(
    scope: Scope, *, until: date, months: int, running: date | None, measures: Sequence[Measure] = USUAL
) -> MonthlySeries:
    """So many whole months to ``until``, or as many as there are, and the running one if it is given and stored.

    ``measures`` are the stored ones to read; those made of others are known where what they are made of was read.
    """
    first, last = clock.add_months(until, 1 - months), running or until
    rows = db.session.execute(
        select(MonthlyFigure.measure, MonthlyFigure.month, MonthlyFigure.part, func.sum(MonthlyFigure.value))
        .where(
            scope.condition(),
            MonthlyFigure.month.between(clock.add_months(first, -LOOK_BACK), last),
            MonthlyFigure.measure.in_(measures),
        )
        .group_by(MonthlyFigure.measure, MonthlyFigure.month, MonthlyFigure.part)
        .order_by(MonthlyFigure.month)
    ).all()
    values: dict[Measure, dict[date, int]] = {}
    parts: dict[tuple[Measure, str], dict[date, int]] = {}
    for measure, month, part, value in rows:
        whole = values.setdefault(measure, {})
        whole[month] = whole.get(month, 0) + value
        if part:
            parts.setdefault((measure, part), {})[month] = value
    known = [row.month for row in rows if row.month >= first]
    shown = clock.months_between(known[0], until) if known and known[0] <= until else []
    divisors = [(one.from_on, one.hours_a_year) for one in current_force().officer_hours]
    so_far = running if running in values.get(Measure.HEADCOUNT, {}) else None
    return MonthlySeries(shown, values, so_far, parts, divisors)


def get_cohort(scope: Scope, months: Sequence[date]) -> Mapping[str, int]:
    """How many applications sent in these months ever came to each stage."""
    rows = db.session.execute(
        select(MonthlyFigure.part, func.sum(MonthlyFigure.value))
        .where(
            scope.condition(),
            MonthlyFigure.measure == Measure.COHORT_REACHED,
            MonthlyFigure.month.between(months[0], months[-1]),
        )
        .group_by(MonthlyFigure.part)
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
