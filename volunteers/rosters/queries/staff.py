"""Duties as those who plan and lead them see them: the list with its cover, and one duty with who is on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import post_facts
from volunteers.rosters.queries.one_duty import list_posts
from volunteers.rosters.queries.order import is_after, is_before
from volunteers.rosters.queries.rows import DutyWords, PostRow, words_of
from volunteers.rosters.rules import Cover, clock_words, lasting, priority_name
from volunteers.strands.queries import get_strand

PAGE = 50
STATES = {DutyState.DRAFT: "Draft", DutyState.PUBLISHED: "Published", DutyState.CANCELLED: "Cancelled"}


@dataclass(frozen=True)
class DutyLine:
    """One line of the list; ``state`` is said only where it is not published."""

    words: DutyWords
    strand: str
    state: str | None
    cover: Cover


@dataclass(frozen=True)
class DutyLines:
    """A page of duties; ``after`` leads to the next page, None on the last."""

    lines: tuple[DutyLine, ...]
    after: int | None


@dataclass(frozen=True)
class PersonOn:
    """Someone on a duty, and when they were there."""

    sign_up_id: int
    volunteer_id: int
    name: str
    post_id: int
    post: str
    booked_on_at: datetime | None
    booked_off_at: datetime | None
    minutes: int | None

    @property
    def attendance(self) -> str:
        """How their attendance stands, in words."""
        if self.booked_on_at is None:
            return "Not booked on"
        on = clock_words(clock.in_london(self.booked_on_at))
        if self.booked_off_at is None:
            return f"On duty since {on}"
        off = clock_words(clock.in_london(self.booked_off_at))
        return f"{on} to {off}: {lasting(self.minutes or 0)}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing about their attendance is left to record."""
        return self.booked_off_at is not None


@dataclass(frozen=True)
class PersonGone:
    """Someone who gave their place up, or was taken off, and why."""

    name: str
    reason: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class StaffDuty:
    """One duty: what it is, its cover, who is on it and who is not any more, and what may be done with it."""

    words: DutyWords
    strand_code: str
    strand: str
    unit: str | None
    briefing: str
    plan_priority: str | None
    state: DutyState
    starts_at: datetime
    has_begun: bool
    posts: tuple[PostRow, ...]
    people: tuple[PersonOn, ...]
    gone: tuple[PersonGone, ...]

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def cover(self) -> Cover:
        taken, places = sum(post.taken for post in self.posts), sum(post.places for post in self.posts)
        return Cover(taken, places, get_strand(self.strand_code).duty.minimum_team)

    @property
    def is_draft(self) -> bool:
        return self.state is DutyState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether people may still be put on and taken off."""
        return self.state is DutyState.PUBLISHED and not self.has_begun

    @property
    def may_be_cancelled(self) -> bool:
        return self.state is not DutyState.CANCELLED and not self.has_begun

    def people_in(self, post_id: int) -> list[PersonOn]:
        """Those who hold a place in a post."""
        return [person for person in self.people if person.post_id == post_id]

    @property
    def awaits_attendance(self) -> bool:
        began = self.state is DutyState.PUBLISHED and self.has_begun
        return began and any(not person.is_settled for person in self.people)


def list_duties(
    viewer: Viewer, *, strand: str | None = None, area: str | None = None, past: bool = False, after: int | None = None
) -> DutyLines:
    """A page of the viewer's duties: those to come or under way, soonest first, or those over, latest first."""
    rows = db.session.execute(_listed(viewer, strand, area, past, after)).all()
    lines = tuple(_line(row) for row in rows[:PAGE])
    return DutyLines(lines, lines[-1].words.id if len(rows) > PAGE else None)


