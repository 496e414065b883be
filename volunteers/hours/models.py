"""Stretches of work, the ledger of their minutes, and the sums that the database keeps of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.hours.rules.ledger import HoursBasis, HoursStep
from volunteers.strands.rules import HoursKind


class Stint(Model):
    """One stretch of a volunteer's work; no two of a person overlap, but for those that were voided.

    What it counts as and whose time it was is what holds now; the entries say what held before. The minutes of each
    step are the sums of its entries: a trigger keeps them, and nobody else writes them.
    """

    __tablename__ = "stints"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        ExcludeConstraint(
            ("volunteer_id", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_stints_one_at_a_time",
            where=text("voided_at IS NULL"),
        ),
        Index(None, "volunteer_id", "starts_at"),
        Index(None, "unit_id"),
        Index(
            "ix_stints_to_certify",
            "strand",
            "area",
            "starts_at",
            postgresql_where=text("certified <> booked + claimed + adjusted"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"), unique=True)
    what: Mapped[str]
    kind: Mapped[HoursKind] = mapped_column(words(HoursKind))
    basis: Mapped[HoursBasis] = mapped_column(words(HoursBasis), default=HoursBasis.OWN_TIME)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    booked: Mapped[int] = mapped_column(default=0)
    claimed: Mapped[int] = mapped_column(default=0)
    adjusted: Mapped[int] = mapped_column(default=0)
    certified: Mapped[int] = mapped_column(default=0)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))  # who booked or claimed it
    voided_at: Mapped[datetime | None]
    void_words: Mapped[str] = mapped_column(default="")

    @property
    def counted(self) -> int:
        return self.booked + self.claimed + self.adjusted

    @property
    def is_certified(self) -> bool:
        """Whether what counts now is what someone certified."""
        return self.voided_at is None and self.certified == self.counted and bool(self.certified)


class HoursEntry(Model):
    """So many minutes more, or fewer, of one step of a stint. The database refuses to change one or take one out."""

    __tablename__ = "hours_entries"
    __table_args__ = (
        CheckConstraint("EXTRACT(day FROM month) = 1", name="first_of_a_month"),
        CheckConstraint("step <> 'adjusted' OR reason <> ''", name="adjusted_for_a_reason"),
        Index(None, "stint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stint_id: Mapped[int] = mapped_column(ForeignKey("stints.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    month: Mapped[date]  # the first of the London month in which the stint began
    kind: Mapped[HoursKind] = mapped_column(words(HoursKind))
    basis: Mapped[HoursBasis] = mapped_column(words(HoursBasis))
    step: Mapped[HoursStep] = mapped_column(words(HoursStep))
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
    key: Mapped[str] = mapped_column(unique=True)


class HoursTotal(Model):
    """The sums of all entries of a volunteer in one unit, month, kind and basis, kept by the database as they come."""

    __tablename__ = "hours_totals"
    __table_args__ = (
        UniqueConstraint(
            "volunteer_id",
            "month",
            "strand",
            "area",
            "unit_id",
            "kind",
            "basis",
            name="uq_hours_totals_place",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "month", "strand", "area"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    month: Mapped[date]
    kind: Mapped[HoursKind] = mapped_column(words(HoursKind))
    basis: Mapped[HoursBasis] = mapped_column(words(HoursBasis))
    booked: Mapped[int]
    claimed: Mapped[int]
    adjusted: Mapped[int]
    certified: Mapped[int]
