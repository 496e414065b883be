"""Writing places down. Whoever calls these holds the duty's row, and has judged."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.errors import Conflict
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, Handover, HandoverState, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.service.holding import Meeting
from volunteers.rosters.service.judging import JUST_GONE

OPEN_HANDOVER = Handover.state == HandoverState.OPEN


def take_place(held: Meeting, *, by: Viewer, accepted: bool) -> SignUp:
    """Raise the count only while a place is left, and write the sign-up with it, in one statement."""
    taken = (
        update(Post)
        .where(Post.id == held.post.id, Post.taken < Post.places)
        .values(taken=Post.taken + 1)
        .returning(Post.id)
        .cte("taken")
    )
    values = _values(held.duty, held.volunteer.id, by.account_id, accepted=accepted)
    columns = [bindparam(None, value, type_=column.type) for column, value in values.items()]
    sign_up = db.session.scalars(
        insert(SignUp).from_select([SignUp.post_id, *values], select(taken.c.id, *columns)).returning(SignUp)
    ).one_or_none()
    if sign_up is None:
        raise Conflict(JUST_GONE)
    return sign_up


def write_sign_up(
    duty: Duty, post_id: int, volunteer_id: int, *, state: SignUpState, by_account: int, accepted: bool
) -> SignUp:
    """A place that is counted as taken already, or a request, which takes none."""
    values = _values(duty, volunteer_id, by_account, state=state, accepted=accepted)
    return db.session.scalars(insert(SignUp).values({SignUp.post_id: post_id, **values}).returning(SignUp)).one()


def count_place(post: Post) -> None:
    """Count one place more as taken; ``Conflict`` when none is left."""
    if _count(post, 1) is None:
        raise Conflict(JUST_GONE)


def uncount_place(post: Post) -> None:
    """Count one place less as taken."""
    _count(post, -1)


def end_sign_up(sign_up: SignUp, state: SignUpState, reason: str) -> None:
    """End a place or a request, and every handover it stands in."""
    sign_up.state, sign_up.withdrawn_at, sign_up.reason = state, clock.now(), reason.strip()
    about = (Handover.sign_up_id == sign_up.id) | (Handover.other_sign_up_id == sign_up.id)
    db.session.flush()  # before another place of theirs is written: there is one at a time
    db.session.execute(
        update(Handover).where(OPEN_HANDOVER, about).values(state=HandoverState.LAPSED, ended_at=clock.now())
    )


def end_wait(wait: Wait, state: WaitState) -> None:
    """End someone's turn on a waiting list; its link opens nothing from now on."""
    wait.state, wait.ended_at = state, clock.now()


def read_wait(wait_id: int | None) -> Wait | None:
    """Someone's turn as it stands now; nothing of nothing."""
    return db.session.get_one(Wait, wait_id, populate_existing=True) if wait_id else None


def read_request(sign_up_id: int | None) -> SignUp | None:
    """What someone asked for as it stands now; nothing of nothing."""
    return db.session.get_one(SignUp, sign_up_id, populate_existing=True) if sign_up_id else None


def _count(post: Post, change: int) -> int | None:
    within = (Post.taken + change).between(0, Post.places)
    counted = update(Post).where(Post.id == post.id, within).values(taken=Post.taken + change).returning(Post.taken)
    found = db.session.scalar(counted.execution_options(synchronize_session=False))
    db.session.refresh(post, ["taken"])
    return found


def _values(
    duty: Duty, volunteer_id: int, by_account: int, *, state: SignUpState = SignUpState.CONFIRMED, accepted: bool
) -> dict[Any, Any]:
    return {
        SignUp.duty_id: duty.id, SignUp.volunteer_id: volunteer_id, SignUp.state: state,
        SignUp.during: Range(duty.starts_at, duty.ends_at), SignUp.signed_up_at: clock.now(),
        SignUp.signed_up_by_id: by_account, SignUp.seen_version: duty.version,
        SignUp.accepted_version: duty.version if accepted else None,
    }  # fmt: skip
