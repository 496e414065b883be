"""What was written down for a later day and begins on it: ranks, postings, and the last day of someone's service."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, or_, select, update

from volunteers.extensions import db
from volunteers.people.models import PostingPeriod, RankPeriod, RoleGrant, ServicePeriod, Volunteer
from volunteers.people.service.endings import let_go
from volunteers.permissions import Role


def take_effect(*, on: date) -> None:
    """Bring the current rank, area and unit of every service up to a day; safe to do twice."""
    rank, posting = _latest(RankPeriod.rank, on), _latest(PostingPeriod.area, on)
    unit, has_posting = _latest(PostingPeriod.unit_id, on), _begun(PostingPeriod, on)
    period = ServicePeriod
    db.session.execute(
        update(period)
        .where(_begun(RankPeriod, on), period.rank.is_distinct_from(rank))
        .values(rank=rank)
        .execution_options(synchronize_session=False)
    )
    moved = or_(period.area.is_distinct_from(posting), period.unit_id.is_distinct_from(unit))
    db.session.execute(
        update(period)
        .where(has_posting, moved)
        .values(area=posting, unit_id=unit)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()


def let_go_of_those_who_left(*, on: date) -> int:
    """Take the right to book duties from everyone who serves in no strand any more on a date."""
    still = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on),
    )
    holds = exists().where(RoleGrant.account_id == Volunteer.account_id, RoleGrant.role == Role.VOLUNTEER)
    gone = db.session.scalars(select(Volunteer.id).where(holds, ~still).order_by(Volunteer.id)).all()
    return sum(let_go(volunteer_id, on=on) for volunteer_id in gone)


def _latest(column: Any, on: date) -> ScalarSelect[Any]:
    """What began last by a day, of a service."""
    model = column.class_
    rows: Select[Any] = select(column).where(model.service_period_id == ServicePeriod.id, model.from_on <= on)
    return rows.order_by(model.from_on.desc()).limit(1).correlate(ServicePeriod).scalar_subquery()


def _begun(model: type[RankPeriod] | type[PostingPeriod], on: date) -> ColumnElement[bool]:
    return exists().where(model.service_period_id == ServicePeriod.id, model.from_on <= on)
