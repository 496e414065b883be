"""A volunteer and what they hold, each with the dates it holds between."""

from datetime import date, datetime

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models.accounts import Account
from volunteers.people.rules.serving import EndReason
from volunteers.places.models import Unit

__all__ = ["Clearance", "EndReason", "GradePeriod", "Qualification", "ServicePeriod", "Volunteer"]


class Volunteer(Model):
    """Someone cleared for duty. ``search_words`` is their name in small letters, kept by the database."""

    __tablename__ = "volunteers"
    __table_args__ = (
        Index(None, "last_name", "first_name", "id"),
        Index(
            "ix_volunteers_search",
            "search_words",
            postgresql_using="gin",
            postgresql_ops={"search_words": "gin_trgm_ops"},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), unique=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    birth_date: Mapped[date]
    created_at: Mapped[datetime]
    search_words: Mapped[str] = mapped_column(Computed("lower((first_name || ' '::text) || last_name)", persisted=True))
    account: Mapped[Account] = relationship()
    service: Mapped[list["ServicePeriod"]] = relationship(back_populates="volunteer")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class ServicePeriod(Model):
    """Service in one strand, from a date until another (not included), or still running; never two at once."""

    __tablename__ = "service_periods"
    __table_args__ = (
        ExcludeConstraint(
            ("volunteer_id", "="),
            ("strand", "="),
            (text("daterange(started_on, ended_on)"), "&&"),
            name="ex_service_periods_no_overlap",
        ),
        Index(None, "strand", "area", "started_on"),
        Index(None, "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id))
    rank: Mapped[str | None]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(words(EndReason))
    # The reason as it was chosen, own words beside it, and who wrote it down; unknown for what was brought in.
    end_code: Mapped[str | None]
    end_words: Mapped[str | None]
    end_note: Mapped[str | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    end_recorded_at: Mapped[datetime | None]
    # What a cadet who turns 18 was invited to go on to.
    moves_on_to: Mapped[str | None]
    volunteer: Mapped[Volunteer] = relationship(back_populates="service")


class GradePeriod(Model):
    """The grade (patrol status, for a Special) held in a strand from a date, until the next one begins."""

    __tablename__ = "grade_periods"
    __table_args__ = (Index(None, "volunteer_id", "strand", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    grade: Mapped[str]
    from_on: Mapped[date]
    evidence: Mapped[str | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime | None]


class Clearance(Model):
    """Vetting, a medical or another clearance, good from a date to a date (both included), or without end.

    Renewing one adds a row and leaves those before it. Who recorded it is known where it was renewed on a page.
    """

    __tablename__ = "clearances"
    __table_args__ = (
        Index(None, "volunteer_id"),
        Index("ix_clearances_until_on", "until_on", postgresql_where=text("until_on IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    code: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reference: Mapped[str | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime | None]


class Qualification(Model):
    """A skill someone holds between dates (both included): response driver, first aid, safety training.

    Ending one moves its last good day back and says why; one recorded by mistake ends the day before it began, so that
    it was good on no day. Who awarded it is known where it was recorded on a page.
    """

    __tablename__ = "qualifications"
    __table_args__ = (
        Index(None, "volunteer_id"),
        Index("ix_qualifications_until_on", "until_on", postgresql_where=text("until_on IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    code: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    evidence: Mapped[str | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    end_reason: Mapped[str | None]
