"""People who wait, ask and hand on, for tests: builders flush, never commit."""

from datetime import timedelta
from typing import Any

from tests.people.builders import a_volunteer, as_viewer
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer
from volunteers.rosters import service
from volunteers.rosters.models import Duty, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.waiting import Wishes


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


NO_WISHES = Wishes((), None, None)
