"""The scoring sheets of two assessors, what was agreed over them, and who said that they know an applicant."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules.assessments import Recommendation


class Assessment(Model):
    """The sheet of one assessor, in one of the two seats of a round; a retake is a new round.

    Nobody but its assessor reads it before both sheets of the round are sent. ``highest`` is the end of the scale it
    was scored by. Comments are sealed: they are about a person, and stand nowhere else.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("application_id", "code", "round", "seat"),
        UniqueConstraint("application_id", "code", "round", "assessor_id"),
        CheckConstraint("seat IN (1, 2)", name="two_seats"),
        CheckConstraint("round > 0", name="rounds_from_one"),
        CheckConstraint("sent_at IS NULL OR recommendation IS NOT NULL", name="sent_whole"),
        Index("ix_assessments_unsent", "assessor_id", postgresql_where=text("sent_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str]
    round: Mapped[int]
    seat: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    highest: Mapped[int]
    scores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recommendation: Mapped[Recommendation | None] = mapped_column(words(Recommendation))
    taken_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def place(self) -> str:
        """What its comments are sealed for."""
        return f"assessments.sealed.{self.id}"


class AssessmentResult(Model):
    """What was made of a round: one score for each criterion, and why where the two sheets lay apart."""

    __tablename__ = "assessment_results"
    __table_args__ = (UniqueConstraint("application_id", "code", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str]
    round: Mapped[int]
    scores: Mapped[dict[str, Any]]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    passed: Mapped[bool]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime]

    @property
    def place(self) -> str:
        """What its reason is sealed for."""
        return f"assessment_results.sealed.{self.application_id}.{self.code}.{self.round}"


class DeclaredRelation(Model):
    """A member of staff who said that they know an applicant: they no longer act on the application."""

    __tablename__ = "declared_relations"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    declared_at: Mapped[datetime]
