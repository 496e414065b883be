"""Duties as everything that is said of them, for changing, copying and comparing them."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, Post
from volunteers.rosters.rules import DutyContent, Particulars, PostPlan

SAID = tuple(Particulars.__dataclass_fields__)


def get_planned(duty_id: int, viewer: Viewer) -> Duty:
    """A duty the viewer may change; otherwise ``NotFound``."""
    within = viewer.within(Permission.DUTY_EDIT, Duty.strand, Duty.area)
    duty = db.session.scalars(select(Duty).where(Duty.id == duty_id, within)).first()
    if duty is None:
        raise NotFound(f"no duty {duty_id} for this viewer to change")
    return duty


def content_of(duty: Duty) -> DutyContent:
    """What is said of a loaded duty, its moments on a London clock."""
    said = Particulars(**{name: getattr(duty, name) for name in SAID})
    until = clock.in_london(duty.sign_up_until) if duty.sign_up_until else None
    posts = tuple(plan_of(post) for post in duty.posts)
    return DutyContent(said, clock.in_london(duty.starts_at), clock.in_london(duty.ends_at), until, posts)


def plan_of(post: Post) -> PostPlan:
    """A stored post as it would be asked for."""
    return PostPlan(post.name, post.places, tuple(post.needs), tuple(post.grades), post.id)


def content(
    said: Particulars, times: tuple[datetime, datetime], sign_up_until: datetime | None, posts: list[PostPlan]
) -> DutyContent:
    """What is said of a duty that is asked for, from moments on any clock."""
    starts_at, ends_at = (clock.in_london(moment) for moment in times)
    until = clock.in_london(sign_up_until) if sign_up_until else None
    return DutyContent(said, starts_at, ends_at, until, tuple(posts))
