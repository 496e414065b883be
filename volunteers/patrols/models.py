"""Tutors of Special Constables who learn, and how their patrols went."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class Tutorship(Model):
    """Someone is a learner's tutor from a day on, until the day another takes over or it ends."""

    __tablename__ = "tutorships"
    __table_args__ = (
        CheckConstraint("learner_id <> tutor_id", name="not_oneself"),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        Index("uq_tutorships_current", "learner_id", unique=True, postgresql_where=text("until_on IS NULL")),
        Index(None, "tutor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    tutor_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime]


class PatrolReport(Model):
    """How a learner's patrol went: what they wrote, and what the one who was with them says.

    ``grade`` is the learner's patrol status on the day of the duty.
    """

    __tablename__ = "patrol_reports"
    __table_args__ = (
        CheckConstraint("learner_id <> companion_id", name="not_oneself"),
        CheckConstraint("(agreed_at IS NULL) = (comment IS NULL)", name="agreed_with_a_comment"),
        Index(None, "learner_id"),
        Index("ix_patrol_reports_waiting", "companion_id", postgresql_where=text("agreed_at IS NULL")),
    )

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    companion_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    grade: Mapped[str]
    reflection: Mapped[str]
    written_at: Mapped[datetime]
    comment: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
