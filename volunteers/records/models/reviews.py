"""Reviews of how someone's service goes, and thanks for their years."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model
from volunteers.people.models import Account, Volunteer


class Review(Model):
    """One review, written by a supervisor or coordinator and agreed to by the volunteer with words of their own.

    ``account_id`` is the volunteer's own account: nobody reviews themselves. Once both agreed the row is never changed:
    a trigger refuses it. ``version`` counts changes, so that nobody agrees to what they did not read.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("written_by_id <> account_id", name="not_by_oneself"),
        CheckConstraint("next_due_on > held_on", name="next_after_this"),
        Index(None, "volunteer_id", "strand", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    strand: Mapped[str]
    held_on: Mapped[date]
    went_well: Mapped[str]
    what_next: Mapped[str]
    next_due_on: Mapped[date]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]
    own_words: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    volunteer: Mapped[Volunteer] = relationship()
    written_by: Mapped[Account] = relationship(foreign_keys=[written_by_id])


class Thanks(Model):
    """That a volunteer was thanked for so many years of service in a strand: once."""

    __tablename__ = "milestone_thanks"

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), primary_key=True)
    strand: Mapped[str] = mapped_column(primary_key=True)
    years: Mapped[int] = mapped_column(primary_key=True)
    reached_on: Mapped[date]
    thanked_at: Mapped[datetime]
