"""Ending a call: enough people come, or nobody is needed any more."""

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.rules import Answer, CallState
from volunteers.mobilisation.service.holding import hold_call
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service.urgent import Receiver, tell_urgently
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty
from volunteers.rosters.service import cancel
from volunteers.rosters.service.telling import particulars_of

NOT_COMING = (Answer.NONE, Answer.TOO_LATE)


def close(call_id: int, *, tells: bool, version: int, by: Viewer) -> Call:
    """Enough: nobody else can come. Where it ``tells``, those without an answer and in reserve hear so at once."""
    call, duty = hold_call(call_id, version=version, by=by)
    _end(call, CallState.CLOSED)
    told = _stand_down(call, duty) if tells else 0
    record("closed_call", subject="call", subject_id=call.id, by=by.account_id, told=told)
    return call


def call_off(call_id: int, *, reason: str, version: int, by: Viewer) -> Call:
    """Cancel the duty, tell everyone who is coming why, and the others that they are not needed.

    Refused as any duty: without a reason, and once it has begun.
    """
    call, duty = hold_call(call_id, version=version, by=by)
    _end(call, CallState.CALLED_OFF)
    told = _stand_down(call, duty)
    cancel(duty.id, reason=reason, by=by)
    record("called_off_call", subject="call", subject_id=call.id, by=by.account_id, told=told)
    return call


def _end(call: Call, state: CallState) -> None:
    call.state, call.ended_at = state, clock.now()


def _stand_down(call: Call, duty: Duty) -> int:
    rows = db.session.execute(
        select(Account.id, Account.email, Account.mobile)
        .join(Volunteer, Volunteer.account_id == Account.id)
        .join(CallRecipient, CallRecipient.volunteer_id == Volunteer.id)
        .where(
            CallRecipient.call_id == call.id, CallRecipient.answer.in_(NOT_COMING), CallRecipient.mail_id.is_not(None)
        )
        .order_by(CallRecipient.id)
    ).all()  # fmt: skip
    about = particulars_of(duty)
    said = {"title": about["title"], "when": about["when"]}
    receivers = [Receiver(email, mobile, account_id, said) for account_id, email, mobile in rows]
    tell_urgently(
        MessageKind.NOT_NEEDED, receivers, subject=("duty", duty.id), of_strand=duty.strand, expires_at=duty.ends_at
    )
    return len(receivers)