def get_staff_duty(duty_id: int, viewer: Viewer) -> StaffDuty:
    """A duty in the viewer's scope; otherwise ``NotFound``."""
    duty = db.session.execute(
        select(
            Duty.id, Duty.title, Duty.strand, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Duty.state,
            Duty.briefing, Duty.plan_priority, Unit.name.label("unit"),
        )
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(Duty.id == duty_id, viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area))
    ).one_or_none()  # fmt: skip
    if duty is None:
        raise NotFound(f"no duty {duty_id} for this viewer")
    strand, people = get_strand(duty.strand), _people(duty_id)
    posts = tuple(PostRow.of(post.id, strand, post_facts(post)) for post in list_posts(duty_id))
    return StaffDuty(
        words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        duty.strand, strand.name, duty.unit, duty.briefing, priority_name(duty.plan_priority), duty.state,
        duty.starts_at, duty.starts_at <= clock.now(), posts,
        people=tuple(_on(one) for one in people if one.state is SignUpState.CONFIRMED),
        gone=tuple(_gone(one) for one in people if one.state is SignUpState.WITHDRAWN),
    )  # fmt: skip


def list_units(strand: str, areas: Sequence[str]) -> list[tuple[str, str]]:
    """The units of these areas that serve the strand, as (number, name)."""
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(Unit.area.in_(areas), or_(Unit.strand.is_(None), Unit.strand == strand), offered())
        .order_by(Unit.name, Unit.id)
        .limit(500)
    )
    return [(str(unit_id), name) for unit_id, name in rows]


def _listed(
    viewer: Viewer, strand: str | None, area: str | None, past: bool, after: int | None
) -> Select[*tuple[Any, ...]]:
    taken, places = func.sum(Post.taken).label("taken"), func.sum(Post.places).label("places")
    counts = select(taken, places).where(Post.duty_id == Duty.id).lateral("counts")
    query = (
        select(
            Duty.id, Duty.title, Duty.strand, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Duty.state,
            counts.c.taken, counts.c.places,
        )
        .join(counts, counts.c.places.is_not(None))
        .where(viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area))
        .limit(PAGE + 1)
    )  # fmt: skip
    if strand is not None:
        query = query.where(Duty.strand == strand)
    if area is not None:
        query = query.where(Duty.area == area)
    if past:
        query = query.where(Duty.ends_at <= clock.now()).order_by(Duty.starts_at.desc(), Duty.id.desc())
        return query.where(is_before(after)) if after else query
    query = query.where(Duty.ends_at > clock.now()).order_by(Duty.starts_at, Duty.id)
    return query.where(is_after(after)) if after else query


def _line(row: Row[*tuple[Any, ...]]) -> DutyLine:
    duty_id, title, strand_code, area, place, starts_at, ends_at, state, taken, places = row
    strand = get_strand(strand_code)
    return DutyLine(
        words_of(duty_id, title, area, place, starts_at, ends_at),
        strand.name,
        None if state is DutyState.PUBLISHED else STATES[state],
        Cover(int(taken), int(places), strand.duty.minimum_team),
    )


def _people(duty_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            SignUp.id, SignUp.volunteer_id, Volunteer.first_name, Volunteer.last_name, Post.name.label("post"),
            SignUp.post_id, SignUp.state, SignUp.reason, SignUp.withdrawn_at,
            Attendance.booked_on_at, Attendance.booked_off_at, Attendance.minutes,
        )
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Post, Post.id == SignUp.post_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(SignUp.duty_id == duty_id)
        .order_by(Post.id, Volunteer.last_name, Volunteer.first_name, SignUp.id)
    ).all()  # fmt: skip


def _on(row: Row[*tuple[Any, ...]]) -> PersonOn:
    name = f"{row.first_name} {row.last_name}"
    return PersonOn(
        row.id, row.volunteer_id, name, row.post_id, row.post, row.booked_on_at, row.booked_off_at, row.minutes
    )  # fmt: skip


def _gone(row: Row[*tuple[Any, ...]]) -> PersonGone:
    return PersonGone(f"{row.first_name} {row.last_name}", row.reason or "", row.withdrawn_at)
