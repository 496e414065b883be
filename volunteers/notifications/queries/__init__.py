"""Which messages are due, and what was sent about something."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState


def list_due(*, limit: int = 5_000) -> Sequence[int]:
    """Ids of the messages to be sent now, oldest first, among them those whose worker's lease ran out."""
    unsent = Message.state.in_([MessageState.PENDING, MessageState.CLAIMED])
    return db.session.scalars(
        select(Message.id).where(unsent, Message.due_at <= clock.now()).order_by(Message.due_at).limit(limit)
    ).all()


def list_waiting_for_their_day() -> Sequence[int]:
    """The accounts of those whose news waits for one mail that is due."""
    waiting = select(Message.account_id).where(Message.state == MessageState.HELD, Message.due_at <= clock.now())
    found = db.session.scalars(waiting.group_by(Message.account_id).order_by(func.min(Message.id))).all()
    return [account_id for account_id in found if account_id is not None]


def list_about(subject: str, subject_id: int, *, limit: int = 50) -> Sequence[Message]:
    """The latest messages about one thing, newest first."""
    about = select(Message).where(Message.subject == subject, Message.subject_id == subject_id)
    return db.session.scalars(about.order_by(Message.id.desc()).limit(limit)).all()
