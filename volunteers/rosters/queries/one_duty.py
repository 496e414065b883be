"""One duty as a volunteer sees it: what it is, what they have of it, and each of its posts judged for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Account
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.changes import find_unseen
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.handovers import OpenHandover, find_own_handover
from volunteers.rosters.queries.judging import Reader, teams_of
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.requests import find_own_request
from volunteers.rosters.queries.rows import DutyWords, PostRow, words_of
from volunteers.rosters.queries.waiting import OwnWait, count_waiting, find_own_wait, until_words
from volunteers.rosters.rules import (
    Team,
    as_if_free,
    notes_of,
    priority_name,
    refusals_by_post,
    refusals_to_take,
)
from volunteers.rosters.rules.handovers import called, is_late
from volunteers.rosters.rules.waiting import Step, ordinal, step_towards
from volunteers.strands.queries import get_strand

BUTTONS = {Step.TAKE: "Sign up", Step.ASK: "Ask for a place", Step.WAIT: "Join the waiting list"}
ENDPOINTS = {Step.TAKE: "rosters.sign_up", Step.ASK: "rosters.sign_up", Step.WAIT: "rosters.join_waiting_list"}


@dataclass(frozen=True)
class OwnPlace:
    """The place the volunteer holds on a duty."""

    sign_up_id: int
    post: str
    is_accepted: bool = True
    handover: OpenHandover | None = None


@dataclass(frozen=True)
class OwnRequest:
    """The place they asked for."""

    sign_up_id: int
    post: str


@dataclass(frozen=True)
class PostToTake(PostRow):
    """A post with the one step that leads to it, if any; ``waiting`` are those who would be before them."""

    step: Step | None = None
    waiting: int = 0

    @property
    def button(self) -> str:
        return BUTTONS[self.step] if self.step else ""

    @property
    def endpoint(self) -> str:
        return ENDPOINTS[self.step] if self.step else ""

    @property
    def line_words(self) -> str:
        """Which they would be on the waiting list, where that is the step."""
        return f"You would be {ordinal(self.waiting + 1)} on the list" if self.step is Step.WAIT else ""


@dataclass(frozen=True)
class DutyPage:
    """One duty: what it is, what the reader has of it, and what stands between them and each post."""

    words: DutyWords
    strand: str
    unit: str | None
    address: str
    map_reference: str | None
    leader: str
    briefing: str
    risk_assessment: str
    must_accept: bool
    plan_priority: str | None
    sign_up_until: str | None
    version: int
    is_cancelled: bool
    has_begun: bool
    is_over: bool
    is_late: bool
    posts: tuple[PostToTake, ...]
    own: OwnPlace | None
    request: OwnRequest | None = None
    wait: OwnWait | None = None
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def must_confirm(self) -> bool:
        return bool(self.changes) and self.own is not None and not self.has_begun

    @property
    def may_withdraw(self) -> bool:
        """Whether they may do anything about their own place."""
        return self.own is not None and not self.has_begun and not self.is_cancelled

    @property
    def must_read(self) -> bool:
        """Whether they hold a place and have not said that they read what there is to read."""
        return self.may_withdraw and self.must_accept and self.own is not None and not self.own.is_accepted

    @property
    def has_own(self) -> bool:
        """Whether they have a place on it, asked for one, or wait for one."""
        return any(one is not None for one in (self.own, self.request, self.wait))

    @property
    def asks_to_accept(self) -> bool:
        """Whether a step that is open to them asks them to say what they have read."""
        steps = {post.step for post in self.posts}
        return self.must_accept and not self.has_own and bool(steps & {Step.TAKE, Step.ASK})

    @property
    def turn_words(self) -> str:
        """Which they are on the waiting list."""
        return ordinal(self.wait.position) if self.wait else ""

    @property
    def in_the_way_of_all(self) -> tuple[Refusal, ...]:
        """What stands in the way whichever post they choose."""
        first, *rest = [[one for one in post.refusals if one.code != "full"] for post in self.posts] or [[]]
        return tuple(refusal for refusal in first if all(refusal in others for others in rest))


def get_duty(duty_id: int, me: Self) -> DutyPage:
    """A duty of a strand they serve in, published or cancelled; otherwise ``NotFound``."""
    duty = _row(duty_id, me)
    now, hours = clock.now(), current_force().numbers.duty_withdraw_hours
    own = _own_place(duty, me.volunteer_id)
    unseen = find_unseen(duty.id, me.volunteer_id) if own else None
    request = None if own else find_own_request(duty.id, me.volunteer_id)
    posts, notes = _posts(duty, me)
    return DutyPage(
        words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        get_strand(duty.strand).name, duty.unit, duty.address, duty.map_reference, _leader(duty), duty.briefing,
        duty.risk_assessment, duty.must_accept, priority_name(duty.plan_priority),
        until_words(duty.sign_up_until) if duty.sign_up_until and duty.sign_up_until > now else None,
        duty.version,
        is_cancelled=duty.state is DutyState.CANCELLED,
        has_begun=duty.starts_at <= now,
        is_over=duty.ends_at <= now,
        is_late=is_late(starts_at=duty.starts_at, now=now, hours=hours),
        posts=posts,
        own=own,
        request=OwnRequest(*request) if request else None,
        wait=None if own else find_own_wait(duty.id, me.volunteer_id),
        changes=unseen.changes if unseen else (),
        notes=notes,
    )  # fmt: skip


def list_posts(duty_id: int) -> list[Row[*tuple[Any, ...]]]:
    """The posts of a duty as columns, in the order they were made."""
    columns = (Post.id, Post.name, Post.needs, Post.grades, Post.places, Post.taken)
    return list(db.session.execute(select(*columns).where(Post.duty_id == duty_id).order_by(Post.id)))


def _row(duty_id: int, me: Self) -> Row[*tuple[Any, ...]]:
    duty = db.session.execute(
        select(
            *COLUMNS, Duty.meeting_place, Duty.address, Duty.map_reference, Duty.briefing, Duty.risk_assessment,
            Duty.plan_priority, Unit.name.label("unit"), Account.full_name.label("leader"),
        )
        .join(Account, Account.id == Duty.created_by_id)
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(Duty.id == duty_id, Duty.strand.in_(me.strands), Duty.state != DutyState.DRAFT)
    ).one_or_none()  # fmt: skip
    if duty is None:
        raise NotFound(f"no duty {duty_id} for volunteer {me.volunteer_id}")
    return duty


def _leader(duty: Row[*tuple[Any, ...]]) -> str:
    """Who made it. A young person reads a first name and one letter."""
    if duty.strand != CHILDRENS_STRAND:
        return str(duty.leader)
    first, _, last = duty.leader.rpartition(" ")
    return called(first, last) if first else last


def _posts(duty: Row[*tuple[Any, ...]], me: Self) -> tuple[tuple[PostToTake, ...], tuple[str, ...]]:
    reader = Reader.of(me.volunteer_id, [duty.strand], around=(duty.starts_at, duty.ends_at))
    case = reader.case(duty_facts(duty), teams_of([duty.id]).get(duty.id, Team()), own_act=True)
    rows, waiting, strand = list_posts(duty.id), count_waiting(duty.id), get_strand(duty.strand)
    places = [post_facts(row) for row in rows]
    judged: Iterable[Any] = zip(rows, places, refusals_by_post(case, places), strict=True)
    posts = []
    for row, place, refusals in judged:
        plain, is_full = PostRow.of(row.id, strand, place, refusals), place.taken >= place.places
        in_the_way = refusals_to_take(*as_if_free(case, place)) if is_full else refusals
        step = step_towards(in_the_way, duty.giving, is_full=is_full)
        posts.append(
            PostToTake(
                plain.id, plain.name, plain.places, plain.taken, plain.asks, plain.refusals, step=step,
                waiting=waiting.get(row.id, 0),
            )
        )  # fmt: skip
    return tuple(posts), notes_of(case)


def _own_place(duty: Row[*tuple[Any, ...]], volunteer_id: int) -> OwnPlace | None:
    found = db.session.execute(
        select(SignUp.id, Post.name, SignUp.accepted_version)
        .join(Post, Post.id == SignUp.post_id)
        .where(SignUp.duty_id == duty.id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED)
    ).one_or_none()
    if found is None:
        return None
    is_accepted = found.accepted_version == duty.version
    return OwnPlace(found.id, found.name, is_accepted, find_own_handover(found.id))
