"""One duty as those who plan and lead it see it: what it is, who is on it, and who still has to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, false, func, or_, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.rosters.models import Attendance, Duty, DutyState, Giving, Post, SignUp, SignUpState
from volunteers.rosters.queries.board import minimum_of, without_independent
from volunteers.rosters.queries.counts import UNREAD, Tally, tally_of, with_tally
from volunteers.rosters.queries.facts import post_facts
from volunteers.rosters.queries.one_duty import list_posts
from volunteers.rosters.queries.rows import DutyWords, PostRow, words_of
from volunteers.rosters.rules import Cover, clock_words, in_words, lasting, priority_name
from volunteers.strands.queries import get_strand

STATES = {DutyState.DRAFT: "Draft", DutyState.PUBLISHED: "Published", DutyState.CANCELLED: "Cancelled"}
GIVEN = {
    Giving.FIRST_COME: "Whoever signs up first",
    Giving.REQUEST: "Volunteers ask, a supervisor decides",
    Giving.SUPERVISOR: "A supervisor chooses",
    Giving.AUTOMATIC: "Volunteers ask, shared out fairly at the deadline",
}


@dataclass(frozen=True)
class PersonOn:
    """Someone on a duty, when they were there, and what they still have to say yes to."""

    sign_up_id: int
    volunteer_id: int
    name: str
    post_id: int
    post: str
    booked_on_at: datetime | None
    booked_off_at: datetime | None
    minutes: int | None
    must_confirm: bool = False
    must_accept: bool = False

    @property
    def still_to_say(self) -> str:
        """What they were asked and have not answered; nothing where there is nothing."""
        asked = ["confirm the change"] if self.must_confirm else []
        asked += ["accept the briefing"] if self.must_accept else []
        return f"Has still to {' and to '.join(asked)}" if asked else ""

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
class Asked:
    """What is asked of a duty beside its posts, in words. What is None or empty is not asked."""

    kind: str | None
    deadline: str | None
    giving: str
    minimum: int
    needs_independent: bool
    adults: int | None
    must_accept: bool
    address: str
    map_reference: str | None
    risk_assessment: str
    series_id: int | None
    is_changed: bool


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
    tally: Tally
    cover: Cover
    asked: Asked

    @property
    def state_words(self) -> str:
        return STATES[self.state]

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


def get_staff_duty(duty_id: int, viewer: Viewer) -> StaffDuty:
    """A duty in the viewer's scope; otherwise ``NotFound``."""
    row = db.session.execute(
        with_tally(
            select(Duty, Unit.name.label("unit"))
            .outerjoin(Unit, Unit.id == Duty.unit_id)
            .where(Duty.id == duty_id, viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area))
        )
    ).one_or_none()
    if row is None:
        raise NotFound(f"no duty {duty_id} for this viewer")
    duty: Duty = row.Duty
    strand, people, tally = get_strand(duty.strand), _people(duty), tally_of(row)
    is_alone = duty.needs_independent and bool(without_independent([duty_id]))
    return StaffDuty(
        words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        duty.strand, strand.name, row.unit, duty.briefing, priority_name(duty.plan_priority), duty.state,
        duty.starts_at, duty.starts_at <= clock.now(),
        tuple(PostRow.of(post.id, strand, post_facts(post)) for post in list_posts(duty_id)),
        people=tuple(_on(one) for one in people if one.state is SignUpState.CONFIRMED),
        gone=tuple(_gone(one) for one in people if one.state is SignUpState.WITHDRAWN), tally=tally,
        cover=Cover(tally.confirmed, tally.places, minimum_of(strand, duty.minimum_to_run), is_alone),
        asked=_asked(duty),
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


def deadline_words(moment: datetime | None) -> str | None:
    """6pm on 4 December 2026."""
    if moment is None:
        return None
    local = clock.in_london(moment)
    return f"{clock_words(local)} on {in_words(local.date())}"


def _asked(duty: Duty) -> Asked:
    strand = get_strand(duty.strand)
    kind = strand.duty.kind(duty.kind)
    return Asked(
        kind.name if kind else None, deadline_words(duty.sign_up_until), GIVEN[duty.giving],
        minimum_of(strand, duty.minimum_to_run), duty.needs_independent, duty.adults, duty.must_accept, duty.address,
        duty.map_reference, duty.risk_assessment, duty.series_id, duty.version > 1,
    )  # fmt: skip


def _people(duty: Duty) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            SignUp.id, SignUp.volunteer_id, Volunteer.first_name, Volunteer.last_name, Post.name.label("post"),
            SignUp.post_id, SignUp.state, SignUp.reason, SignUp.withdrawn_at,
            Attendance.booked_on_at, Attendance.booked_off_at, Attendance.minutes,
            (SignUp.seen_version < duty.version).label("must_confirm"),
            func.coalesce(UNREAD, False).label("is_unread") if duty.must_accept else false().label("is_unread"),
        )
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Post, Post.id == SignUp.post_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(SignUp.duty_id == duty.id)
        .order_by(Post.id, Volunteer.last_name, Volunteer.first_name, SignUp.id)
    ).all()  # fmt: skip


def _on(row: Row[*tuple[Any, ...]]) -> PersonOn:
    name = f"{row.first_name} {row.last_name}"
    return PersonOn(
        row.id, row.volunteer_id, name, row.post_id, row.post, row.booked_on_at, row.booked_off_at, row.minutes,
        row.must_confirm, row.is_unread,
    )  # fmt: skip


def _gone(row: Row[*tuple[Any, ...]]) -> PersonGone:
    return PersonGone(f"{row.first_name} {row.last_name}", row.reason or "", row.withdrawn_at)
