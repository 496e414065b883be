"""Support volunteers placed in roles, how many are wanted in each, and the journeys of drivers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.placements.rules import Vehicle


class Placement(Model):
    """Someone in a role at a unit, on the terms agreed, from a day until another (both included) or open.

    ``contact`` is the name of who looks after them there, and ``contact_id`` that person's account where they have one.
    ``powers_on`` and ``powers_reference`` say when the chief constable gave the powers of the role.
    """

    __tablename__ = "placements"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="until_after_from"),
        CheckConstraint("hours > 0", name="some_hours"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_someone"),
        CheckConstraint("(powers_on IS NULL) = (powers_reference = '')", name="powers_with_reference"),
        ExcludeConstraint(
            ("volunteer_id", "="),
            ("role", "="),
            (text("daterange(from_on, until_on, '[]')"), "&&"),
            name="ex_placements_one_of_a_role",
        ),
        Index(None, "role", "area"),
        Index(None, "contact_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    role: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    area: Mapped[str]
    contact: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    days: Mapped[str]
    hours: Mapped[int]
    powers_on: Mapped[date | None]
    powers_reference: Mapped[str] = mapped_column(default="")
    end_reason: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    placed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    def runs_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class RoleWanted(Model):
    """How many are wanted in a role in an area."""

    __tablename__ = "roles_wanted"
    __table_args__ = (CheckConstraint("wanted >= 0", name="not_below_nothing"),)

    role: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    wanted: Mapped[int]


class Journey(Model):
    """One journey of a driver. ``removed_at`` says that it was written down by mistake."""

    __tablename__ = "journeys"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("miles_tenths > 0", name="some_miles"),
        CheckConstraint("odometer_end >= odometer_start", name="odometer_forward"),
        CheckConstraint("(vehicle = 'police') = (fleet_number <> '')", name="fleet_number"),
        ExcludeConstraint(
            ("volunteer_id", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_journeys_one_at_a_time",
            where=text("removed_at IS NULL"),
        ),
        Index(None, "placement_id", "starts_at"),
        Index("ix_journeys_fleet_number", "fleet_number", "starts_at", postgresql_where=text("removed_at IS NULL")),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    from_place: Mapped[str]
    to_place: Mapped[str]
    vehicle: Mapped[Vehicle] = mapped_column(words(Vehicle))
    fleet_number: Mapped[str] = mapped_column(default="")
    odometer_start: Mapped[int | None]
    odometer_end: Mapped[int | None]
    miles_tenths: Mapped[int]
    is_usual: Mapped[bool]  # within the times in which drivers are usually wanted
    logged_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
