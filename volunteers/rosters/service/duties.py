"""Making a duty, opening it to volunteers, and calling it off."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from sqlalchemy import select, update

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.people.queries import list_qualification_kinds
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.rules import DutyPlan, PostPlan, refusals_to_plan
from volunteers.rosters.service.telling import particulars_of
from volunteers.strands.queries import get_strand

CALLED_OFF = "The duty was cancelled"


def create_duty(
    *,
    title: str,
    strand: str,
    area: str,
    unit_id: int | None,
    meeting_place: str,
    briefing: str,
    plan_priority: str | None,
    starts_at: datetime,
    ends_at: datetime,
    posts: Sequence[PostPlan],
    publish: bool,
    by: Viewer,
) -> Duty:
    """Store a duty with its posts, as a draft or open to volunteers at once.

    Refused outside the actor's strands and areas, in the past, or with times or posts that cannot be.
    """
    _judge_plan(strand, area, unit_id, starts_at, ends_at, posts, by)
    duty = Duty(
        title=title, strand=strand, area=area, unit_id=unit_id, meeting_place=meeting_place, briefing=briefing,
        plan_priority=plan_priority, starts_at=starts_at, ends_at=ends_at, created_by_id=by.account_id,
        created_at=clock.now(), state=DutyState.PUBLISHED if publish else DutyState.DRAFT,
        posts=[
            Post(name=one.name, places=one.places, taken=0, needs=list(one.needs), grades=list(one.grades))
            for one in posts
        ],
    )  # fmt: skip
    db.session.add(duty)
    db.session.flush()  # the history and the address of the new page need its id
    record("created_duty", subject="duty", subject_id=duty.id, by=by.account_id, published=publish)
    return duty


def publish(duty_id: int, *, by: Viewer) -> Duty:
    """Open a draft to volunteers. Refused once it is published, cancelled or past."""
    duty = _lock(duty_id, by)
    if duty.state is not DutyState.DRAFT:
        _refuse("not_a_draft", "Only a draft can be published, and this duty is not a draft any more.")
    if duty.starts_at <= clock.now():
        _refuse("in_the_past", "This duty would already have begun. Create a new one for another date.")
    duty.state = DutyState.PUBLISHED
    record("published_duty", subject="duty", subject_id=duty.id, by=by.account_id)
    return duty


def cancel(duty_id: int, *, reason: str, by: Viewer) -> Duty:
    """Call a duty off, free everyone on it and tell them. Refused once it has begun or is cancelled already."""
    duty = _lock(duty_id, by)
    if duty.state is DutyState.CANCELLED:
        _refuse("cancelled", "This duty has already been cancelled.")
    if duty.starts_at <= clock.now():
        _refuse("begun", "This duty has already begun, so it cannot be cancelled. Record who attended instead.")
    if not reason.strip():
        _refuse("reason_needed", "Say why the duty is cancelled, so that those on it can be told.")
    duty.state = DutyState.CANCELLED
    freed = _free_everyone(duty)
    for account_id, email in freed:
        _tell_of_cancellation(duty, account_id, email, reason)
    record("cancelled_duty", subject="duty", subject_id=duty.id, by=by.account_id, people_freed=len(freed))
    return duty


def _judge_plan(
    strand: str, area: str, unit_id: int | None, starts_at: datetime, ends_at: datetime, posts: Sequence[PostPlan],
    by: Viewer,
) -> None:  # fmt: skip
    if not by.may_in(Permission.DUTY_EDIT, strand, area):
        _refuse(
            "out_of_scope", "You cannot create duties of this kind in this area. Your administrator can change that."
        )
    if unit_id is not None and not _unit_fits(unit_id, strand, area):
        _refuse("unit_elsewhere", "Choose a unit in the same area, for the same kind of volunteering.")
    starts, ends = (clock.in_london(moment).time() for moment in (starts_at, ends_at))
    known = frozenset(kind.code for kind in list_qualification_kinds() if kind.is_for([strand]))
    plan = DutyPlan(starts_at, ends_at, starts, ends, posts, known)
    if refusals := refusals_to_plan(plan, strand=get_strand(strand), now=clock.now()):
        raise Refused(refusals)


def _unit_fits(unit_id: int, strand: str, area: str) -> bool:
    unit = db.session.get(Unit, unit_id)
    return unit is not None and not unit.is_ended and unit.area == area and unit.strand in (None, strand)


def _lock(duty_id: int, by: Viewer) -> Duty:
    """The duty, held until the end of the transaction; not found when it is out of the actor's scope."""
    within = by.within(Permission.DUTY_EDIT, Duty.strand, Duty.area)
    duty = db.session.scalars(select(Duty).where(Duty.id == duty_id, within).with_for_update(key_share=True)).first()
    if duty is None:
        raise NotFound(f"no duty {duty_id}")
    return duty


def _free_everyone(duty: Duty) -> Sequence[tuple[int, str]]:
    """Take everyone off, so that they may be elsewhere then; the accounts and addresses of those who were on."""
    freed = db.session.scalars(
        update(SignUp)
        .where(SignUp.duty_id == duty.id, SignUp.state == SignUpState.CONFIRMED)
        .values(state=SignUpState.WITHDRAWN, withdrawn_at=clock.now(), reason=CALLED_OFF)
        .returning(SignUp.volunteer_id)
    ).all()
    db.session.execute(update(Post).where(Post.duty_id == duty.id).values(taken=0))
    rows = db.session.execute(
        select(Account.id, Account.email)
        .join(Volunteer, Volunteer.account_id == Account.id)
        .where(Volunteer.id.in_(freed))
        .order_by(Account.id)
    )
    return [(account_id, email) for account_id, email in rows]


def _tell_of_cancellation(duty: Duty, account_id: int, email: str, reason: str) -> None:
    notify(
        MessageKind.DUTY_CANCELLED, to=email, account_id=account_id, subject=("duty", duty.id),
        expires_at=duty.ends_at, to_adult=False, of_strand=duty.strand, reason=reason.strip(), **particulars_of(duty),
    )  # fmt: skip


def _refuse(code: str, message: str) -> NoReturn:
    raise Refused(Refusal(code, message))
