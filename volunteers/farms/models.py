"""Premises of Farm Watch members, what they see and are told, and property that was marked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Text

from volunteers.extensions import Model, words
from volunteers.farms.rules import Crime, LoanKind, Marking, VisitState
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty

KEPT = text("removed_at IS NULL")
UNTOLD = text("told_at IS NULL")
STILL_OPEN = text("state IN ('asked', 'planned')")


class FarmPremises(Model):
    """A holding at its exact point on the map. ``sealed_access`` tells officers how to get in, sealed for this row."""

    __tablename__ = "farm_premises"
    __table_args__ = (
        Index("uq_farm_premises_point", "volunteer_id", "reference", unique=True, postgresql_where=KEPT),
        Index(None, "area", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    area: Mapped[str]
    name: Mapped[str]
    kept: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    reference: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    holding_number: Mapped[str] = mapped_column(default="")
    ring: Mapped[str] = mapped_column(default="")
    sealed_access: Mapped[bytes | None]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    volunteer: Mapped[Volunteer] = relationship()

    @property
    def place(self) -> str:
        """What its notes are sealed for."""
        return f"farm_premises.{self.id}"


class FarmWish(Model):
    """Which alerts a member wants: these categories, within so many miles of their premises."""

    __tablename__ = "farm_wishes"
    __table_args__ = (CheckConstraint("miles > 0", name="miles"),)

    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), primary_key=True)
    crimes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    miles: Mapped[int]
    changed_at: Mapped[datetime]


class FarmReport(Model):
    """Something suspicious that a member saw. A vehicle is sealed for this row: staff alone read it."""

    __tablename__ = "farm_reports"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed"),
        Index(None, "area", "sent_at"),
        Index(None, "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    area: Mapped[str]
    crime: Mapped[Crime] = mapped_column(words(Crime))
    what: Mapped[str]
    seen_when: Mapped[str]
    seen_where: Mapped[str] = mapped_column(default="")
    reference: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    sealed_vehicle: Mapped[bytes | None]
    sent_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answer: Mapped[str] = mapped_column(default="")
    volunteer: Mapped[Volunteer] = relationship()

    @property
    def place(self) -> str:
        """What a vehicle is sealed for."""
        return f"farm_reports.{self.id}"


class FarmAlert(Model):
    """What members of an area are told, until ``ends_at`` or until it is stood down. It names no member."""

    __tablename__ = "farm_alerts"
    __table_args__ = (
        CheckConstraint("ends_at > sent_at", name="ends_later"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
        UniqueConstraint("report_id"),
        Index(None, "area", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("farm_reports.id"))
    area: Mapped[str]
    crime: Mapped[Crime] = mapped_column(words(Crime))
    title: Mapped[str]
    body: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    stood_down_at: Mapped[datetime | None]


class FarmUpdate(Model):
    """What came after an alert, for those who were told of it: found, or stood down."""

    __tablename__ = "farm_updates"
    __table_args__ = (Index(None, "alert_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("farm_alerts.id"))
    body: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]


class FarmTelling(Model):
    """A member who is told of an alert, or of an update of it: once. ``told_at`` is empty until the job has."""

    __tablename__ = "farm_tellings"
    __table_args__ = (
        UniqueConstraint("alert_id", "update_id", "volunteer_id", postgresql_nulls_not_distinct=True),
        Index("ix_farm_tellings_untold", "id", postgresql_where=UNTOLD),
        Index(None, "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("farm_alerts.id"))
    update_id: Mapped[int | None] = mapped_column(ForeignKey("farm_updates.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    told_at: Mapped[datetime | None]


class FarmReply(Model):
    """What a member answered to an alert: they saw it too. Staff alone read it."""

    __tablename__ = "farm_replies"
    __table_args__ = (Index(None, "alert_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("farm_alerts.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    body: Mapped[str]
    seen_when: Mapped[str]
    sent_at: Mapped[datetime]
    volunteer: Mapped[Volunteer] = relationship()


class FarmVisit(Model):
    """A visit to mark property: asked for, planned with a day and who goes, done."""

    __tablename__ = "farm_visits"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'cancelled') OR visit_on IS NOT NULL", name="planned"),
        Index("uq_farm_visits_open", "premises_id", unique=True, postgresql_where=STILL_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    premises_id: Mapped[int] = mapped_column(ForeignKey("farm_premises.id"))
    state: Mapped[VisitState] = mapped_column(words(VisitState))
    wanted: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    visit_on: Mapped[date | None]
    when_words: Mapped[str] = mapped_column(default="")
    who_goes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    premises: Mapped[FarmPremises] = relationship()


class MarkedItem(Model):
    """A thing on the register of property. Its mark is the only one like it in the force."""

    __tablename__ = "marked_items"
    __table_args__ = (
        Index("uq_marked_items_mark", func.lower(text("mark")), unique=True),
        Index("ix_marked_items_serial", func.lower(text("serial")), postgresql_where=text("serial <> ''")),
        Index(None, "premises_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    premises_id: Mapped[int] = mapped_column(ForeignKey("farm_premises.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("farm_visits.id"))
    kind: Mapped[str]
    make: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    marking: Mapped[Marking] = mapped_column(words(Marking))
    mark: Mapped[str]
    kept_where: Mapped[str] = mapped_column(default="")
    photograph: Mapped[str] = mapped_column(default="")
    marked_on: Mapped[date]
    stolen_on: Mapped[date | None]
    premises: Mapped[FarmPremises] = relationship()


class FarmNight(Model):
    """What a member says of a patrol night they were on: where, and what they saw; ``saw_something`` may be False."""

    __tablename__ = "farm_nights"
    __table_args__ = (UniqueConstraint("duty_id", "volunteer_id"), Index(None, "area", "sent_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    area: Mapped[str]
    where_words: Mapped[str]
    saw_something: Mapped[bool]
    what: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    volunteer: Mapped[Volunteer] = relationship()
    duty: Mapped[Duty] = relationship()


class FarmLoan(Model):
    """A thing of the loan kit, an alarm or a camera, that is or was out at premises."""

    __tablename__ = "farm_loans"
    __table_args__ = (
        CheckConstraint("due_on >= out_on", name="due_later"),
        CheckConstraint("back_on >= out_on", name="back_later"),
        Index("uq_farm_loans_out", func.lower(text("serial")), unique=True, postgresql_where=text("back_on IS NULL")),
        Index(None, "premises_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    premises_id: Mapped[int] = mapped_column(ForeignKey("farm_premises.id"))
    kind: Mapped[LoanKind] = mapped_column(words(LoanKind))
    serial: Mapped[str]
    out_on: Mapped[date]
    due_on: Mapped[date]
    back_on: Mapped[date | None]
    premises: Mapped[FarmPremises] = relationship()
