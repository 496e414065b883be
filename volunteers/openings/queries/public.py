"""Openings as anyone may know them, and as the rooms that take applications ask for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.openings.models import Opening
from volunteers.openings.queries.lines import OpeningLine, line_of, select_openings
from volunteers.openings.rules import AT_STATIONS, OpeningState, best_state, is_open_all_year
from volunteers.places.models import Unit, UnitKind
from volunteers.places.queries import offered
from volunteers.strands.rules import StrandCode

CLOSED_SHOWN_FOR = timedelta(days=365)
MOST = 500


@dataclass(frozen=True)
class Standing:
    """Whether someone may apply now. ``opening`` is the one that decides; None where nothing was ever opened.

    ``is_open`` without an opening means all year.
    """

    state: OpeningState
    opening: OpeningLine | None = None

    @property
    def is_open(self) -> bool:
        return self.state is OpeningState.OPEN


def list_openings(strand: str | None, on: date, *, area: str | None = None) -> list[OpeningLine]:
    """What is there to be shown on a day, soonest to close first: open, full and upcoming ones, and the last closed.

    A closed opening is left out once a later one of the same unit and role is there, and after a year.
    ``strand`` and ``area`` narrow it; an opening for the whole force is in every area.
    """
    wanted = select_openings().where(Opening.closes_on >= on - CLOSED_SHOWN_FOR)
    if strand is not None:
        wanted = wanted.where(Opening.strand == strand)
    if area is not None:
        wanted = wanted.where(or_(Unit.area == area, Opening.unit_id.is_(None)))
    lines = _lines(wanted.order_by(Opening.closes_on, Opening.id).limit(MOST), on)
    return [line for line in lines if not line.is_closed or _is_last(line, lines)]


def get_opening(opening_id: int, on: date) -> OpeningLine:
    """One opening as anyone may see it; raises ``NotFound``."""
    found = _lines(select_openings().where(Opening.id == opening_id), on)
    if not found:
        raise NotFound(f"no opening {opening_id}")
    return found[0]


def find_opening(
    strand: str, unit_id: int | None = None, role: str | None = None, *, on: date | None = None
) -> OpeningLine | None:
    """The open one that fits, the closest to the unit and role first; ``on`` is today when not given."""
    lines = _fitting(strand, unit_id, role, on or clock.today())
    return next((line for line in lines if line.is_open), None)


def standing_of(
    strand: str, unit_id: int | None = None, role: str | None = None, *, on: date | None = None
) -> Standing:
    """Whether someone may apply for this now, and the opening that decides it.

    Where nothing was ever opened it is open all year, or closed in a strand that opens by window alone.
    """
    lines = _fitting(strand, unit_id, role, on or clock.today())
    state = best_state(line.state for line in lines)
    if state is None:
        return Standing(OpeningState.OPEN if is_open_all_year(strand) else OpeningState.CLOSED)
    of_state = [line for line in lines if line.state is state]
    soonest = state in (OpeningState.UPCOMING, OpeningState.OPEN, OpeningState.FULL)
    return Standing(state, of_state[0] if soonest else max(of_state, key=lambda line: line.closes_on))


def find_opening_of(strand: str, unit_id: int | None = None, role: str | None = None, *, at: datetime) -> int | None:
    """The opening whose window a moment lay in, whatever became of it since: where a taken place goes back to."""
    on = clock.on(at)
    found = db.session.scalars(
        select(Opening)
        .where(_fits(strand, unit_id, role), Opening.opens_on <= on, Opening.closes_on >= on)
        .where(or_(Opening.ended_at.is_(None), Opening.ended_at >= at))
        .order_by(*_closest(), Opening.id)
    ).first()
    return found.id if found else None


def start_date_of(unit_id: int, on: date) -> date | None:
    """The next start of a unit for someone who asks on a day: that of the open one, else of the next to come."""
    lines = [line for line in _lines(select_openings().where(Opening.unit_id == unit_id), on) if line.starts_on]
    ahead = [line for line in lines if line.starts_on and line.starts_on >= on]

    def order(line: OpeningLine) -> tuple[bool, bool, date]:
        return (not line.is_open, line.is_closed, line.starts_on or on)

    return min(ahead, key=order).starts_on if ahead else None


def unit_choices(strand: str) -> list[tuple[str, str]]:
    """The units of a strand as (number as text, name with area), by name: its own, or the stations it serves from."""
    of_all = and_(Unit.strand.is_(None), Unit.kind == UnitKind.STATION) if strand in AT_STATIONS else false()
    rows = db.session.execute(
        select(Unit.id, Unit.name, Unit.area)
        .where(or_(Unit.strand == strand, of_all), offered())
        .order_by(Unit.name, Unit.id)
        .limit(MOST)
    )
    return [(str(unit_id), f"{name} ({current_force().area(area).name})") for unit_id, name, area in rows]


def unit_name(strand: str, unit_id: int | None) -> str | None:
    """The name of a unit of this strand; None for any other number."""
    return dict(unit_choices(strand)).get(str(unit_id))


def role_choices(strand: str) -> list[tuple[str, str]]:
    """The roles of a strand as (code, name); only Police Support Volunteers have any."""
    if strand != StrandCode.POLICE_SUPPORT_VOLUNTEERS:
        return []
    return [(role.code, role.name) for role in current_force().roles]


def role_name(strand: str, role: str | None) -> str | None:
    """The name of a role of this strand; None for any other code."""
    return dict(role_choices(strand)).get(role or "")


def _fitting(strand: str, unit_id: int | None, role: str | None, on: date) -> list[OpeningLine]:
    """Every opening through which one may apply for this, the closest first, then the soonest."""
    wanted = select_openings().where(_fits(strand, unit_id, role)).order_by(*_closest(), Opening.opens_on, Opening.id)
    return _lines(wanted.limit(MOST), on)


def _fits(strand: str, unit_id: int | None, role: str | None) -> ColumnElement[bool]:
    return and_(
        Opening.strand == strand,
        or_(Opening.unit_id.is_(None), Opening.unit_id == unit_id),
        or_(Opening.role.is_(None), Opening.role == role),
    )


def _closest() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Opening.unit_id.is_(None), Opening.role.is_(None)


def _lines(wanted: Select[Opening, str, str], on: date) -> list[OpeningLine]:
    return [line_of(opening, name, area, on) for opening, name, area in db.session.execute(wanted)]


def _is_last(line: OpeningLine, lines: Iterable[OpeningLine]) -> bool:
    """Whether no later opening of the same strand, unit and role is there."""
    key = (line.strand, line.unit_id, line.role)
    later = (other for other in lines if (other.strand, other.unit_id, other.role) == key)
    return max(later, key=lambda other: (not other.is_closed, other.closes_on, other.id)) is line
