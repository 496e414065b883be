"""Making duties, and opening them to volunteers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Post
from volunteers.rosters.queries.contents import content
from volunteers.rosters.rules import DutyContent, Particulars, PostPlan
from volunteers.rosters.service.judging_plans import columns_of, judge

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Origin:
    """What a duty is made for: an event, or a day of a series."""

    event_id: int | None = None
    series_id: int | None = None
    series_on: date | None = None


@dataclass(frozen=True)
class PublishedMany:
    """What came of publishing several: those that are open now, and why the others are not, by number."""

    done: tuple[int, ...]
    refused: dict[int, tuple[Refusal, ...]]


def create_duty(
    *,
    strand: str,
    starts_at: datetime,
    ends_at: datetime,
    posts: Sequence[PostPlan],
    publish: bool,
    by: Viewer,
    sign_up_until: datetime | None = None,
    **said: Any,
) -> Duty:
    """Store a duty with its posts, as a draft or open to volunteers at once. ``said`` are its ``Particulars``.

    Refused outside the actor's strands and areas, in the past, or with times or posts that cannot be.
    """
    asked = content(Particulars(**said), (starts_at, ends_at), sign_up_until, list(posts))
    return add_duty(asked, strand=strand, publish=publish, by=by)


def add_duty(
    asked: DutyContent, *, strand: str, publish: bool, by: Viewer, origin: Origin | None = None, is_theirs: bool = False
) -> Duty:
    """Store a duty as it is asked for, on its own or for an event or a series; refused as ``create_duty`` refuses.

    ``is_theirs``: the caller has made sure that it is the actor's to plan, whatever their rights.
    """
    judge(asked, strand, by, is_theirs=is_theirs)
    duty = Duty(
        strand=strand, created_by_id=by.account_id, created_at=clock.now(), **columns_of(asked),
        **vars(origin or Origin()), state=DutyState.PUBLISHED if publish else DutyState.DRAFT,
        posts=[new_post(one) for one in asked.posts],
    )  # fmt: skip
    db.session.add(duty)
    db.session.flush()  # the history and the address of the new page need its id
    record("created_duty", subject="duty", subject_id=duty.id, by=by.account_id, published=publish)
    return duty


def new_post(one: PostPlan) -> Post:
    """A post that nobody is on yet."""
    return Post(name=one.name, places=one.places, taken=0, needs=list(one.needs), grades=list(one.grades))


def publish(duty_id: int, *, by: Viewer) -> Duty:
    """Open a draft to volunteers. Refused once it is published, cancelled or past."""
    duty = lock_duty(duty_id, by)
    if duty.state is not DutyState.DRAFT:
        refuse("not_a_draft", "Only a draft can be published, and this duty is not a draft any more.")
    if duty.starts_at <= clock.now():
        refuse("in_the_past", "This duty would already have begun. Create a new one for another date.")
    duty.state = DutyState.PUBLISHED
    record("published_duty", subject="duty", subject_id=duty.id, by=by.account_id)
    return duty


def publish_many(duty_ids: Collection[int], *, by: Viewer) -> PublishedMany:
    """Open those that can be opened; the others stay as they are, each with why. At most 200 at once."""
    if len(duty_ids) > MOST_AT_ONCE:
        refuse("too_many", f"Publish at most {MOST_AT_ONCE} duties at once.")
    done, refused = [], {}
    for duty_id in sorted(duty_ids):  # in one order, so that two who publish the same never wait for each other
        try:
            done.append(publish(duty_id, by=by).id)
        except Refused as fault:
            refused[duty_id] = fault.refusals
    return PublishedMany(tuple(done), refused)


def lock_duty(duty_id: int, by: Viewer) -> Duty:
    """The duty, held until the end of the transaction; not found when it is out of the actor's scope."""
    within = by.within(Permission.DUTY_EDIT, Duty.strand, Duty.area)
    found = select(Duty).where(Duty.id == duty_id, within).with_for_update(key_share=True)
    duty = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if duty is None:
        raise NotFound(f"no duty {duty_id}")
    return duty


def refuse(code: str, message: str) -> NoReturn:
    """Say no for one reason."""
    raise Refused(Refusal(code, message))
