"""How someone serves, by date: leave, restrictions and suspensions, ranks, postings, and warnings before moving on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.people.rules.serving import StatusKind
from volunteers.places.models import Unit


class ServiceStatus(Model):
    """A time, both days included or without end, in which someone serves in another way than usual.

    No row says the usual, active. A row is never changed: one that was wrong, or is cut short, is replaced by new ones,
    and what stands is what nobody replaced. The words of the reason are kept as they were chosen.
    """

    __tablename__ = "service_statuses"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="in_order"),
        CheckConstraint("(replaced_at IS NULL) = (replaced_by_id IS NULL)", name="replaced_by_someone"),
        ExcludeConstraint(
            ("service_period_id", "="),
            (text("daterange(from_on, until_on, '[]')"), "&&"),
            name="ex_service_statuses_one_at_a_time",
            where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_period_id: Mapped[int] = mapped_column(ForeignKey("service_periods.id"), index=True)
    status: Mapped[StatusKind] = mapped_column(words(StatusKind))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason_code: Mapped[str | None]
    reason_words: Mapped[str | None]
    limits: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    replaced_at: Mapped[datetime | None]


class RankPeriod(Model):
    """The rank held from a date, until the next one begins; ``ServicePeriod.rank`` is the one held now."""

    __tablename__ = "rank_periods"
    __table_args__ = (UniqueConstraint("service_period_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_period_id: Mapped[int] = mapped_column(ForeignKey("service_periods.id"))
    rank: Mapped[str | None]
    from_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]


class PostingPeriod(Model):
    """Where someone serves from a date, until the next one begins; ``ServicePeriod`` has where they serve now.

    Who never moved has none: their service has been where it is now from its first day.
    """

    __tablename__ = "posting_periods"
    __table_args__ = (UniqueConstraint("service_period_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_period_id: Mapped[int] = mapped_column(ForeignKey("service_periods.id"))
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id))
    from_on: Mapped[date]
    reason_code: Mapped[str | None]
    reason_words: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]


class MovingOnWarning(Model):
    """That a cadet, and those who look after them, were told so many days before that they turn 18."""

    __tablename__ = "moving_on_warnings"

    service_period_id: Mapped[int] = mapped_column(ForeignKey("service_periods.id"), primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True)
    warned_at: Mapped[datetime]
