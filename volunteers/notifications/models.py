"""Every message is a row first; the row decides whether it is sent, Redis never does."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words


class MessageState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"
    BY_HAND = "by_hand"  # to someone without e-mail: staff tell them by telephone or letter


class Message(Model):
    """One message to one address, with one Message-ID for life."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_due", "due_at", postgresql_where=text("state IN ('pending', 'claimed')")),
        Index(None, "subject", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    to_address: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    subject: Mapped[str | None]
    subject_id: Mapped[int | None]
    particulars: Mapped[dict[str, Any]]
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    message_id: Mapped[str] = mapped_column(default=lambda: uuid.uuid4().hex)
