"""How many people a unit needs on duty and when, and of which short duties staff were told."""

from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model
from volunteers.places.models import Unit
from volunteers.rosters.rules.cover import CoverNeed


class CoverRule(Model):
    """At least so many people of a strand on duty at a unit, on days of the week between two times in London.

    One that was taken off the list is kept with the moment it ended.
    """

    __tablename__ = "cover_rules"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("cardinality(weekdays) BETWEEN 1 AND 7", name="weekdays"),
        Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))  # Monday is 0
    starts: Mapped[time]
    ends: Mapped[time]  # not after the start: on the next day
    people: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    unit: Mapped[Unit] = relationship()

    @property
    def need(self) -> CoverNeed:
        return CoverNeed(frozenset(self.weekdays), self.starts, self.ends, self.people)


class ShortDutyAlert(Model):
    """That staff were told of a duty that is short of people: once, however often the job runs."""

    __tablename__ = "short_duty_alerts"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    told_at: Mapped[datetime]
