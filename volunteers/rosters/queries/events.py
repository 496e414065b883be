"""Events, and the sessions of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, Event
from volunteers.rosters.queries.rows import area_name
from volunteers.rosters.queries.series import Session, drafts_of, list_sessions
from volunteers.rosters.rules import in_words
from volunteers.strands.queries import get_strand

MOST = 100


@dataclass(frozen=True)
class EventRow:
    """An event in the list: the days of its sessions, and how many there are."""

    id: int
    title: str
    strand: str
    area: str
    days: str
    sessions: int
    is_cancelled: bool


@dataclass(frozen=True)
class EventPage:
    """An event with its sessions, by time."""

    id: int
    title: str
    about: str
    strand_code: str
    slug: str
    strand: str
    area: str
    is_cancelled: bool
    sessions: tuple[Session, ...]

    @property
    def drafts(self) -> tuple[int, ...]:
        return drafts_of(self.sessions)

    @property
    def may_be_cancelled(self) -> bool:
        return not self.is_cancelled and any(one.may_be_cancelled for one in self.sessions)


def list_events(viewer: Viewer) -> list[EventRow]:
    """The viewer's events, the last made first."""
    first, last = func.min(Duty.starts_at).label("first"), func.max(Duty.starts_at).label("last")
    rows = db.session.execute(
        select(Event.id, Event.title, Event.strand, Event.area, Event.cancelled_at, func.count(Duty.id), first, last)
        .outerjoin(Duty, Duty.event_id == Event.id)
        .where(viewer.within(Permission.DUTY_READ, Event.strand, Event.area))
        .group_by(Event.id)
        .order_by(Event.created_at.desc(), Event.id.desc())
        .limit(MOST)
    )
    return [_row(row) for row in rows]


def get_event(event_id: int, viewer: Viewer) -> EventPage:
    """An event in the viewer's scope; otherwise ``NotFound``."""
    within = viewer.within(Permission.DUTY_READ, Event.strand, Event.area)
    event = db.session.scalars(select(Event).where(Event.id == event_id, within)).first()
    if event is None:
        raise NotFound(f"no event {event_id} for this viewer")
    strand = get_strand(event.strand)
    sessions = tuple(list_sessions(viewer, event_id=event_id))
    return EventPage(
        event.id, event.title, event.about, strand.code, strand.slug, strand.name, area_name(event.area),
        event.cancelled_at is not None, sessions,
    )  # fmt: skip


def _row(row: Row[int, str, str, str, datetime | None, int, datetime, datetime]) -> EventRow:
    event_id, title, strand, area, cancelled_at, count, first, last = row
    days = _days(first, last) if count else "No sessions yet"
    return EventRow(event_id, title, get_strand(strand).name, area_name(area), days, count, cancelled_at is not None)


def _days(first: datetime, last: datetime) -> str:
    begins, ends = in_words(clock.on(first)), in_words(clock.on(last))
    return begins if begins == ends else f"{begins} to {ends}"
