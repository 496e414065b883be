"""Applications chosen from a list, what is to be done with them together, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.bulk.rules import Act, LineState
from volunteers.extensions import Model, words


class BulkChoice(Model):
    """The applications that someone chose from a list, by their numbers. ``is_cut`` when more matched than fit."""

    __tablename__ = "bulk_choices"
    __table_args__ = (Index(None, "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    application_ids: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    is_cut: Mapped[bool] = mapped_column(default=False)


class BulkMove(Model):
    """One act on many applications, from its preview on.

    Until ``done_at`` nothing has happened. Until ``undo_until`` it can be undone, and the messages of it are held. The
    referees of those who came to the stage that asks them are asked after that (``followed_up_at``).
    """

    __tablename__ = "bulk_moves"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (undo_until IS NULL)", name="undo_time"),
        CheckConstraint("undone_at IS NULL OR done_at IS NOT NULL", name="done_before_undone"),
        Index(None, "by_id", "id"),
        Index("ix_bulk_moves_to_follow_up", "undo_until", postgresql_where="followed_up_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act] = mapped_column(words(Act))
    to_strand: Mapped[str | None]
    to_stage: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    planned_at: Mapped[datetime]
    reason: Mapped[str | None]
    done_at: Mapped[datetime | None]
    undo_until: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    followed_up_at: Mapped[datetime | None]
    lines: Mapped[list["BulkMoveLine"]] = relationship(order_by="BulkMoveLine.application_id")

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class BulkMoveLine(Model):
    """One application of it: where it was on the preview, where it went, and why not.

    ``why`` holds the refusals in words: why it was not moved or, of one that was, why it could not be put back.
    """

    __tablename__ = "bulk_move_lines"

    move_id: Mapped[int] = mapped_column(ForeignKey("bulk_moves.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True, index=True)
    state: Mapped[LineState] = mapped_column(words(LineState), default=LineState.PLANNED)
    from_stage: Mapped[str]
    to_stage: Mapped[str | None]
    from_owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    change_id: Mapped[int | None] = mapped_column(ForeignKey("stage_changes.id"))
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default="[]")
