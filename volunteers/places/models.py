"""Units: the station teams, cadet units, schemes and sites that volunteers belong to, each in one area of the force."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.places.rules.distance import Position
from volunteers.places.rules.sites import SiteOutcome


class UnitKind(StrEnum):
    STATION = "station"
    CADET_UNIT = "cadet_unit"
    SCHEME = "scheme"


class Unit(Model):
    """A place volunteers serve from. ``area`` is a code of the force file; without a strand it serves all of them.

    ``latitude`` and ``longitude`` are degrees of WGS84, both or neither; a town's stand for a unit without a house. One
    that ended is offered for nothing new from that day on; what is there keeps it.
    """

    __tablename__ = "units"
    __table_args__ = (Index(None, "area", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[UnitKind] = mapped_column(words(UnitKind))
    strand: Mapped[str | None]
    area: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)

    @property
    def is_ended(self) -> bool:
        return self.ended_on is not None


class Scheme(Model):
    """What is known of a SpeedWatch scheme beside its unit: when it began to work, and when it ended.

    A scheme that was never started is forming: it looks for its team and its first site.
    """

    __tablename__ = "schemes"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    formed_at: Mapped[datetime]
    formed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    started_on: Mapped[date | None]


class Site(Model):
    """A place at the roadside where a scheme would measure speed. ``speed_limit`` is in miles an hour."""

    __tablename__ = "sites"
    __table_args__ = (CheckConstraint("speed_limit IN (20, 30, 40)", name="limit"), Index(None, "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    road: Mapped[str]
    place: Mapped[str]
    speed_limit: Mapped[int]
    named_at: Mapped[datetime]


class SiteAssessment(Model):
    """A risk assessment of a site; the newest one counts. ``valid_until`` is its last good day, None for a refusal."""

    __tablename__ = "site_assessments"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= assessed_on", name="in_order"),
        Index(None, "site_id", "assessed_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    outcome: Mapped[SiteOutcome] = mapped_column(words(SiteOutcome))
    assessed_on: Mapped[date]
    valid_until: Mapped[date | None]
    findings: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
