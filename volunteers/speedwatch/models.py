"""SpeedWatch sessions with their returns, the devices of schemes, and thresholds that the force sets for one scheme."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.places.models import Site
from volunteers.rosters.models import Duty
from volunteers.speedwatch.rules.sessions import Direction, Weather


class Device(Model):
    """What a scheme measures with. ``calibrated_until`` is the last day on which its calibration holds."""

    __tablename__ = "speedwatch_devices"
    __table_args__ = (
        Index("uq_speedwatch_devices_serial", "serial", unique=True, postgresql_where=text("retired_at IS NULL")),
        Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    make: Mapped[str]
    serial: Mapped[str]
    calibrated_until: Mapped[date]
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kept_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class SchemeThreshold(Model):
    """The lowest speed a scheme notes on a road of a limit, where the force has set another than its usual one."""

    __tablename__ = "speedwatch_thresholds"
    __table_args__ = (CheckConstraint("threshold > speed_limit", name="above_limit"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    speed_limit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    threshold: Mapped[int]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime]


class RoadsideSession(Model):
    """What a duty at the roadside is beside a duty: its site, and the return that is made of it.

    ``speed_limit`` and ``threshold`` are those of the day it was planned. ``draft`` is the return as far as it was
    typed, sealed; it is gone once the return is sent, the session closed, or its time is over. Of what was sent the
    vehicles are rows of their own. ``outcomes`` counts what the police did, by the codes of the force file.
    """

    __tablename__ = "speedwatch_sessions"
    __table_args__ = (
        CheckConstraint("returned_at IS NULL OR not_run_at IS NULL", name="ended_once"),
        CheckConstraint("draft IS NULL OR (returned_at IS NULL AND not_run_at IS NULL)", name="draft_is_open"),
        CheckConstraint("received_at IS NULL OR handed_over_at IS NOT NULL", name="received_after_hand_over"),
        CheckConstraint(
            "returned_at IS NULL OR (device_id IS NOT NULL AND stood_from < stood_until AND present > 0 "
            "AND counted >= recorded)",
            name="return_is_whole",
        ),
        Index(None, "site_id"),
        Index("ix_speedwatch_sessions_not_erased", "returned_at", postgresql_where=text("erased_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    direction: Mapped[Direction] = mapped_column(words(Direction))
    speed_limit: Mapped[int]
    threshold: Mapped[int]
    planned_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    planned_at: Mapped[datetime]
    called_off_for: Mapped[Weather | None] = mapped_column(words(Weather))
    draft: Mapped[bytes | None]
    draft_version: Mapped[int] = mapped_column(default=0)
    draft_at: Mapped[datetime | None]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("speedwatch_devices.id"))
    weather: Mapped[str] = mapped_column(default="")
    stood_from: Mapped[datetime | None]
    stood_until: Mapped[datetime | None]
    present: Mapped[int | None]
    counted: Mapped[int | None]
    recorded: Mapped[int | None]
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    not_run_at: Mapped[datetime | None]
    not_run_because: Mapped[str | None]
    warned_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    outcomes: Mapped[dict[str, Any] | None]
    duty: Mapped[Duty] = relationship()
    site: Mapped[Site] = relationship()

    @property
    def reference(self) -> str:
        """What the session is called outside this service."""
        return f"SW-{self.id:05d}"

    @property
    def draft_place(self) -> str:
        """Where its draft is sealed for."""
        return f"speedwatch_sessions.draft:{self.id}"


class SeenVehicle(Model):
    """A vehicle over the threshold. ``sealed`` is its registration, make and colour: None once they are erased."""

    __tablename__ = "speedwatch_vehicles"
    __table_args__ = (
        UniqueConstraint("session_id", "number", name="uq_speedwatch_vehicles_session_id_number"),
        CheckConstraint("speed > 0", name="speed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("speedwatch_sessions.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    speed: Mapped[int]
    sealed: Mapped[bytes | None]

    @property
    def place(self) -> str:
        """Where what is sealed of it is sealed for."""
        return f"speedwatch_vehicles.sealed:{self.session_id}/{self.number}"
