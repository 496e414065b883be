"""The checks made on an application, side by side, and what was decided of applicants who look alike."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.models.agreements import Agreement
from volunteers.onboarding.models.assessments import Assessment, AssessmentResult, DeclaredRelation
from volunteers.onboarding.models.attempts import CheckAttempt
from volunteers.onboarding.models.decisions import Decision
from volunteers.onboarding.models.declines import Decline
from volunteers.onboarding.models.judgements import ReferenceJudgement
from volunteers.onboarding.models.notes import CaseNote
from volunteers.onboarding.models.views import CaseloadView
from volunteers.onboarding.rules import CheckState, DecisionKind, DecisionOutcome, Verdict

__all__ = [
    "Agreement",
    "Assessment",
    "AssessmentResult",
    "CaseNote",
    "CaseloadView",
    "Check",
    "CheckAttempt",
    "CheckState",
    "Decision",
    "DecisionKind",
    "DecisionOutcome",
    "DeclaredRelation",
    "Decline",
    "LikePair",
    "ReferenceJudgement",
    "Verdict",
]


class Check(Model):
    """One check of one application: its state, result date, how long it holds and who recorded it.

    ``again_from`` is the day from which one that was not passed may be taken again; every result it ever had is a
    ``CheckAttempt``.
    """

    __tablename__ = "checks"
    __table_args__ = (
        UniqueConstraint("application_id", "code"),
        Index("ix_checks_valid_until", "valid_until", postgresql_where=text("valid_until IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str]
    state: Mapped[CheckState] = mapped_column(words(CheckState))
    asked_on: Mapped[date | None]
    result_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    reference: Mapped[str | None]
    again_from: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class LikePair(Model):
    """Two accounts that someone looked at, and whether they are the same person's. The smaller number stands first."""

    __tablename__ = "like_pairs"
    __table_args__ = (CheckConstraint("one_id < other_id", name="in_order"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime]
