"""Paging by key: a page of duties begins where another ended, by date and then by number."""

from sqlalchemy import ColumnElement, select, tuple_

from volunteers.rosters.models import Duty


def is_after(duty_id: int) -> ColumnElement[bool]:
    """Later than a duty; nothing is later than one that does not exist."""
    return tuple_(Duty.starts_at, Duty.id) > _place_of(duty_id)


def is_before(duty_id: int) -> ColumnElement[bool]:
    """Earlier than a duty; nothing is earlier than one that does not exist."""
    return tuple_(Duty.starts_at, Duty.id) < _place_of(duty_id)


def _place_of(duty_id: int) -> ColumnElement[tuple[object, ...]]:
    other = Duty.__table__.alias("other")
    return select(other.c.starts_at, other.c.id).where(other.c.id == duty_id).scalar_subquery()
