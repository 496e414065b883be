"""Parents and guardians of young applicants, what they answered, who rang them, and the health form they fill in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.guardians.rules import CallOutcome, Purpose
from volunteers.people.models import Account

CURRENT = text("ended_at IS NULL")


class Guardian(Model):
    """One parent or guardian whom a young person named on one application. ``place`` is 1 for the one who is asked.

    One who is replaced stays, ended, with what they had answered. ``mailbox`` is the address in its one form for
    comparing. ``until_on`` is the young person's 18th birthday, from which on nothing more is shown or sent.
    ``undisclosed_at`` marks someone who must not be told anything: that beats every answer of theirs.
    """

    __tablename__ = "guardians"
    __table_args__ = (
        Index(
            "uq_guardians_current", "application_id", "place", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
        Index(None, "application_id"),
        Index(None, "account_id"),
        Index(None, "mailbox"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    place: Mapped[int]
    young_person: Mapped[str]
    until_on: Mapped[date | None]
    name: Mapped[str]
    email: Mapped[str]
    mailbox: Mapped[str]
    phone: Mapped[str]
    relation: Mapped[str]
    named_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    undisclosed_at: Mapped[datetime | None]
    undisclosed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undisclosed_reason: Mapped[str | None]
    answers: Mapped[list["GuardianConsent"]] = relationship(order_by="GuardianConsent.id")
    calls: Mapped[list["GuardianCall"]] = relationship(order_by="GuardianCall.id")


class GuardianConsent(Model):
    """One answer to one purpose, on one version of the words. A later one takes its place; none is ever changed."""

    __tablename__ = "guardian_consents"
    __table_args__ = (Index(None, "guardian_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardians.id"))
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    is_yes: Mapped[bool]
    wording: Mapped[int]
    at: Mapped[datetime]


class GuardianCall(Model):
    """A coordinator's call: who rang, when, where the number came from, and what it came to."""

    __tablename__ = "guardian_calls"
    __table_args__ = (Index(None, "guardian_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardians.id"))
    by_account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    outcome: Mapped[CallOutcome] = mapped_column(words(CallOutcome))
    number_source: Mapped[str]
    note: Mapped[str]
    by: Mapped[Account] = relationship()


class HealthForm(Model):
    """The health and permission form of one application, sealed; kept as it is written, and sent once it is whole."""

    __tablename__ = "health_forms"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardians.id"))
    sealed: Mapped[bytes]
    saved_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"health_forms.{self.application_id}"
