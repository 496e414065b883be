"""Bookings on and off as they were said, who did not come, and who was looked for because nobody booked them off."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.attendance.rules import BookingOutcome, BookingSource, BookingWhat
from volunteers.extensions import Model, words

__all__ = ["Absence", "BookingOutcome", "BookingSource", "BookingWhat", "DutyBooking", "WelfareCheck"]


class DutyBooking(Model):
    """One thing that was said of when somebody came or went: never changed, only settled anew with the others.

    ``at`` is the moment that counts, None where a correction says that there was none. A telephone says it by its own
    clock (``device_at``) and what that clock showed when it sent (``sent_at``): where that is wrong by more than two
    minutes, ``at`` is put right by ``skew_seconds``. What stands of all entries is in ``rosters.models.Attendance``.
    """

    __tablename__ = "attendance_bookings"
    __table_args__ = (
        UniqueConstraint("sign_up_id", "key", name="uq_attendance_bookings_key"),
        CheckConstraint("at IS NOT NULL OR what IN ('on_corrected', 'off_corrected')", name="says_when"),
        CheckConstraint("what NOT IN ('on_corrected', 'off_corrected') OR reason <> ''", name="corrected_for_a_reason"),
        CheckConstraint("(device_at IS NULL) = (sent_at IS NULL)", name="both_times_of_the_device"),
        Index(None, "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    what: Mapped[BookingWhat] = mapped_column(words(BookingWhat))
    at: Mapped[datetime | None]
    source: Mapped[BookingSource] = mapped_column(words(BookingSource))
    device_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    skew_seconds: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    key: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[BookingOutcome] = mapped_column(words(BookingOutcome))
    outcome_words: Mapped[str] = mapped_column(default="")


class Absence(Model):
    """Someone who had a place on a duty and did not come, and why. Ended when they came after all."""

    __tablename__ = "absences"
    __table_args__ = (
        Index("uq_absences_open", "sign_up_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index(None, "sign_up_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    reason_code: Mapped[str]
    reason: Mapped[str]  # its words as they were
    note: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class WelfareCheck(Model):
    """Somebody whom nobody booked off after a duty: who was told when, and that they were found safe."""

    __tablename__ = "welfare_checks"
    __table_args__ = (CheckConstraint("(safe_at IS NULL) = (safe_by_id IS NULL)", name="found_by_someone"),)

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    told_at: Mapped[datetime]  # the leader of the duty, or those in charge where it has none
    told_leader: Mapped[bool]
    escalated_at: Mapped[datetime | None]  # those in charge, for the leader did not answer
    safe_at: Mapped[datetime | None]
    safe_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    safe_words: Mapped[str] = mapped_column(default="")
