"""The one record that travels from the first answer to clearance for duty, and its dated stage changes."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Computed, ForeignKey, Index, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.openings.models import Opening
from volunteers.people.models import Account
from volunteers.places.models import Unit
from volunteers.strands.rules import Party, Stage

DRAFT = "draft"
LIVE = text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')")
OPEN = text("stage NOT IN ('draft', 'appointed', 'unsuccessful', 'withdrawn')")
UNOWNED = text(f"{OPEN.text} AND is_ours AND owner_id IS NULL")
ORDER = ("is_ours", "longest_until", "id")
LATEST = ("longest_until", "id")
CAME_ON = "(stage_since AT TIME ZONE 'Europe/London')::date"
NEVER = "'9999-12-31'::date"  # the day by which a stage without days is overdue


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

    ``pipeline_version`` is the version of its strand's pipeline that it follows, 0 for the page in the code.
    ``decision_due`` says that everything its stage gathers is in, or that something was not passed, so that someone has
    to decide. ``waits_on`` are the parties who have to act now (``Party``). Onboarding keeps both as checks come in, so
    that a list of any length can put first what is ours to do, and then what is late soonest. ``usual_until`` and
    ``longest_until`` are the last days in London before it is slow and before it is overdue.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("uq_applications_live", "account_id", "strand", unique=True, postgresql_where=LIVE),
        Index("ix_applications_order", *ORDER, postgresql_where=OPEN),
        Index("ix_applications_strand_order", "strand", *ORDER, postgresql_where=OPEN),
        Index("ix_applications_pair_order", "strand", "area", *ORDER, postgresql_where=OPEN),
        Index("ix_applications_stage", "strand", "stage", *ORDER, postgresql_where=OPEN),
        Index(
            "ix_applications_stage_late",
            "strand",
            "stage",
            *LATEST,
            postgresql_include=["usual_until"],
            postgresql_where=OPEN,
        ),
        Index(
            "ix_applications_pair_stage_late",
            "strand",
            "area",
            "stage",
            *LATEST,
            postgresql_include=["usual_until"],
            postgresql_where=OPEN,
        ),
        Index("ix_applications_unowned", *LATEST, postgresql_where=UNOWNED),
        Index("ix_applications_ended", "strand", "stage", "stage_since", "id"),
        Index("ix_applications_owner", "owner_id", *ORDER, postgresql_where=text("owner_id IS NOT NULL")),
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
    pipeline_version: Mapped[int] = mapped_column(default=0, server_default="0")
    waits_on: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    usual_days: Mapped[int | None]
    longest_days: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    is_ours: Mapped[bool | None] = mapped_column(Computed("'coordinator' = ANY (waits_on)", persisted=True))
    usual_until: Mapped[date | None] = mapped_column(Computed(f"{CAME_ON} + usual_days", persisted=True))
    longest_until: Mapped[date | None] = mapped_column(
        Computed(f"COALESCE({CAME_ON} + longest_days, {NEVER})", persisted=True)
    )
    needs_adjustments: Mapped[bool | None] = mapped_column(
        Computed("COALESCE(answers -> 'adjustments' ->> 'needed' = 'yes', false)", persisted=True)
    )
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    owner: Mapped[Account | None] = relationship(foreign_keys=[owner_id])
    unit: Mapped[Unit | None] = relationship()
    opening: Mapped[Opening | None] = relationship()
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

    def move_to(self, stage: Stage, *, by: int | None, at: datetime, reason: str | None = None) -> "StageChange":
        """The only line that sets a stage; it always leaves a dated change behind."""
        change = StageChange(from_stage=self.stage, to_stage=stage.code, at=at, by_account_id=by, reason=reason)
        self.changes.append(change)
        self.stage, self.stage_since = stage.code, at
        self.stand(stage, (stage.waiting_on,))
        return change

    def stand(self, stage: Stage, waits_on: Iterable[Party], *, decision_due: bool = False) -> None:
        """Keep who has to act now, and the days of the stage it stands at."""
        self.waits_on = [] if stage.is_final else [party.value for party in waits_on]
        self.usual_days, self.longest_days = stage.usual_days, stage.longest_days
        self.decision_due = decision_due


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
