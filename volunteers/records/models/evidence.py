"""Evidence that a volunteer has shown a skill, its signature, and taking a signature out of the count."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Account, Volunteer
from volunteers.records.rules import EvidenceState


class Evidence(Model):
    """One time that a volunteer showed a skill, as they or the officer beside them wrote it down.

    ``account_id`` is the volunteer's own account, so that the database can refuse their own signature. Once signed the
    row is never changed: a trigger refuses it. ``version`` counts changes, so that nobody signs what they did not read.
    """

    __tablename__ = "skill_evidence"
    __table_args__ = (
        CheckConstraint("signed_by_id <> account_id AND signer_id <> account_id", name="not_by_oneself"),
        CheckConstraint(
            "(state = 'signed') = (signed_by_id IS NOT NULL) AND (signed_by_id IS NULL) = (signed_at IS NULL)",
            name="signed_whole",
        ),
        Index(None, "volunteer_id", "strand", "skill"),
        Index("ix_skill_evidence_waiting", "signer_id", "sent_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    strand: Mapped[str]
    skill: Mapped[str]
    duty_on: Mapped[date]
    what: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    incident: Mapped[str] = mapped_column(default="")
    signer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime]
    state: Mapped[EvidenceState] = mapped_column(words(EvidenceState), default=EvidenceState.WAITING)
    sent_back_words: Mapped[str | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    volunteer: Mapped[Volunteer] = relationship()
    signer: Mapped[Account] = relationship(foreign_keys=[signer_id])
    withdrawal: Mapped["Withdrawal | None"] = relationship()


class Withdrawal(Model):
    """That a signed piece no longer counts, who said so and why. The piece itself stays as it was signed."""

    __tablename__ = "evidence_withdrawals"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("skill_evidence.id"), primary_key=True)
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class SigningReminder(Model):
    """That a signer was reminded in a week, by its Monday, of what waits for their signature."""

    __tablename__ = "signing_reminders"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    week_on: Mapped[date] = mapped_column(primary_key=True)
    reminded_at: Mapped[datetime]
