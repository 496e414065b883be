"""Faults in messages."""

from datetime import timedelta

from tests.integrity.planted.planting import plants
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState


def _message(state: MessageState, *, attempts: int = 1, due: float = 0, sent: bool = True) -> int:
    now = clock.now()
    message = Message(
        kind="signed_up", to_address="a@example.org", particulars={}, state=state, attempts=attempts, created_at=now,
        due_at=now + timedelta(hours=due), sent_at=now if sent else None,
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()
    return message.id


@plants("sent_without_attempt")
def sent_by_nobody() -> list[int]:
    _message(MessageState.SENT)
    _message(MessageState.GIVEN_UP, attempts=0, sent=False)
    return [_message(MessageState.SENT, attempts=0), _message(MessageState.SENT, sent=False)]


@plants("message_stuck")
def claimed_and_due_for_hours() -> list[int]:
    _message(MessageState.SENT, due=-9)
    _message(MessageState.CLAIMED, due=-1)
    _message(MessageState.PENDING, due=1)
    return [_message(MessageState.CLAIMED, due=-4), _message(MessageState.PENDING, due=-4)]
