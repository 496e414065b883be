"""One duty as a volunteer sees it, each of its posts judged for them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.judging import Reader, teams_of
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, PostRow, words_of
from volunteers.rosters.rules import priority_name, refusals_by_post
from volunteers.strands.queries import get_strand


@dataclass(frozen=True)
class OwnPlace:
    """The place the volunteer holds on a duty."""

    sign_up_id: int
    post: str


@dataclass(frozen=True)
class DutyPage:
    """One duty: what it is, and what stands between the reader and each post."""

    words: DutyWords
    strand: str
    unit: str | None
    briefing: str
    plan_priority: str | None
    is_cancelled: bool
    has_begun: bool
    posts: tuple[PostRow, ...]
    own: OwnPlace | None

    @property
    def may_withdraw(self) -> bool:
        return self.own is not None and not self.has_begun

    @property
    def in_the_way_of_all(self) -> tuple[Refusal, ...]:
        """What stands in the way whichever post they choose."""
        first, *rest = [post.refusals for post in self.posts]
        return tuple(refusal for refusal in first if all(refusal in others for others in rest))


def get_duty(duty_id: int, me: Self) -> DutyPage:
    """A duty of a strand they serve in, published or cancelled; otherwise ``NotFound``."""
    duty = db.session.execute(
        select(
            *COLUMNS, Duty.meeting_place,
            Duty.briefing, Duty.plan_priority, Unit.name.label("unit"),
        )
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(Duty.id == duty_id, Duty.strand.in_(me.strands), Duty.state != DutyState.DRAFT)
    ).one_or_none()  # fmt: skip
    if duty is None:
        raise NotFound(f"no duty {duty_id} for volunteer {me.volunteer_id}")
    return DutyPage(
        words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        get_strand(duty.strand).name,
        duty.unit,
        duty.briefing,
        priority_name(duty.plan_priority),
        is_cancelled=duty.state is DutyState.CANCELLED,
        has_begun=duty.starts_at <= clock.now(),
        posts=_posts(duty, me),
        own=_own_place(duty.id, me.volunteer_id),
    )


def _posts(duty: Row[*tuple[Any, ...]], me: Self) -> tuple[PostRow, ...]:
    around = (duty.starts_at, duty.ends_at)
    reader = Reader.of(me.volunteer_id, [duty.strand], around=around)
    case = reader.case(duty_facts(duty), teams_of([duty.id])[duty.id])
    rows = list_posts(duty.id)
    places = [post_facts(row) for row in rows]
    judged = zip(rows, places, refusals_by_post(case, places), strict=True)
    return tuple(PostRow.of(row.id, case.strand, place, refusals) for row, place, refusals in judged)


def list_posts(duty_id: int) -> list[Row[*tuple[Any, ...]]]:
    """The posts of a duty as columns, in the order they were made."""
    columns = (Post.id, Post.name, Post.needs, Post.grades, Post.places, Post.taken)
    return list(db.session.execute(select(*columns).where(Post.duty_id == duty_id).order_by(Post.id)))


def _own_place(duty_id: int, volunteer_id: int) -> OwnPlace | None:
    found = db.session.execute(
        select(SignUp.id, Post.name)
        .join(Post, Post.id == SignUp.post_id)
        .where(SignUp.duty_id == duty_id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED)
    ).one_or_none()
    return OwnPlace(found.id, found.name) if found else None
