"""The calls of staff, and the live page of one: how many are wanted, who comes and when, and who has not answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.rules import AGAIN_AFTER, Answer, Arrival, CallState, Reach, time_table
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries import post_facts
from volunteers.rosters.queries.rows import DutyWords, PostRow, area_name, words_of
from volunteers.strands.queries import get_strand

MOST = 50
SEND = Permission.MOBILISATION_SEND


@dataclass(frozen=True)
class Coming:
    """Someone with a place. ``arrives_at`` is unknown for whom a supervisor put there."""

    name: str
    post: str
    arrives_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class CallLine:
    """A call in the list."""

    id: int
    words: DutyWords
    strand: str
    state: CallState
    is_over: bool
    wanted: int
    coming: int
    created_at: datetime


@dataclass(frozen=True)
class LivePage:
    """How a call stands now."""

    id: int
    version: int
    words: DutyWords
    strand_code: str
    strand: str
    address: str
    known: str
    areas: tuple[str, ...]
    reach: Reach
    be_there_by: datetime
    state: CallState
    is_over: bool
    has_begun: bool
    posts: tuple[PostRow, ...]
    coming: tuple[Coming, ...]
    arrivals: tuple[Arrival, ...]
    answers: Counter[str]
    unwritten: int
    may_ask_again_at: datetime

    @property
    def wanted(self) -> int:
        return sum(post.places for post in self.posts)

    @property
    def on_their_way(self) -> int:
        return sum(post.taken for post in self.posts)

    @property
    def free(self) -> int:
        return self.wanted - self.on_their_way

    @property
    def asked(self) -> int:
        return sum(self.answers.values())

    @property
    def cannot(self) -> int:
        return self.answers[Answer.CANNOT] + self.answers[Answer.WITHDREW]

    @property
    def silent(self) -> int:
        return self.answers[Answer.NONE]

    @property
    def reserve(self) -> int:
        return self.answers[Answer.TOO_LATE]

    @property
    def is_live(self) -> bool:
        """Whether answers still come in: the page looks again by itself."""
        return self.state is CallState.OPEN and not self.is_over

    @property
    def may_ask_again(self) -> bool:
        return clock.now() >= self.may_ask_again_at


def list_calls(viewer: Viewer) -> list[CallLine]:
    """The newest calls in the viewer's scope, those under way first; one statement."""
    now = clock.now()
    places = (
        select(func.coalesce(func.sum(Post.places), 0)).where(Post.duty_id == Duty.id).correlate(Duty).scalar_subquery()
    )
    taken = (
        select(func.coalesce(func.sum(Post.taken), 0)).where(Post.duty_id == Duty.id).correlate(Duty).scalar_subquery()
    )
    rows = db.session.execute(
        select(Call, Duty, places, taken)
        .join(Duty, Duty.id == Call.duty_id)
        .where(viewer.within(SEND, Duty.strand, Duty.area))
        .order_by(Call.id.desc())
        .limit(MOST)
    )
    found = [_line(call, duty, wanted, coming, now) for call, duty, wanted, coming in rows]
    return sorted(found, key=lambda one: one.is_over or one.state is not CallState.OPEN)


def get_call(call_id: int, viewer: Viewer) -> LivePage:
    """How a call in the viewer's scope stands; a fixed number of statements."""
    call, duty = get_in_scope(call_id, viewer)
    strand, now = get_strand(duty.strand), clock.now()
    posts = db.session.scalars(
        select(Post).where(Post.duty_id == duty.id).order_by(Post.id).execution_options(populate_existing=True)
    ).all()
    coming = _coming(call, duty)
    answers, unwritten = _answers(call.id)
    again = max(filter(None, (call.created_at, call.asked_again_at))) + AGAIN_AFTER
    return LivePage(
        call.id, call.version, _words(duty), duty.strand, strand.name, duty.address, duty.briefing,
        tuple(area_name(code) for code in call.areas), reach_of(call), call.be_there_by, call.state,
        is_over(duty, now), duty.starts_at <= now,
        tuple(PostRow.of(post.id, strand, post_facts(post)) for post in posts), coming,
        time_table(one.arrives_at for one in coming if one.arrives_at), answers, unwritten, again,
    )  # fmt: skip


def get_in_scope(call_id: int, viewer: Viewer) -> tuple[Call, Duty]:
    """A call and its duty as they stand; ``NotFound`` out of the viewer's scope."""
    found = db.session.execute(
        select(Call, Duty)
        .join(Duty, Duty.id == Call.duty_id)
        .where(Call.id == call_id, viewer.within(SEND, Duty.strand, Duty.area))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no call {call_id} for this viewer")
    return found[0], found[1]


def reach_of(call: Call) -> Reach:
    return Reach(tuple(call.areas), call.furthest_miles, call.asks_away)


def is_over(duty: Duty, now: datetime) -> bool:
    """Whether nobody can answer any more, whatever the call's own state."""
    return duty.ends_at <= now or duty.state is DutyState.CANCELLED


def _coming(call: Call, duty: Duty) -> tuple[Coming, ...]:
    """Everyone with a place on the duty, the first to arrive first; those of whom nobody knows when come last."""
    rows: Sequence[Any] = db.session.execute(
        select(Volunteer.first_name, Volunteer.last_name, Post.name, CallRecipient.answered_at, CallRecipient.minutes)
        .join(SignUp, SignUp.volunteer_id == Volunteer.id)
        .join(Post, Post.id == SignUp.post_id)
        .outerjoin(CallRecipient, CallRecipient.sign_up_id == SignUp.id)
        .where(SignUp.duty_id == duty.id, SignUp.state == SignUpState.CONFIRMED)
        .order_by(SignUp.id)
    ).all()
    found = []
    for row in rows:
        at = row.answered_at + timedelta(minutes=row.minutes) if row.minutes is not None else None
        late = at is not None and at > call.be_there_by
        found.append(Coming(f"{row.first_name} {row.last_name}", row.name, at, late))
    return tuple(sorted(found, key=lambda one: (one.arrives_at is None, one.arrives_at or call.created_at, one.name)))


def _answers(call_id: int) -> tuple[Counter[str], int]:
    rows = db.session.execute(
        select(CallRecipient.answer, func.count(), func.count().filter(CallRecipient.mail_id.is_(None)))
        .where(CallRecipient.call_id == call_id)
        .group_by(CallRecipient.answer)
    ).all()
    return Counter({answer: count for answer, count, _ in rows}), sum(unwritten for _, _, unwritten in rows)


def _line(call: Call, duty: Duty, wanted: int, coming: int, now: datetime) -> CallLine:
    strand = get_strand(duty.strand).name
    return CallLine(
        call.id, _words(duty), strand, call.state, is_over(duty, now), wanted, coming, call.created_at
    )  # fmt: skip


def _words(duty: Duty) -> DutyWords:
    return words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
