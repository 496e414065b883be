"""Calls to many volunteers to come soon, and what each of them answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.mobilisation.rules import Answer, CallState
from volunteers.rosters.models import Duty


class Call(Model):
    """Who is asked to be on a duty that begins soon: those of its strand in some areas, as far away as ``furthest``.

    ``asks_away`` says that those are asked too who said that they are away or at their day job. ``version`` goes up
    with every act of staff.
    """

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("cardinality(areas) > 0", name="somewhere"),
        CheckConstraint("furthest_miles > 0", name="furthest_miles"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), unique=True)
    areas: Mapped[list[str]] = mapped_column(ARRAY(Text))
    furthest_miles: Mapped[int | None]
    asks_away: Mapped[bool]
    be_there_by: Mapped[datetime]
    state: Mapped[CallState] = mapped_column(words(CallState), default=CallState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    asked_again_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    duty: Mapped[Duty] = relationship()


class CallRecipient(Model):
    """Someone who is asked to come. ``mail_id`` is None while the message to them is still to be written.

    ``minutes`` is how long after ``answered_at`` they said they would be there. ``sign_up_id`` is the place they took,
    also once they gave it back.
    """

    __tablename__ = "call_recipients"
    __table_args__ = (
        CheckConstraint("(answer = 'none') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("answer <> 'coming' OR (sign_up_id IS NOT NULL AND minutes IS NOT NULL)", name="coming"),
        CheckConstraint("minutes >= 0", name="minutes"),
        UniqueConstraint("call_id", "volunteer_id", name="uq_call_recipients_person"),
        Index(None, "token_digest", unique=True),
        Index(None, "volunteer_id"),
        Index(None, "sign_up_id", unique=True),
        Index("ix_call_recipients_unwritten", "call_id", postgresql_where=text("mail_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    token_digest: Mapped[str]
    asked_at: Mapped[datetime]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    answer: Mapped[Answer] = mapped_column(words(Answer), default=Answer.NONE)
    answered_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"))
    was_in_reserve: Mapped[bool] = mapped_column(default=False)
