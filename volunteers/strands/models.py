"""What a force keeps as reference data about its strands: conflicting occupations, reasons, changed pipelines."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.forces.models import Kept
from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.rules.reasons import ReasonKind


class Occupation(Model):
    """One occupation, for the strands that ask about it, in its place in the list.

    ``code`` is what an answer is stored as: it never changes and is never used again. One that ended is no longer
    offered; its name stays for the answers that chose it.
    """

    __tablename__ = "occupations"
    __table_args__ = (CheckConstraint("cardinality(strands) > 0", name="for_some_strand"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    outcome: Mapped[OccupationOutcome] = mapped_column(words(OccupationOutcome))
    note: Mapped[str] = mapped_column(default="")
    strands: Mapped[list[str]] = mapped_column(ARRAY(Text))
    position: Mapped[int]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class KeptReason(Kept, Model):
    """A reason to choose, for some strands or, with none named, for all; its ``name`` is the words people read.

    Whatever chose it keeps the code and the words of that day.
    """

    __tablename__ = "reasons"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    kind: Mapped[ReasonKind] = mapped_column(words(ReasonKind))
    note_needed: Mapped[bool]
    strands: Mapped[list[str]] = mapped_column(ARRAY(Text))


class PipelineVersion(Model):
    """A strand's pipeline as an administrator proposed it, and a second one agreed to it: never changed after that.

    ``stages`` is a list of ``StageDraft.as_stored()`` in order. ``moves_running`` says that applications under way are
    moved to it; otherwise they keep theirs. At most one proposal of a strand is open at a time. Its ``number`` comes
    with the agreement of someone else than who proposed it; who did may take it back, which stands as refused.
    """

    __tablename__ = "pipeline_versions"
    __table_args__ = (
        Index("uq_pipeline_versions_number", "strand", "number", unique=True),
        Index(
            "uq_pipeline_versions_open", "strand", unique=True,
            postgresql_where=text("agreed_at IS NULL AND refused_at IS NULL"),
        ),
        CheckConstraint("agreed_at IS NULL OR decided_by_id <> proposed_by_id", name="second_person"),
        CheckConstraint("(agreed_at IS NULL) = (number IS NULL)", name="number_once_agreed"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    number: Mapped[int | None]
    stages: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    reason: Mapped[str]
    moves_running: Mapped[bool]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    agreed_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]

    @property
    def is_open(self) -> bool:
        return self.agreed_at is None and self.refused_at is None
