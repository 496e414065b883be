"""Cadets who turn 18 soon, or have: the list for those who look after them, and what the night's job goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Integer

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, MovingOnWarning, ServicePeriod, Volunteer
from volunteers.people.queries import names
from volunteers.people.rules.moving_on import (
    AHEAD,
    OF_AGE,
    Way,
    age_tone,
    age_words,
    ends_by_itself_on,
    turns_18_on,
    way_of,
)
from volunteers.permissions import CHILDRENS_STRAND, Permission, Viewer
from volunteers.places.models import Unit


@dataclass(frozen=True)
class TurningCadet:
    """A cadet near their 18th birthday, or past it, and what was agreed for them."""

    volunteer_id: int
    period_id: int
    name: str
    birth_date: date
    area: str
    unit: str | None
    ended_on: date | None
    moves_on_to: str | None
    warned: tuple[int, ...]
    on: date

    @property
    def turns_on(self) -> date:
        return turns_18_on(self.birth_date)

    @property
    def age_words(self) -> str:
        return age_words(self.turns_on, self.on)

    @property
    def age_tone(self) -> str:
        return age_tone(self.turns_on, self.on)

    @property
    def is_settled(self) -> bool:
        return self.ended_on is not None

    @property
    def ends_by_itself_on(self) -> date:
        return ends_by_itself_on(self.turns_on)

    @property
    def way(self) -> Way | None:
        return way_of(self.moves_on_to)


def list_turning(viewer: Viewer | None, *, area: str | None = None) -> list[TurningCadet]:
    """Cadets who serve today and turn 18 within 90 days, or have turned it: those not settled first, oldest first.

    Those of the viewer's areas who may change service there; every one for a job, which has no viewer.
    """
    today, period = clock.today(), ServicePeriod
    rows = db.session.execute(
        select(
            Volunteer.id, period.id, Volunteer.first_name + " " + Volunteer.last_name, Volunteer.birth_date,
            period.area, Unit.name, period.ended_on, period.moves_on_to, _warned(),
        )
        .join(period, period.volunteer_id == Volunteer.id)
        .outerjoin(Unit, Unit.id == period.unit_id)
        .where(_near(today), _within(viewer), period.area == area if area else true())
        .order_by(period.ended_on.is_not(None), Volunteer.birth_date, Volunteer.id)
        .limit(500)
    )  # fmt: skip
    return [_cadet(row, today) for row in rows]


def count_turning(viewer: Viewer) -> int:
    """How many of them nobody has moved on yet."""
    today = clock.today()
    counted = (
        select(func.count())
        .select_from(ServicePeriod)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(_near(today), _within(viewer), ServicePeriod.ended_on.is_(None))
    )
    return db.session.scalar(counted) or 0


def list_newly_warned(viewer: Viewer, ids: Sequence[int]) -> int:
    """How many of these services the viewer may change."""
    counted = select(func.count()).select_from(ServicePeriod).where(ServicePeriod.id.in_(ids), _within(viewer))
    return db.session.scalar(counted) or 0


def account_of(volunteer_id: int) -> Account:
    """The account of a volunteer, who is to be written to."""
    return db.session.scalars(
        select(Account).join(Volunteer, Volunteer.account_id == Account.id).where(Volunteer.id == volunteer_id)
    ).one()


def _near(today: date) -> ColumnElement[bool]:
    """Who serves as a cadet today and is 18 within the furthest warning; 18 on 1 March if born on 29 February."""
    latest = clock.add_months(today + AHEAD, -12 * OF_AGE)
    cadet = ServicePeriod.strand == CHILDRENS_STRAND
    serves = or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > today)
    return cadet & serves & (ServicePeriod.started_on <= today) & (Volunteer.birth_date <= latest)


def _within(viewer: Viewer | None) -> ColumnElement[bool]:
    if viewer is None:
        return true()
    return viewer.within(Permission.SERVICE_EDIT, ServicePeriod.strand, ServicePeriod.area)


def _warned() -> ScalarSelect[list[int]]:
    days = func.array_agg(MovingOnWarning.days, type_=ARRAY(Integer))
    found = select(days).where(MovingOnWarning.service_period_id == ServicePeriod.id)
    return found.scalar_subquery()


def _cadet(row: Row[*tuple[Any, ...]], today: date) -> TurningCadet:
    volunteer_id, period_id, name, birth_date, area, unit, ended_on, moves_on_to, warned = row
    return TurningCadet(
        volunteer_id, period_id, name, birth_date, names.area_name(area), unit, ended_on, moves_on_to,
        tuple(warned or ()), today,
    )  # fmt: skip
