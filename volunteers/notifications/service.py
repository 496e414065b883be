"""Messages as rows: stored with the change they tell of, claimed by one worker at a time, marked when sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules import LEASE, SECRET_KINDS, MessageKind, next_try, reaches_nobody
from volunteers.unit_of_work import hint_after_commit

MAIL_QUEUE = "mail"
DELIVER = "volunteers.notifications.jobs.deliver"

Copier = Callable[[Message], None]
_copiers: list[Copier] = []


def copy_with(copier: Copier) -> None:
    """From now on every message that is stored is shown to this, which may store a copy for someone else.

    It is here, and not with those who write messages, so that none of them can forget it. Given twice it acts once.
    """
    if copier not in _copiers:
        _copiers.append(copier)


def notify(
    kind: MessageKind,
    *,
    to: str,
    account_id: int | None = None,
    subject: tuple[str, int] | None = None,
    expires_at: datetime | None = None,
    to_adult: bool = False,
    **particulars: Any,
) -> Message:
    """Store a message with the change it tells of; it goes out after the commit, or when the sweep finds it.

    ``particulars`` fill the words of ``templates/messages/<kind>.txt``; ``subject`` names what it is about, so that
    its page can list it. Past ``expires_at`` the message is old news and is not sent. A message to someone without
    e-mail is stored for staff to tell by hand. ``to_adult`` says that whoever it is for is known to be 18 or over, so
    that nobody looks for a guardian who would be sent a copy.
    """
    now = clock.now()
    about, about_id = subject or (None, None)
    message = Message(
        kind=kind.value, to_address=to, account_id=account_id, subject=about, subject_id=about_id,
        particulars=particulars, state=MessageState.BY_HAND if reaches_nobody(to) else MessageState.PENDING,
        created_at=now, due_at=now, expires_at=expires_at,
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()  # the id is what the queue is told
    if message.state is MessageState.PENDING:
        hint_after_commit(MAIL_QUEUE, DELIVER, message.id)
    for copier in () if to_adult else _copiers:
        copier(message)
    return message


def claim(message_id: int) -> Message | None:
    """Take a message to send it, for as long as the lease; None when it is not due, or another worker has it.

    One guarded update, so two workers cannot both claim it. A message whose time has passed ends as expired.
    """
    now = clock.now()
    due = and_(Message.state.in_([MessageState.PENDING, MessageState.CLAIMED]), Message.due_at <= now)
    claimed = db.session.scalar(
        update(Message)
        .where(Message.id == message_id, due)
        .values(state=MessageState.CLAIMED, due_at=now + LEASE, attempts=Message.attempts + 1)
        .returning(Message)
    )
    if claimed is not None and claimed.expires_at is not None and claimed.expires_at <= now:
        _end(claimed, MessageState.EXPIRED)
        return None
    return claimed


def mark_sent(message: Message) -> None:
    """The mail server took it."""
    message.sent_at = clock.now()
    message.failure = None
    _end(message, MessageState.SENT)


def mark_failed(message: Message, *, failure: str, permanent: bool) -> None:
    """It was not taken: try again later, or give up when the refusal is final or a day has passed."""
    message.failure = failure
    again = next_try(attempts=message.attempts, created_at=message.created_at, now=clock.now())
    if permanent or again is None:
        _end(message, MessageState.GIVEN_UP)
    else:
        message.state = MessageState.PENDING
        message.due_at = again


def _end(message: Message, state: MessageState) -> None:
    message.state = state
    if message.kind in SECRET_KINDS:
        message.particulars = {}
