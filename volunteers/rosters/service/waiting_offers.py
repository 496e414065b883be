"""Offering free places to those who wait, first come first. Whoever calls ``place_freed`` holds the duty's row."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.queries import digest_of
from volunteers.rosters.models import Duty, DutyState, Post, Wait, WaitState
from volunteers.rosters.queries.waiting import Wishes, until_words
from volunteers.rosters.rules import YOU
from volunteers.rosters.rules.waiting import offer_until
from volunteers.rosters.service.holding import hold_duties, person_of, take_wait
from volunteers.rosters.service.judging import refusals_each
from volunteers.rosters.service.places_telling import tell
from volunteers.rosters.service.places_writing import count_place, end_wait, uncount_place
from volunteers.rosters.service.telling import is_adult

TOKEN_BYTES = 20  # 160 bits: nobody guesses one


def place_freed(post: Post) -> int:
    """Offer every free place of a post to those who wait and may take it, in their order; gives how many were offered.

    Every way a place becomes free comes through here, so nobody jumps the list. Who may not now is passed over and
    keeps their turn. Nothing is offered of a duty that has begun or is not open.
    """
    duty, now = db.session.get_one(Duty, post.duty_id), clock.now()
    if post.taken >= post.places or duty.state is not DutyState.PUBLISHED or duty.starts_at <= now:
        return 0
    waiting = _waiting(post)
    refusals = refusals_each(duty, post, [one.volunteer_id for one in waiting], to=YOU) if waiting else {}
    who_may = [one for one in waiting if not refusals.get(one.volunteer_id, True)]
    chosen = who_may[: post.places - post.taken]
    for wait in chosen:
        _offer(duty, post, wait)
    return len(chosen)


def offer_free_places(duty_id: int, post_id: int) -> int:
    """The same for a post nobody holds yet: of places that nobody who waited could take when they became free."""
    hold_duties(duty_id)
    return place_freed(db.session.get_one(Post, post_id))


def lapse_offer(wait_id: int) -> bool:
    """End an offer that nobody answered in time, and offer the place to the next; False when it is not so (any more).

    They are told, and can join the list again.
    """
    wait, duty = take_wait(wait_id)
    now = clock.now()
    if wait.state is not WaitState.OFFERED or wait.offer_until is None or wait.offer_until > now:
        return False
    post = free_offer(wait, WaitState.LAPSED)
    record("offer_lapsed", subject="duty", subject_id=duty.id, by=None, volunteer_id=wait.volunteer_id)
    if duty.starts_at > now:
        tell(MessageKind.PLACE_OFFER_LAPSED, person_of(wait.volunteer_id), duty, post=post.name)
    return True


def free_offer(wait: Wait, state: WaitState) -> Post:
    """End an offer without a place taken, and offer the place to the next."""
    post = db.session.get_one(Post, wait.post_id)
    end_wait(wait, state)
    uncount_place(post)
    place_freed(post)
    return post


def is_someone_before(duty: Duty, post: Post, wishes: Wishes, volunteer_id: int) -> bool:
    """Whether someone who may take the place has waited for it longer."""
    before = wishes.before(post.id, volunteer_id)
    return bool(before) and not all(refusals_each(duty, post, before, to=YOU).values())


def _waiting(post: Post) -> Sequence[Wait]:
    return db.session.scalars(
        select(Wait)
        .where(Wait.post_id == post.id, Wait.state == WaitState.WAITING)
        .order_by(Wait.id)
        .execution_options(populate_existing=True)
    ).all()


def _offer(duty: Duty, post: Post, wait: Wait) -> None:
    """Keep a place for someone for a while, and tell them. A young person is sent no link: their guardian is told."""
    now, person = clock.now(), person_of(wait.volunteer_id)
    until = offer_until(now=now, starts_at=duty.starts_at, hours=current_force().numbers.duty_offer_hours)
    token = secrets.token_urlsafe(TOKEN_BYTES) if is_adult(person.volunteer) else None
    wait.state, wait.offered_at, wait.offer_until = WaitState.OFFERED, now, until
    wait.token_digest = digest_of(token) if token else None
    count_place(post)
    said = {"post": post.name, "until": until_words(until), "expires_at": until}
    if token:
        tell(MessageKind.PLACE_OFFERED_BY_LINK, person, duty, **{**said, "path": f"/my-offers/{token}"})
    else:
        tell(MessageKind.PLACE_OFFERED, person, duty, **said)
    record("place_offered", subject="duty", subject_id=duty.id, by=None, volunteer_id=wait.volunteer_id)
