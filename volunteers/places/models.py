"""Units: the station teams, cadet units, schemes and sites that volunteers belong to, each in one area of the force."""

from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words


class UnitKind(StrEnum):
    STATION = "station"
    CADET_UNIT = "cadet_unit"
    SCHEME = "scheme"


class Unit(Model):
    """A place volunteers serve from. ``area`` is a code of the force file; without a strand it serves all of them.

    ``latitude`` and ``longitude`` are degrees of WGS84, both or neither; a town's stand for a unit without a house.
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
