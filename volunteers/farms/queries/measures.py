"""What comes of Farm Watch, month by month: figures only, and no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from volunteers import clock
from volunteers.extensions import db
from volunteers.farms.models import FarmAlert, FarmNight, FarmPremises, FarmReport, FarmVisit, MarkedItem
from volunteers.farms.queries.people import STRAND
from volunteers.farms.rules import Crime, VisitState
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty

MONTHS = 12
Counts = dict[date, int]


@dataclass(frozen=True)
class MonthRow:
    """The figures of one month; ``reports`` and ``alerts`` by category in the order of ``Crime``."""

    month: date
    reports: tuple[int, ...]
    alerts: tuple[int, ...]
    visits: int
    marked: int
    stolen: int
    nights: int

    @property
    def has_crimes(self) -> bool:
        """Whether there was any report or alert."""
        return any(self.reports) or any(self.alerts)

    @property
    def has_work(self) -> bool:
        """Whether anything was marked, stolen or patrolled."""
        return any((self.visits, self.marked, self.stolen, self.nights))


@dataclass(frozen=True)
class Measures:
    """The last twelve months, the latest first; premises in scope, and how many of them have marked property."""

    months: Sequence[MonthRow]
    premises: int
    with_marked: int


def get_measures(viewer: Viewer) -> Measures:
    """The figures of the areas in scope."""
    latest = clock.month_of(clock.today())
    months = [clock.add_months(latest, -back) for back in range(MONTHS)]
    since = months[-1]
    reports, alerts = _by_crime(viewer, FarmReport, since), _by_crime(viewer, FarmAlert, since)
    visits, marked, stolen = (
        _counted(viewer, on, since, *rest)
        for on, rest in (
            (FarmVisit.visit_on, (FarmVisit.state == VisitState.DONE,)), (MarkedItem.marked_on, ()),
            (MarkedItem.stolen_on, ()),
        )
    )  # fmt: skip
    nights = _nights(viewer, since)
    rows = [
        MonthRow(
            month, tuple(reports.get((month, crime), 0) for crime in Crime),
            tuple(alerts.get((month, crime), 0) for crime in Crime), visits.get(month, 0), marked.get(month, 0),
            stolen.get(month, 0), nights.get(month, 0),
        )
        for month in months
    ]  # fmt: skip
    within = FarmPremises.removed_at.is_(None), _within(viewer, FarmPremises.area)
    has_marked = FarmPremises.id.in_(select(MarkedItem.premises_id))
    return Measures(rows, _how_many(*within), _how_many(*within, has_marked))


def _how_many(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(FarmPremises).where(*conditions)) or 0


def _by_crime(viewer: Viewer, model: type[FarmReport | FarmAlert], since: date) -> dict[tuple[date, Crime], int]:
    month = _month_of(model.sent_at)
    wanted = select(month, model.crime, func.count()).where(_within(viewer, model.area), month >= since)
    return {(on, crime): count for on, crime, count in db.session.execute(wanted.group_by(month, model.crime))}


def _counted(
    viewer: Viewer, on: InstrumentedAttribute[Any], since: date,
    *conditions: ColumnElement[bool],
) -> Counts:  # fmt: skip
    month = _first(on)
    return _read(
        select(month, func.count())
        .join(FarmPremises, FarmPremises.id == on.class_.premises_id)
        .where(_within(viewer, FarmPremises.area), on >= since, *conditions)
        .group_by(month)
    )


def _nights(viewer: Viewer, since: date) -> Counts:
    """Nights somebody told us of, each counted once."""
    month = _month_of(Duty.starts_at)
    return _read(
        select(month, func.count(Duty.id.distinct()))
        .join(FarmNight, FarmNight.duty_id == Duty.id)
        .where(_within(viewer, FarmNight.area), month >= since)
        .group_by(month)
    )


def _read(wanted: Select[date, int]) -> Counts:
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _month_of(at: InstrumentedAttribute[datetime]) -> ColumnElement[date]:
    return _first(func.timezone("Europe/London", at))


def _first(at: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[date]:
    return cast(func.date_trunc("month", at), Date)


def _within(viewer: Viewer, area: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return viewer.within(Permission.FARM_EDIT, literal(STRAND.value), area)
