"""Who waits for a place on a duty, in which order, and what is offered to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, func, literal, select, union_all

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.queries import digest_of
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import clock_words, in_words

OPEN = Wait.state.in_([WaitState.WAITING, WaitState.OFFERED])
OFFERED = Wait.state == WaitState.OFFERED


@dataclass(frozen=True)
class OwnWait:
    """A volunteer's turn on a duty's waiting list: which they are, or until when a place is kept for them."""

    wait_id: int
    post_id: int
    post: str
    position: int
    offer_until: str | None

    @property
    def is_offered(self) -> bool:
        return self.offer_until is not None


@dataclass(frozen=True)
class Wishes:
    """Who wants what of a duty: its waiting lists as (turn, post, volunteer), in order, without those who were offered
    a place; and what one volunteer has of them: their open turn, and what they asked for."""

    line: tuple[tuple[int, int, int], ...]
    wait_id: int | None
    request_id: int | None

    def before(self, post_id: int, volunteer_id: int) -> list[int]:
        """The volunteers who have waited for a post longer than this one."""
        own = next((turn for turn, post, who in self.line if who == volunteer_id and post == post_id), None)
        return [
            who
            for turn, post, who in self.line
            if post == post_id and who != volunteer_id and (own is None or turn < own)
        ]


@dataclass(frozen=True)
class Offer:
    """A place that is kept for someone until they answer, as the page behind its link says it."""

    wait_id: int
    duty_id: int
    words: DutyWords
    post: str
    until: str


def find_own_wait(duty_id: int, volunteer_id: int) -> OwnWait | None:
    """The turn a volunteer has on a duty's waiting list."""
    before = Wait.__table__.alias("before")
    ahead = (
        select(func.count())
        .where(before.c.post_id == Wait.post_id, before.c.id < Wait.id, before.c.state.in_(["waiting", "offered"]))
        .scalar_subquery()
    )
    row = db.session.execute(
        select(Wait.id, Wait.post_id, Post.name, ahead, Wait.state, Wait.offer_until)
        .join(Post, Post.id == Wait.post_id)
        .where(Wait.duty_id == duty_id, Wait.volunteer_id == volunteer_id, OPEN)
    ).one_or_none()
    if row is None:
        return None
    wait_id, post_id, post, position, state, until = row
    offered = state is WaitState.OFFERED and until > clock.now()
    return OwnWait(wait_id, post_id, post, position + 1, until_words(until) if offered else None)


def get_wishes(duty_id: int, volunteer_id: int) -> Wishes:
    """All of it in one statement, since every sign-up asks."""
    waits = select(
        literal("wait").label("kind"), Wait.id, Wait.post_id, Wait.volunteer_id, Wait.state.cast(Text)
    ).where(Wait.duty_id == duty_id, OPEN)
    asked = select(
        literal("request"), SignUp.id, SignUp.post_id, SignUp.volunteer_id, SignUp.state.cast(Text)
    ).where(
        SignUp.duty_id == duty_id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.REQUESTED
    )  # fmt: skip
    rows = db.session.execute(union_all(waits, asked).order_by("kind", "id")).all()
    own = {row.kind: row.id for row in rows if row.volunteer_id == volunteer_id}
    line = [row[1:4] for row in rows if row.kind == "wait" and row[4] == WaitState.WAITING.value]
    return Wishes(tuple((turn, post, who) for turn, post, who in line), own.get("wait"), own.get("request"))


def count_waiting(duty_id: int) -> dict[int, int]:
    """How many wait for each post of a duty."""
    rows = db.session.execute(
        select(Wait.post_id, func.count()).where(Wait.duty_id == duty_id, OPEN).group_by(Wait.post_id)
    )
    return {row[0]: row[1] for row in rows}


def get_offer(token: str) -> Offer:
    """What a link offers; ``NotFound`` for a wrong one, and for one that was answered or whose time is over.

    One query by the digest answers for all of them, so that none takes another time than the others.
    """
    return _offer(Wait.token_digest == digest_of(token))


def get_own_offer(duty_id: int, volunteer_id: int) -> Offer:
    """The place of a duty that is kept for a volunteer; raises ``NotFound``."""
    return _offer((Wait.duty_id == duty_id) & (Wait.volunteer_id == volunteer_id))


def _offer(which: ColumnElement[bool]) -> Offer:
    row = db.session.execute(
        select(
            Wait.id, Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Post.name,
            Wait.offer_until,
        )
        .select_from(Wait)
        .join(Duty, Duty.id == Wait.duty_id)
        .join(Post, Post.id == Wait.post_id)
        .where(which, OFFERED, Wait.offer_until > clock.now(), Duty.state == DutyState.PUBLISHED)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound("no such offer")
    wait_id, duty_id, title, area, place, starts_at, ends_at, post, until = row
    words = words_of(duty_id, title, area, place, starts_at, ends_at)
    return Offer(wait_id, duty_id, words, post, until_words(until or starts_at))


def list_offers_to_lapse(now: datetime) -> list[int]:
    """Offers whose time is over."""
    return list(db.session.scalars(select(Wait.id).where(OFFERED, Wait.offer_until <= now).order_by(Wait.id)))


def list_posts_to_offer(now: datetime) -> list[tuple[int, int]]:
    """(duty, post) where a place is free although someone waits for it."""
    waiting = select(Wait.id).where(Wait.post_id == Post.id, Wait.state == WaitState.WAITING).exists()
    rows = db.session.execute(
        select(Post.duty_id, Post.id)
        .join(Duty, Duty.id == Post.duty_id)
        .where(Post.taken < Post.places, Duty.state == DutyState.PUBLISHED, Duty.starts_at > now, waiting)
        .order_by(Post.duty_id, Post.id)
    )
    return [(duty_id, post_id) for duty_id, post_id in rows]


def until_words(moment: datetime) -> str:
    """6pm on Friday 4 December 2026."""
    local = clock.in_london(moment)
    return f"{clock_words(local)} on {local:%A} {in_words(local.date())}"
