"""Openings as those who make them see them, within their strands and areas, with who waits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, select, tuple_

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.openings.models import Opening
from volunteers.openings.queries.interests import number_waiting
from volunteers.openings.queries.lines import OpeningLine, line_of, select_openings
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit

PAGE = 50


@dataclass(frozen=True)
class StaffOpening:
    """An opening and how many people wait to be told that it opens."""

    line: OpeningLine
    waiting: int

    @property
    def waiting_words(self) -> str:
        return "1 person waits to be told" if self.waiting == 1 else f"{self.waiting or 'No'} people wait to be told"


@dataclass(frozen=True)
class StaffOpenings:
    """A page of openings; ``after`` leads to the next, None on the last."""

    rows: tuple[StaffOpening, ...]
    after: int | None


def list_staff_openings(
    viewer: Viewer, on: date, *, strand: str | None = None, area: str | None = None, past: bool = False,
    after: int | None = None,
) -> StaffOpenings:  # fmt: skip
    """A page of the viewer's openings: those open or to come, soonest to close first, or those closed, latest first."""
    wanted = select_openings().add_columns(number_waiting()).where(_within(viewer)).limit(PAGE + 1)
    if strand is not None:
        wanted = wanted.where(Opening.strand == strand)
    if area is not None:
        wanted = wanted.where(Unit.area == area)
    is_past = (Opening.closes_on < on) | Opening.ended_at.is_not(None)
    if past:
        wanted = wanted.where(is_past).order_by(Opening.closes_on.desc(), Opening.id.desc())
    else:
        wanted = wanted.where(~is_past).order_by(Opening.closes_on, Opening.id)
    if after is not None:
        place = tuple_(Opening.closes_on, Opening.id)
        wanted = wanted.where(place < _place_of(after) if past else place > _place_of(after))
    rows = [_row(row, on) for row in db.session.execute(wanted)]
    return StaffOpenings(tuple(rows[:PAGE]), rows[PAGE - 1].line.id if len(rows) > PAGE else None)


def get_staff_opening(opening_id: int, viewer: Viewer, on: date) -> StaffOpening:
    """An opening in the viewer's scope; raises ``NotFound`` otherwise."""
    wanted = select_openings().add_columns(number_waiting()).where(Opening.id == opening_id, _within(viewer))
    found = db.session.execute(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no opening {opening_id} for this viewer")
    return _row(found, on)


def units_in_scope(viewer: Viewer, strand: str, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of the units of a strand, those in which the viewer may make openings."""
    numbers = [int(number) for number, _ in choices]
    rows = db.session.execute(select(Unit.id, Unit.area).where(Unit.id.in_(numbers)))
    allowed = {str(number) for number, area in rows if viewer.may_in(Permission.OPENING_EDIT, strand, area)}
    return [(number, name) for number, name in choices if number in allowed]


def _row(row: Row[Opening, str, str, int], on: date) -> StaffOpening:
    opening, name, area, waiting = row
    return StaffOpening(line_of(opening, name, area, on), waiting)


def _within(viewer: Viewer) -> ColumnElement[bool]:
    """An opening for the whole force has no area: only a grant over all areas covers it."""
    return viewer.within(Permission.OPENING_EDIT, Opening.strand, Unit.area)


def _place_of(opening_id: int) -> ColumnElement[tuple[object, ...]]:
    other = Opening.__table__.alias("other")
    return select(other.c.closes_on, other.c.id).where(other.c.id == opening_id).scalar_subquery()
