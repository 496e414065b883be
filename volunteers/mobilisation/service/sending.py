"""Sending what a call says, a batch at a time: killed and run again, or run twice, each person is told once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.rules import CallState, token_of
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service.urgent import Receiver, tell_urgently
from volunteers.people.models import Account, Volunteer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.rules import clock_words
from volunteers.rosters.service.telling import particulars_of

BATCH = 100
OLD_NEWS_AFTER = timedelta(hours=3)


def send_batch(*, key: bytes) -> bool:
    """Store the messages of the next batch of one open call; whether there was anything to do.

    Those who are told are locked and marked with their messages: a batch is there whole or not at all, and another
    worker takes the next. A fixed number of statements.
    """
    call = _next()
    if call is None:
        return False
    rows = _batch(call)
    if not rows:
        return False  # another worker has them in hand
    duty = db.session.get_one(Duty, call.duty_id)
    told = tell_urgently(
        MessageKind.CAN_YOU_COME, [_receiver(call, duty, row, key) for row in rows], subject=("duty", duty.id),
        of_strand=duty.strand, expires_at=min(duty.ends_at, clock.now() + OLD_NEWS_AFTER),
    )  # fmt: skip
    db.session.connection().execute(
        update(CallRecipient.__table__)  # type: ignore[arg-type]
        .where(CallRecipient.__table__.c.id == bindparam("number"))
        .values(mail_id=bindparam("mail"), text_id=bindparam("text")),
        [
            {"number": row.id, "mail": one.mail_id, "text": one.text_id}
            for row, one in zip(rows, told, strict=True)
        ],
    )  # fmt: skip
    return True


def _next() -> Call | None:
    unwritten = select(CallRecipient.call_id).where(CallRecipient.mail_id.is_(None))
    return db.session.scalars(
        select(Call)
        .join(Duty, Duty.id == Call.duty_id)
        .where(
            Call.id.in_(unwritten), Call.state == CallState.OPEN, Duty.state == DutyState.PUBLISHED,
            Duty.ends_at > clock.now(),
        )
        .order_by(Call.id)
        .limit(1)
    ).first()  # fmt: skip


def _batch(call: Call) -> list[Row[Any]]:
    return list(
        db.session.execute(
            select(
                CallRecipient.id, CallRecipient.volunteer_id, CallRecipient.was_in_reserve,
                Account.id.label("account_id"), Account.email, Account.mobile,
            )
            .join(Volunteer, Volunteer.id == CallRecipient.volunteer_id)
            .join(Account, Account.id == Volunteer.account_id)
            .where(CallRecipient.call_id == call.id, CallRecipient.mail_id.is_(None))
            .order_by(CallRecipient.id)
            .limit(BATCH)
            .with_for_update(of=CallRecipient, skip_locked=True)
        )
    )  # fmt: skip


def _receiver(call: Call, duty: Duty, row: Row[Any], key: bytes) -> Receiver:
    about = particulars_of(duty)
    return Receiver(
        row.email, row.mobile, row.account_id,
        {
            "title": about["title"], "when": about["when"], "meeting_place": about["meeting_place"],
            "address": duty.address, "known": duty.briefing, "has_come_free": row.was_in_reserve,
            "be_there_by": clock_words(clock.in_london(call.be_there_by)),
            "path": f"/can-you-come/{token_of(call.id, row.volunteer_id, key=key)}",
        },
    )  # fmt: skip
