"""Decisions that one person proposes and a second one makes."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules import DecisionKind, DecisionOutcome

OPEN = text("outcome IS NULL")


class Decision(Model):
    """What someone proposed about an application at a stage, and what became of it; open until it has an outcome.

    ``reason`` is why someone is to be declined; ``details`` how someone to be cleared begins (``Clearing.as_stored``).
    ``note`` is why the second person refused. Nobody decides what they proposed, but they may take it back.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("num_nulls(outcome, decided_by_id, decided_at) IN (0, 3)", name="decided_whole"),
        CheckConstraint(
            "outcome IS NULL OR (outcome = 'taken_back') = (decided_by_id = proposed_by_id)", name="two_people"
        ),
        Index(None, "application_id", "id"),
        Index("uq_decisions_open", "application_id", unique=True, postgresql_where=OPEN),
        Index("ix_decisions_waiting", "proposed_at", "id", postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[DecisionKind] = mapped_column(words(DecisionKind))
    stage: Mapped[str]
    reason: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    outcome: Mapped[DecisionOutcome | None] = mapped_column(words(DecisionOutcome))
    note: Mapped[str | None]
