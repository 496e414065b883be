"""Declined applicants: why, what they are told, and the pause before they are told it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules.declines import DeclineOutcome

OPEN = text("outcome IS NULL")


class Decline(Model):
    """A decision to decline someone at a stage; until it has an outcome they are not told, and it can be taken back.

    ``reason`` is as it was worded in the kept list when it was chosen; ``feedback`` is what they are told beside it.
    ``appeal_until`` is the last day to appeal, set on the day they were told. It lets itself out without anyone:
    ``ended_by_id`` is who took it back.
    """

    __tablename__ = "declines"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_whole"),
        CheckConstraint("(outcome = 'told') = (appeal_until IS NOT NULL)", name="appeal_told"),
        CheckConstraint("(outcome = 'taken_back') = (ended_by_id IS NOT NULL)", name="taken_back_by"),
        CheckConstraint("goes_out_at >= decided_at", name="in_order"),
        Index(None, "application_id", "id"),
        Index("uq_declines_open", "application_id", unique=True, postgresql_where=OPEN),
        Index("ix_declines_due", "goes_out_at", postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    stage: Mapped[str]
    reason_code: Mapped[str]
    reason: Mapped[str]
    feedback: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime]
    goes_out_at: Mapped[datetime]
    outcome: Mapped[DeclineOutcome | None] = mapped_column(words(DeclineOutcome))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    appeal_until: Mapped[date | None]
