"""What volunteers say of their own time: the usual times of their week, their day job, and days that are different."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.availability.rules import TimeKind
from volunteers.extensions import Model, words


class Statement(Model):
    """That a volunteer said something of their time, and when they last did. One for each; the lock of all the rest."""

    __tablename__ = "availabilities"
    __table_args__ = (CheckConstraint("job_minutes BETWEEN 0 AND 10080", name="job_within_a_week"),)

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), primary_key=True)
    job_minutes: Mapped[int] = mapped_column(default=0)  # a week, for a job without fixed times
    said_at: Mapped[datetime]


class TimeOfWeek(Model):
    """A time of every week, in minutes since Monday 00:00 in London; never two of a kind that begin together."""

    __tablename__ = "times_of_week"
    __table_args__ = (
        CheckConstraint("starts >= 0 AND starts < 10080", name="begins_in_the_week"),
        CheckConstraint("ends > starts AND ends <= starts + 10080", name="ends_after_it_starts"),
    )

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("availabilities.volunteer_id"), primary_key=True)
    kind: Mapped[TimeKind] = mapped_column(words(TimeKind), primary_key=True)
    starts: Mapped[int] = mapped_column(primary_key=True)
    ends: Mapped[int]


class SpecialDays(Model):
    """Days, both included, on which a volunteer is away, or can although they usually cannot."""

    __tablename__ = "special_days"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="last_day"),
        Index(None, "volunteer_id", "last_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("availabilities.volunteer_id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    is_away: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")  # for coordinators only
    said_at: Mapped[datetime]
