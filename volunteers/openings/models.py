"""Openings with their windows and intakes, and who asked to be told of the next one."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.openings.rules import OpeningState, Window, state_on
from volunteers.places.models import Unit

__all__ = ["Interest", "InterestTally", "Opening", "Tallied"]


class Opening(Model):
    """A window in which applications to a strand are taken, for one unit or role or for all of them.

    ``taken`` is raised by a guarded update, so it never passes ``places``. ``starts_on`` is the intake: the day on
    which the age of a cadet is judged. At most one opening of a strand, unit and role is there on any day.
    """

    __tablename__ = "openings"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        CheckConstraint("places > 0", name="places_above_zero"),
        CheckConstraint("taken >= 0 AND (places IS NULL OR taken <= places)", name="taken_within_places"),
        ExcludeConstraint(
            ("strand", "="),
            (func.coalesce(text("unit_id"), 0), "="),
            (func.coalesce(text("role"), ""), "="),
            (func.daterange(text("opens_on"), text("closes_on"), "[]"), "&&"),
            name="ex_openings_one_at_a_time",
            where=text("ended_at IS NULL"),
        ),
        Index(None, "closes_on", "strand"),
        Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str | None]
    title: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    places: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    orientation_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    unit: Mapped[Unit | None] = relationship()

    @property
    def window(self) -> Window:
        return Window(self.opens_on, self.closes_on, self.ended_at is not None)

    def state_on(self, on: date) -> OpeningState:
        """How it stands on a London date."""
        return state_on(on, self.window, places=self.places, taken=self.taken)


class Interest(Model):
    """An e-mail address to be told, once, when what it asked for opens. One row for each address and wish."""

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("email", "strand", "unit_id", "role", postgresql_nulls_not_distinct=True),
        Index("ix_interests_untold", "strand", "unit_id", postgresql_where=text("told_at IS NULL")),
        Index(None, "last_contact_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    strand: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str | None]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    last_contact_at: Mapped[datetime]


class Tallied(StrEnum):
    """What became of a wish on a day. Asking again changes nothing; it is tallied so that it is as much work."""

    REGISTERED = "registered"
    ASKED_AGAIN = "asked_again"
    TOLD = "told"
    LEFT = "left"


class InterestTally(Model):
    """That someone asked to be told, was told, or waits no longer: without a name, so that it may be counted for ever.

    Addresses are erased in time; how many waited in a month must not change with it.
    """

    __tablename__ = "interest_tallies"

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    unit_id: Mapped[int | None]
    tallied_on: Mapped[date]
    what: Mapped[Tallied] = mapped_column(words(Tallied))
