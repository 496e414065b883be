"""The one record that travels from the first answer to clearance for duty, and its dated stage changes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Account

DRAFT = "draft"
LIVE = text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')")


class Channel(StrEnum):
    """How an application reached us: the applicant's own hand, or a coordinator writing down what they were told."""

    ONLINE = "online"
    PAPER = "paper"
    PHONE = "phone"

    @property
    def label(self) -> str:
        return {"online": "Online", "paper": "On paper", "phone": "By telephone"}[self]


class Application(Model):
    """One person's application to one strand. ``stage`` is a code of the strand's pipeline.

    ``decision_due`` says that everything its stage gathers is in, or that something was not passed, so that someone has
    to decide. Onboarding keeps it as checks come in, so that a list can put those first however many there are.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("uq_applications_live", "account_id", "strand", unique=True, postgresql_where=LIVE),
        Index("ix_applications_caseload", "strand", "area", "stage", "decision_due", "stage_since", "id"),
        Index("ix_applications_birth_date", "birth_date"),
        Index("ix_applications_waiting", "stage_since", "id", postgresql_where=LIVE),
        Index(
            "ix_applications_search",
            "search_words",
            postgresql_using="gin",
            postgresql_ops={"search_words": "gin_trgm_ops"},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    strand: Mapped[str]
    area: Mapped[str | None]
    stage: Mapped[str]
    stage_since: Mapped[datetime]
    decision_due: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date | None]
    search_words: Mapped[str] = mapped_column(default="")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.ONLINE, server_default=Channel.ONLINE)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str | None]
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id"))
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    changes: Mapped[list["StageChange"]] = relationship(
        back_populates="application", order_by="StageChange.at, StageChange.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_draft(self) -> bool:
        return self.stage == DRAFT

    @property
    def is_recorded(self) -> bool:
        """Whether staff wrote it down for the applicant."""
        return self.channel is not Channel.ONLINE

    def move_to(self, stage: str, *, by: int | None, at: datetime, reason: str | None = None) -> "StageChange":
        """The only line that sets a stage; it always leaves a dated change behind."""
        change = StageChange(from_stage=self.stage, to_stage=stage, at=at, by_account_id=by, reason=reason)
        self.changes.append(change)
        self.stage = stage
        self.stage_since = at
        self.decision_due = False
        return change


class StageChange(Model):
    """A dated move from one stage to another: the record that trends count."""

    __tablename__ = "stage_changes"
    __table_args__ = (Index(None, "application_id", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    from_stage: Mapped[str]
    to_stage: Mapped[str]
    at: Mapped[datetime]
    by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str | None]
    application: Mapped[Application] = relationship(back_populates="changes")


class SealedAnswer(Model):
    """The answer to a question that only a few may read: JSON, sealed for this application and question."""

    __tablename__ = "sealed_answers"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"sealed_answers.{self.application_id}.{self.question}"


class StageWait(Model):
    """How long most people waited at a stage, of those who left it of late; counted anew by ``measure_waits``.

    A quarter waited ``days_low`` days or less and a quarter ``days_high`` or more; ``passed`` is how many were counted.
    The row of the appointed stage is about the whole way, from sending the form.
    """

    __tablename__ = "stage_waits"

    strand: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    passed: Mapped[int]
    days_low: Mapped[int]
    days_high: Mapped[int]
    counted_at: Mapped[datetime]
