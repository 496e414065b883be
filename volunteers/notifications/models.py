"""Every message is a row first; the row decides whether it is sent, Redis never does."""

import uuid
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.notifications.rules.choices import GROUPS, Choices, Way
from volunteers.notifications.rules.own_words import OwnWords
from volunteers.notifications.rules.quiet import Quiet


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
    HELD = "held"  # it waits for the mail that gathers a day's news, as its receiver chose
    GATHERED = "gathered"  # that mail was written, and says it
    TEXTED = "texted"  # a mail that is not sent, for its receiver chose a text message alone
    UNWANTED = "unwanted"  # its receiver chose not to be told of such things


# Someone has to see to these, or the receiver never learns of it.
UNREACHED = (MessageState.GIVEN_UP, MessageState.RETURNED, MessageState.BY_HAND)


class Channel(StrEnum):
    EMAIL = "email"
    TEXT = "text"  # a text message to a mobile number


class Message(Model):
    """One message to one address or mobile number, with one Message-ID for life.

    ``provider_id`` is the name that whoever carries text messages gave it. ``is_quiet`` says that it waits for its
    receiver's quiet hours to be over; ``gathered_in_id`` names the mail of a day's news that says it.
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
        Index("ix_messages_held", "due_at", postgresql_where=text("state = 'held'")),
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
    is_quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    gathered_in_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))

    @property
    def is_text(self) -> bool:
        return self.channel is Channel.TEXT


class MessageChoices(Model):
    """How someone wants to be told: a way for each group of kinds, quiet hours, and when they are reminded.

    Whoever never chose has no row. The columns of ways have the codes of the groups.
    """

    __tablename__ = "message_choices"
    __table_args__ = (
        CheckConstraint(
            "my_duties <> 'off' AND offers NOT IN ('off', 'daily') AND reminders <> 'daily'",
            name="what_they_are_counted_on_for",
        ),
        CheckConstraint(
            "(quiet_begins IS NULL) = (quiet_ends IS NULL) AND quiet_begins <> quiet_ends", name="quiet_hours"
        ),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    my_duties: Mapped[Way] = mapped_column(words(Way), default=Way.USUAL)
    reminders: Mapped[Way] = mapped_column(words(Way), default=Way.USUAL)
    offers: Mapped[Way] = mapped_column(words(Way), default=Way.USUAL)
    new_duties: Mapped[Way] = mapped_column(words(Way), default=Way.USUAL)
    staff_alerts: Mapped[Way] = mapped_column(words(Way), default=Way.USUAL)
    quiet_begins: Mapped[time | None]
    quiet_ends: Mapped[time | None]
    reminder_hours: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]

    @property
    def chosen(self) -> Choices:
        """What they chose, as rules read it."""
        ways = {group: Way(getattr(self, group)) for group in GROUPS}
        quiet = (
            Quiet(self.quiet_begins, self.quiet_ends)
            if self.quiet_begins is not None and self.quiet_ends is not None
            else None
        )
        return Choices(ways, quiet, tuple(self.reminder_hours))


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
