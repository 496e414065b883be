"""What became of messages that were taken, and seeing to those that did not reach anyone."""

import uuid

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import UNREACHED, Message, MessageState
from volunteers.notifications.rules import SECRET_KINDS, reaches_nobody
from volunteers.notifications.rules.reaching import (
    CANNOT_REPEAT,
    NO_ADDRESS,
    SEEN_TO_MEANWHILE,
    Receipt,
)
from volunteers.notifications.service import DELIVER, MAIL_QUEUE, mark_failed
from volunteers.permissions import Viewer
from volunteers.unit_of_work import hint_after_commit


def note_receipt(message_id: str, receipt: Receipt) -> bool:
    """What a carrier tells later of a text message it took; whether it is one of ours that was still open.

    Told twice, or out of order, the first ending stands. A fault of the carrier's own is tried again.
    """
    message = _taken(message_id)
    if message is None:
        return False
    if receipt is Receipt.DELIVERED:
        message.state = MessageState.DELIVERED
    elif receipt is Receipt.TRY_AGAIN:
        mark_failed(message, failure=receipt.words, permanent=False)
    else:
        message.state, message.failure = MessageState.RETURNED, receipt.words
    return True


def note_returned(message_id: str, *, why: str) -> bool:
    """A mail came back; whether it is one of ours that had been taken. Told twice, the first stands."""
    message = _taken(message_id)
    if message is None:
        return False
    message.state, message.failure = MessageState.RETURNED, why
    return True


def try_again(message: Message, *, by: Viewer) -> None:
    """Send one that did not reach its receiver once more, with all the time a new one has, to where they are now.

    Refused for one that held a code or a link, and for someone without e-mail; ``Conflict`` when someone was first.
    """
    _refuse_unless_unreached(message)
    if message.kind in SECRET_KINDS:
        raise Refused(CANNOT_REPEAT)
    if reaches_nobody(message.to_address):
        raise Refused(NO_ADDRESS)
    now = clock.now()
    message.state, message.attempts, message.created_at, message.due_at = MessageState.PENDING, 0, now, now
    message.expires_at = message.provider_id = None
    message.message_id = uuid.uuid4().hex  # a receipt or a bounce of the first time says nothing of this one
    hint_after_commit(MAIL_QUEUE, DELIVER, message.id)
    record("message_sent_again", subject="message", subject_id=message.id, by=by.account_id)


def see_to(message: Message, *, how: str, by: Viewer) -> None:
    """Note how whoever it did not reach was told in another way. ``Conflict`` when someone was first."""
    _refuse_unless_unreached(message)
    message.state = MessageState.SEEN_TO
    record("message_seen_to", subject="message", subject_id=message.id, by=by.account_id, how=how)


def _taken(message_id: str) -> Message | None:
    return db.session.scalars(
        select(Message)
        .where(Message.message_id == message_id, Message.state == MessageState.SENT)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def _refuse_unless_unreached(message: Message) -> None:
    if message.state not in UNREACHED:
        raise Conflict(SEEN_TO_MEANWHILE)
