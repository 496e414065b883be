"""Who waits for what: an interest in a unit wants an opening of it or of all, one in a strand any of the strand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from volunteers.extensions import db
from volunteers.openings.models import Interest, Opening
from volunteers.openings.queries.lines import OpeningLine, line_of, select_openings


@dataclass(frozen=True)
class Wish:
    """What an interest is in, for the page that removes it."""

    strand: str
    unit_id: int | None
    role: str | None


def is_open_on(on: date) -> ColumnElement[bool]:
    """The openings that take applications on a London date."""
    has_place = or_(Opening.places.is_(None), Opening.taken < Opening.places)
    return and_(Opening.ended_at.is_(None), Opening.opens_on <= on, Opening.closes_on >= on, has_place)


def wants() -> ColumnElement[bool]:
    """That an interest is in an opening, with both tables in the query."""
    return and_(
        Opening.strand == Interest.strand,
        or_(Interest.unit_id.is_(None), Opening.unit_id.is_(None), Opening.unit_id == Interest.unit_id),
        or_(Interest.role.is_(None), Opening.role.is_(None), Opening.role == Interest.role),
    )


def find_wanted(strand: str, unit_id: int | None, role: str | None, on: date) -> OpeningLine | None:
    """An opening that takes applications now, of which someone with this wish would be told."""
    wanted = select_openings().where(is_open_on(on), Opening.strand == strand)
    if unit_id is not None:
        wanted = wanted.where(or_(Opening.unit_id.is_(None), Opening.unit_id == unit_id))
    if role is not None:
        wanted = wanted.where(or_(Opening.role.is_(None), Opening.role == role))
    found = db.session.execute(wanted.order_by(Opening.closes_on, Opening.id).limit(1)).one_or_none()
    return line_of(*found, on) if found else None


def find_wish(interest_id: int) -> Wish | None:
    """What an interest is in; None when it was removed or erased."""
    interest = db.session.get(Interest, interest_id)
    return Wish(interest.strand, interest.unit_id, interest.role) if interest else None


def number_waiting() -> ColumnElement[int]:
    """How many wait to be told of an opening, as a column of a query about openings."""
    count = select(func.count()).select_from(Interest).where(Interest.told_at.is_(None), wants())
    return count.correlate(Opening).scalar_subquery()
