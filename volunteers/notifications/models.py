"""Every message is a row first; the row decides whether it is sent, Redis never does."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.notifications.rules.own_words import OwnWords


class MessageState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"
    BY_HAND = "by_hand"  # to someone without e-mail: staff tell them by telephone or letter
    DELIVERED = "delivered"  # a text message that the network says reached the telephone
    RETURNED = "returned"  # it was taken and came back: no such mailbox or number, or it could not be delivered
    STOPPED = "stopped"  # whoever it came from took back what it tells of before it was sent
    SEEN_TO = "seen_to"  # it did not reach them, and staff told them in another way


# Someone has to see to these, or the receiver never learns of it.
UNREACHED = (MessageState.GIVEN_UP, MessageState.RETURNED, MessageState.BY_HAND)


class Channel(StrEnum):
    EMAIL = "email"
    TEXT = "text"  # a text message to a mobile number


class Message(Model):
    """One message to one address or mobile number, with one Message-ID for life.

    ``provider_id`` is the name that whoever carries text messages gave it.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_due", "due_at", postgresql_where=text("state IN ('pending', 'claimed')")),
        Index(None, "subject", "subject_id", "id"),
        Index(None, "account_id", "id"),
        Index(None, "message_id", unique=True),
        Index(
            "ix_messages_unreached",
            "id",
            postgresql_where=text("state IN ('given_up', 'returned', 'by_hand')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.EMAIL, server_default=Channel.EMAIL)
    to_address: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    subject: Mapped[str | None]
    subject_id: Mapped[int | None]
    strand: Mapped[str | None]
    particulars: Mapped[dict[str, Any]]
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_subject: Mapped[str | None]  # as it was written; nothing of a message that carried a code or a link
    sent_body: Mapped[str | None]
    failure: Mapped[str | None]
    message_id: Mapped[str] = mapped_column(default=lambda: uuid.uuid4().hex)
    provider_id: Mapped[str | None]

    @property
    def is_text(self) -> bool:
        return self.channel is Channel.TEXT


class MessageTemplate(Model):
    """A force's own words for a kind of message, for one strand or for all: one version, which is never changed.

    A withdrawn version says that from then on the words below it count again: those for all strands, or the built-in
    ones. It keeps the words that it withdrew.
    """

    __tablename__ = "message_templates"
    __table_args__ = (
        UniqueConstraint(
            "kind", "strand", "number", name="uq_message_templates_number", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    strand: Mapped[str | None]
    number: Mapped[int]
    subject: Mapped[str]
    body: Mapped[str]
    text: Mapped[str | None]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_by: Mapped[str]  # the name they had then
    written_at: Mapped[datetime]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)

    @property
    def own(self) -> OwnWords:
        """The words themselves."""
        return OwnWords(self.subject, self.body, self.text)
