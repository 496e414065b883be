"""Calls for tests: good in every detail that a test does not name. Builders flush, never commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer
from volunteers import clock
from volunteers.extensions import db
from volunteers.mobilisation import service
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.rules import Asked, Reach, token_of
from volunteers.people.models import Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import DutyContent, Giving, Particulars, PostPlan

TEN = (PostPlan("Search team", 10),)


def key() -> bytes:
    return str(current_app.config["SECRET_KEY"]).encode()


def asked(
    *posts: PostPlan,
    strand: str = SPECIALS,
    area: str = SOMERSET,
    areas: Sequence[str] = (),
    starts_at: datetime | None = None,
    unit_id: int | None = None,
    **reach: Any,
) -> Asked:
    """A search that begins in two hours and lasts eight."""
    starts = clock.in_london(starts_at or clock.now() + timedelta(hours=2))
    said = Particulars(
        title="Search at the river", area=area, meeting_place="Taunton police station", kind="response",
        briefing="A missing person. Bring warm clothes.", giving=Giving.SUPERVISOR, unit_id=unit_id,
    )  # fmt: skip
    content = DutyContent(said, starts, starts + timedelta(hours=8), None, posts or TEN)
    return Asked(strand, content, Reach(tuple(areas) or (area,), **reach), starts)


def staff(area: str = SOMERSET) -> Viewer:
    return a_viewer(Role.SUPERVISOR, SPECIALS, area)


def people(count: int, **more: Any) -> list[Volunteer]:
    by = a_viewer(Role.COORDINATOR)
    return [a_volunteer(last_name=f"Number{number}", by=by, **more) for number in range(count)]


def a_call(*posts: PostPlan, by: Viewer | None = None, **more: Any) -> Call:
    """A call that went out to everyone who may come."""
    return service.ask(asked(*posts, **more), key=key(), by=by or staff(more.get("area", SOMERSET))).call


def link_of(call: Call, volunteer: Volunteer) -> str:
    return token_of(call.id, volunteer.id, key=key())


def says(call: Call, volunteer: Volunteer, minutes: int | None) -> str:
    """What comes of their answer by link."""
    return service.answer_by_link(link_of(call, volunteer), minutes=minutes).value


def taken(call: Call) -> list[int]:
    """How many places of each post count as taken."""
    duty = db.session.get_one(Duty, call.duty_id, populate_existing=True)
    for post in duty.posts:
        db.session.refresh(post)
    return [post.taken for post in duty.posts]


def recipient(call: Call, volunteer: Volunteer) -> CallRecipient:
    found = db.session.query(CallRecipient).filter_by(call_id=call.id, volunteer_id=volunteer.id).one()
    db.session.refresh(found)
    return found
