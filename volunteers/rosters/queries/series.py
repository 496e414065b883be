"""Duties that repeat: the days a rule would give, and the duties of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutySeries, DutyState, Post
from volunteers.rosters.queries.hours import Hours, hours_on
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.queries.staff import STATES
from volunteers.rosters.rules import Cover, DutyContent
from volunteers.rosters.rules.recurrence import Repeat, days_of, rule_of, rule_words
from volunteers.strands.queries import get_strand


@dataclass(frozen=True)
class Occurrence:
    """A day of a series, and its hours there."""

    on: date
    hours: Hours

    @property
    def is_skipped(self) -> bool:
        return bool(self.hours.trouble)

    @property
    def note(self) -> str:
        """What is worth knowing of it; empty on most days."""
        return self.hours.trouble or self.hours.note


@dataclass(frozen=True)
class Session:
    """One duty of a series or an event, with its cover; ``state`` is said only where it is not published."""

    words: DutyWords
    state: str | None
    cover: Cover
    is_draft: bool
    is_ahead: bool

    @property
    def may_be_cancelled(self) -> bool:
        return self.is_ahead and self.state != STATES[DutyState.CANCELLED]


@dataclass(frozen=True)
class SeriesPage:
    """A series: what its duties are called, how they repeat, and each of them."""

    id: int
    title: str
    rule: str
    sessions: tuple[Session, ...]

    @property
    def drafts(self) -> tuple[int, ...]:
        return drafts_of(self.sessions)


def list_occurrences(repeat: Repeat, duty: DutyContent, *, first: date | None = None) -> list[Occurrence]:
    """The days on which a duty would be again, its own first, with what the clocks do to its hours there.

    ``first`` is the day it stands for in its series, where it was moved since.
    """
    first = first or duty.starts_at.date()
    starts, ends = duty.starts_at.time(), duty.ends_at.time()
    own = Occurrence(first, Hours(duty.starts_at, duty.ends_at))
    rest = [Occurrence(day, hours_on(day, starts, ends)) for day in days_of(rule_of(repeat, first), first)[1:]]
    return [own, *rest]


def get_series(series_id: int, viewer: Viewer) -> SeriesPage:
    """A series in the viewer's scope; otherwise ``NotFound``."""
    within = viewer.within(Permission.DUTY_READ, DutySeries.strand, DutySeries.area)
    series = db.session.scalars(select(DutySeries).where(DutySeries.id == series_id, within)).first()
    if series is None:
        raise NotFound(f"no series {series_id} for this viewer")
    sessions = list_sessions(viewer, series_id=series_id)
    title = sessions[0].words.title if sessions else "Duties that repeat"
    return SeriesPage(series.id, title, rule_words(series.rule), tuple(sessions))


def list_sessions(viewer: Viewer, *, series_id: int | None = None, event_id: int | None = None) -> list[Session]:
    """The duties of a series or an event that the viewer may see, by time; one statement."""
    within = viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area)
    of = Duty.series_id == series_id if series_id is not None else Duty.event_id == event_id
    rows = db.session.execute(
        select(
            Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Duty.state,
            Duty.strand, Duty.minimum_to_run, func.sum(Post.taken), func.sum(Post.places),
        )
        .join(Post, Post.duty_id == Duty.id)
        .where(within, of)
        .group_by(Duty.id)
        .order_by(Duty.starts_at, Duty.id)
        .limit(1000)
    )  # fmt: skip
    now = clock.now()
    return [
        Session(
            words_of(duty_id, title, area, place, starts_at, ends_at),
            None if state is DutyState.PUBLISHED else STATES[state],
            Cover(int(taken), int(places), least or get_strand(strand).duty.minimum_team),
            is_draft=state is DutyState.DRAFT and starts_at > now,
            is_ahead=starts_at > now,
        )
        for duty_id, title, area, place, starts_at, ends_at, state, strand, least, taken, places in rows
    ]


def drafts_of(sessions: Sequence[Session]) -> tuple[int, ...]:
    """Those that can still be published."""
    return tuple(one.words.id for one in sessions if one.is_draft)
