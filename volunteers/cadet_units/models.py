"""Forms for events of cadet units, and the register of each night."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.cadet_units.rules import PermissionState
from volunteers.extensions import Model, words
from volunteers.rosters.models import Duty


class EventPermission(Model):
    """The health and permission form of one cadet for one night or event.

    ``until_on`` is the last day on which it covers other evenings like that one. ``sealed`` is what the guardian wrote,
    ``paper_kept`` where the leaders keep a form that came on paper. The link is one of ``links``, to this row.
    """

    __tablename__ = "event_permissions"
    __table_args__ = (
        UniqueConstraint("duty_id", "volunteer_id", name="uq_event_permissions_duty_id_volunteer_id"),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        Index(None, "volunteer_id"),
        Index("ix_event_permissions_open", "duty_id", postgresql_where=text("state = 'asked'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    guardian_id: Mapped[int | None] = mapped_column(ForeignKey("guardians.id"))
    state: Mapped[PermissionState] = mapped_column(words(PermissionState))
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    until_on: Mapped[date | None]
    may_go_home_alone: Mapped[bool | None]
    photographs: Mapped[bool | None]
    paper_kept: Mapped[str | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    sealed: Mapped[bytes | None]
    duty: Mapped[Duty] = relationship()

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"event_permissions.{self.id}"


class NightRegister(Model):
    """That a night's register was taken. ``version`` goes up each time it is saved."""

    __tablename__ = "night_registers"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)


class AdultPresent(Model):
    """An adult who was there, and from when until when; nobody who still is has an end."""

    __tablename__ = "adults_present"
    __table_args__ = (
        CheckConstraint("left_at > came_at", name="left_after_coming"),
        Index(None, "duty_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("night_registers.duty_id"))
    name: Mapped[str]
    role: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class CadetPresent(Model):
    """A cadet on the register: there from when until when and who collected them, or not there and why."""

    __tablename__ = "cadets_present"
    __table_args__ = (
        CheckConstraint("left_at > came_at", name="left_after_coming"),
        CheckConstraint("(came_at IS NULL) = (absence IS NOT NULL)", name="there_or_not"),
        Index(None, "duty_id"),
    )

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("night_registers.duty_id"))
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    absence: Mapped[str | None]
    collected_by: Mapped[str] = mapped_column(default="")
