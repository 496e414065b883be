"""People who wait, ask and hand on, for tests: builders flush, never commit."""

from datetime import timedelta
from typing import Any

from tests.people.builders import a_volunteer, as_viewer
from tests.rosters.builders import a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.people.queries import digest_of
from volunteers.permissions import Viewer
from volunteers.rosters import service
from volunteers.rosters.models import (
    Duty,
    Handover,
    HandoverKind,
    HandoverState,
    Post,
    SignUp,
    SignUpState,
    Wait,
    WaitState,
)


def a_special(**more: Any) -> Volunteer:
    return a_volunteer(**{"grade": "qualified", **more})


def themself(volunteer: Volunteer) -> Viewer:
    db.session.refresh(volunteer.account, ["role_grants"])
    return as_viewer(volunteer.account)


def sign_up(duty: Duty, volunteer: Volunteer, by: Viewer | None = None, **more: Any) -> SignUp:
    return service.assign(
        duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id, by=by or themself(volunteer), **more
    )  # fmt: skip


def waits(duty: Duty, volunteer: Volunteer) -> Wait:
    """Their turn on the list of the duty's first post."""
    return service.join_waiting_list(
        duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id, by=themself(volunteer)
    )  # fmt: skip


def state_of(wait: Wait) -> WaitState:
    db.session.refresh(wait)
    return wait.state


def taken(post: Post) -> int:
    db.session.refresh(post)
    return post.taken


def is_whole(duty: Duty) -> bool:
    """Whether the places counted as taken are those people hold and those on offer."""
    confirmed = db.session.query(SignUp).filter_by(duty_id=duty.id, state=SignUpState.CONFIRMED).count()
    offered = db.session.query(Wait).filter_by(duty_id=duty.id, state=WaitState.OFFERED).count()
    return sum(taken(post) for post in duty.posts) == confirmed + offered


def told(kind: str) -> list[Message]:
    """The messages of a kind, oldest first."""
    return db.session.query(Message).filter_by(kind=kind).order_by(Message.id).all()


def token_of(wait: Wait) -> str:
    """The link that was sent for an offer."""
    account_id = db.session.get_one(Volunteer, wait.volunteer_id).account_id
    message = [one for one in told("place_offered_by_link") if one.account_id == account_id][-1]
    return str(message.particulars["path"]).removeprefix("/my-offers/")


def in_hours(hours: float) -> Any:
    return clock.now() + timedelta(hours=hours)


def a_request(duty: Duty, volunteer: Volunteer) -> SignUp:
    """Someone asks for a place on the duty's first post, whatever the rules say."""
    return a_sign_up(duty, volunteer, state=SignUpState.REQUESTED)


def an_offer(duty: Duty, volunteer: Volunteer, *, token: str) -> Wait:
    """A place of the duty's first post that is kept for someone, with this link."""
    post, now = duty.posts[0], clock.now()
    wait = Wait(
        duty_id=duty.id, post_id=post.id, volunteer_id=volunteer.id, state=WaitState.OFFERED, joined_at=now,
        offered_at=now, offer_until=now + timedelta(hours=12), token_digest=digest_of(token),
    )  # fmt: skip
    post.taken += 1
    db.session.add(wait)
    db.session.flush()
    return wait


def a_handover(place: SignUp, *, other: SignUp | None = None) -> Handover:
    """The holder of a place looks for a stand-in or, with another place, offers a swap for it."""
    handover = Handover(
        kind=HandoverKind.SWAP if other else HandoverKind.STAND_IN, sign_up_id=place.id, reason="Unwell",
        to_volunteer_id=other.volunteer_id if other else None, other_sign_up_id=other.id if other else None,
        state=HandoverState.OPEN, asked_at=clock.now(),
    )  # fmt: skip
    db.session.add(handover)
    db.session.flush()
    return handover
