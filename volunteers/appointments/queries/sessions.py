"""Sessions as those who run them see them: the list by day, and one with who comes to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.appointments.models import Booking, BookingState, Session, SessionKind, SessionState
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.strands.queries import get_strand
from volunteers.web.wording import clock_words, day_words, hours_words

PAGE = 60


@dataclass(frozen=True)
class SessionLine:
    """One line of the list."""

    id: int
    title: str
    kind: str
    strand: str
    area: str
    place: str
    starts: datetime
    ends: datetime
    capacity: int
    taken: int
    waiting: int
    state: SessionState
    is_over: bool

    @property
    def hours(self) -> str:
        """6pm to 6:45pm."""
        return hours_words(self.starts, self.ends)

    @property
    def begins(self) -> str:
        return clock_words(self.starts)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.capacity

    @property
    def share(self) -> int:
        """How much of it is taken, in whole hundredths."""
        return 100 * self.taken // self.capacity

    @property
    def status(self) -> tuple[str, str]:
        """How it stands in a word or two, and its tone."""
        if self.state is SessionState.CANCELLED:
            return "Cancelled", ""
        if self.is_over:
            return ("Attendance marked", "good") if self.state is SessionState.HELD else ("Mark who came", "waiting")
        if self.is_full:
            return "Full", "fair"
        return f"{self.capacity - self.taken} free", "good"


@dataclass(frozen=True)
class SessionDay:
    """The sessions of one day in London."""

    day: str
    lines: tuple[SessionLine, ...]


@dataclass(frozen=True)
class SessionLines:
    """A page of sessions by day; ``after`` leads to the next page, None on the last."""

    days: tuple[SessionDay, ...]
    after: int | None


def list_sessions(
    viewer: Viewer, *, strand: str | None = None, area: str | None = None, kind: str | None = None, past: bool = False,
    after: int | None = None,
) -> SessionLines:  # fmt: skip
    """Sessions of the viewer's scope: those to come and under way, soonest first, or those over, latest first."""
    rows = db.session.execute(_listed(viewer, strand, area, kind, past, after)).all()
    lines = [line_of(session, waiting) for session, waiting in rows[:PAGE]]
    return SessionLines(by_day(lines), lines[-1].id if len(rows) > PAGE else None)


def get_session(session_id: int, viewer: Viewer) -> Session:
    """A session of the viewer's scope with its unit; ``NotFound`` for any other."""
    found = db.session.scalars(
        select(Session)
        .where(Session.id == session_id, runs(viewer))
        .options(joinedload(Session.unit))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no session {session_id} for this viewer")
    return found


def list_alike(session: Session, viewer: Viewer) -> list[Session]:
    """This session and the others for the same thing that can still be booked, soonest first."""
    rows = db.session.scalars(
        select(Session)
        .where(
            Session.strand == session.strand, Session.purpose == session.purpose, Session.state == SessionState.OPEN,
            Session.starts_at > clock.now(), runs(viewer),
        )
        .order_by(Session.starts_at, Session.id)
        .limit(PAGE)
    )  # fmt: skip
    return list(rows)


def list_open_for(strand: str, purposes: Iterable[str], viewer: Viewer) -> list[Session]:
    """The coming sessions of a strand for any of some purposes, soonest first."""
    rows = db.session.scalars(
        select(Session)
        .where(
            Session.strand == strand, Session.purpose.in_(list(purposes)), Session.state == SessionState.OPEN,
            Session.starts_at > clock.now(), runs(viewer),
        )
        .order_by(Session.starts_at, Session.id)
        .limit(PAGE)
    )  # fmt: skip
    return list(rows)


def count_unmarked(viewer: Viewer) -> int:
    """How many sessions are over and nobody has marked who came."""
    where = (Session.state == SessionState.OPEN, Session.ends_at <= clock.now(), Session.taken > 0, runs(viewer))
    return db.session.scalar(select(func.count()).select_from(Session).where(*where)) or 0


def runs(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that narrows sessions to those the viewer runs."""
    return viewer.within(Permission.APPOINTMENT_EDIT, Session.strand, Session.area)


def line_of(session: Session, waiting: int = 0) -> SessionLine:
    """A session as one line."""
    areas = {each.code: each.name for each in current_force().areas}
    return SessionLine(
        session.id, session.title, session.kind.label, get_strand(session.strand).name,
        areas.get(session.area, session.area), session.place, clock.in_london(session.starts_at),
        clock.in_london(session.ends_at), session.capacity, session.taken, waiting, session.state,
        session.ends_at <= clock.now(),
    )  # fmt: skip


def by_day(lines: Sequence[SessionLine]) -> tuple[SessionDay, ...]:
    """The lines under their days, in the order they have."""

    def day_of(line: SessionLine) -> date:
        return line.starts.date()

    return tuple(SessionDay(f"{day:%A} {day_words(day)}", tuple(each)) for day, each in groupby(lines, key=day_of))


def _listed(
    viewer: Viewer, strand: str | None, area: str | None, kind: str | None, past: bool, after: int | None
) -> Select[*tuple[Any, ...]]:
    waiting = (
        select(func.count())
        .where(Booking.session_id == Session.id, Booking.state == BookingState.WAITING)
        .scalar_subquery()
    )
    query = select(Session, waiting).where(runs(viewer)).limit(PAGE + 1)
    if strand is not None:
        query = query.where(Session.strand == strand)
    if area is not None:
        query = query.where(Session.area == area)
    if kind is not None:
        query = query.where(Session.kind == SessionKind(kind))
    place, cursor = tuple_(Session.starts_at, Session.id), _cursor(after)
    if past:
        query = query.where(Session.ends_at <= clock.now()).order_by(Session.starts_at.desc(), Session.id.desc())
        return query.where(place < cursor) if cursor is not None else query
    query = query.where(Session.ends_at > clock.now()).order_by(Session.starts_at, Session.id)
    return query.where(place > cursor) if cursor is not None else query


def _cursor(after: int | None) -> Any:
    """Where a page begins; None for the first, and for a session that is not there."""
    starts_at = db.session.scalar(select(Session.starts_at).where(Session.id == after)) if after else None
    return tuple_(starts_at, after) if starts_at is not None else None


def list_units(strand: str, areas: Sequence[str]) -> list[tuple[str, str]]:
    """The units of these areas that serve a strand, as (number, name)."""
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(Unit.area.in_(areas), Unit.strand.is_(None) | (Unit.strand == strand), offered())
        .order_by(Unit.name, Unit.id)
        .limit(500)
    )
    return [(str(number), name) for number, name in rows]
