"""The warnings that something runs out, and the days on which coordinators were told how many."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.people.rules.lapses import HeldKind


class LapseWarning(Model):
    """One warning: what a volunteer holds, or a check of an applicant, runs out so many days on.

    ``subject_id`` is the volunteer or, for a check, the application, whose strand and area stand beside it.
    """

    __tablename__ = "lapse_warnings"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "code", "until_on", "days", name="uq_lapse_warnings_once"),
        Index(None, "warned_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[HeldKind] = mapped_column(words(HeldKind))
    subject_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    code: Mapped[str]
    until_on: Mapped[date]
    days: Mapped[int]
    strand: Mapped[str | None]
    area: Mapped[str | None]
    warned_at: Mapped[datetime]


class LapseDigest(Model):
    """That a coordinator was told, on a day, how much runs out in their strands and areas."""

    __tablename__ = "lapse_digests"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
