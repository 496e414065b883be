"""Calling duties off: everyone on them is freed and told, and nobody waits or looks for a stand-in any more."""

from collections.abc import Sequence

from sqlalchemy import select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Viewer
from volunteers.rosters.models import (
    Duty,
    DutyState,
    Handover,
    HandoverState,
    Post,
    SignUp,
    SignUpState,
    Wait,
    WaitState,
)
from volunteers.rosters.service.duties import lock_duty, refuse
from volunteers.rosters.service.telling import particulars_of

CALLED_OFF = "The duty was cancelled"
HELD = (SignUpState.CONFIRMED, SignUpState.REQUESTED)
OPEN_WAITS = (WaitState.WAITING, WaitState.OFFERED)


def cancel(duty_id: int, *, reason: str, by: Viewer) -> Duty:
    """Call a duty off, free everyone on it and tell them. Refused once it has begun or is cancelled already.

    Those who asked for a place are told as well; waiting lists, offers and searches for a stand-in end.
    """
    return call_off(lock_duty(duty_id, by), reason=reason, by=by)


def call_off(duty: Duty, *, reason: str, by: Viewer) -> Duty:
    """As ``cancel``, of a duty that is held and is the actor's to call off."""
    if duty.state is DutyState.CANCELLED:
        refuse("cancelled", "This duty has already been cancelled.")
    if duty.starts_at <= clock.now():
        refuse("begun", "This duty has already begun, so it cannot be cancelled. Record who attended instead.")
    if not reason.strip():
        refuse("reason_needed", "Say why the duty is cancelled, so that those on it can be told.")
    duty.state = DutyState.CANCELLED
    _end_searches(duty)
    freed = _free_everyone(duty)
    for account_id, email in freed:
        _tell_of_cancellation(duty, account_id, email, reason)
    record("cancelled_duty", subject="duty", subject_id=duty.id, by=by.account_id, people_freed=len(freed))
    return duty


def _end_searches(duty: Duty) -> None:
    """Nobody waits for a place on it, and nobody looks for someone to take theirs over or to swap with."""
    now = clock.now()
    waits = update(Wait).where(Wait.duty_id == duty.id, Wait.state.in_(OPEN_WAITS))
    db.session.execute(waits.values(state=WaitState.LAPSED, ended_at=now))
    places = select(SignUp.id).where(SignUp.duty_id == duty.id)
    concerned = Handover.sign_up_id.in_(places) | Handover.other_sign_up_id.in_(places)
    handovers = update(Handover).where(Handover.state == HandoverState.OPEN, concerned)
    db.session.execute(handovers.values(state=HandoverState.LAPSED, ended_at=now))


def _free_everyone(duty: Duty) -> Sequence[tuple[int, str]]:
    """Take everyone off, so that they may be elsewhere then; the accounts and addresses of those who were on."""
    freed = db.session.scalars(
        update(SignUp)
        .where(SignUp.duty_id == duty.id, SignUp.state.in_(HELD))
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
