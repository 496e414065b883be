"""Duties, the posts on them, and what was changed of a duty once volunteers knew of it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.places.models import Unit
from volunteers.rosters.rules import DutyState, Giving

if TYPE_CHECKING:
    from volunteers.rosters.models.places import SignUp


class Duty(Model):
    """Work for volunteers of one strand at one time and place.

    ``version`` goes up when something that those on it must know of is changed. ``series_on`` is the day of its series
    that it stands for, wherever it was moved since: so no series makes the same duty twice.
    """

    __tablename__ = "duties"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("sign_up_until <= starts_at", name="sign_up_until"),
        CheckConstraint("minimum_to_run > 0", name="minimum_to_run"),
        CheckConstraint("adults >= 0", name="adults"),
        CheckConstraint("(series_id IS NULL) = (series_on IS NULL)", name="day_of_series"),
        UniqueConstraint("series_id", "series_on", name="uq_duties_series_id_series_on"),
        Index("ix_duties_upcoming", "strand", "starts_at", "id"),
        Index(None, "starts_at"),
        Index(None, "event_id"),
        Index(None, "leader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    is_unit_only: Mapped[bool] = mapped_column(default=False)  # only for those posted to the unit
    title: Mapped[str]
    kind: Mapped[str | None]  # one of the strand's kinds of duty; None for a duty from before there were kinds
    meeting_place: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    map_reference: Mapped[str | None]  # an Ordnance Survey grid reference
    briefing: Mapped[str] = mapped_column(default="")
    risk_assessment: Mapped[str] = mapped_column(default="")
    must_accept: Mapped[bool] = mapped_column(default=False)  # whoever takes a place says that they have read both
    plan_priority: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    sign_up_until: Mapped[datetime | None]  # None: until it starts
    giving: Mapped[Giving] = mapped_column(words(Giving), default=Giving.FIRST_COME)
    minimum_to_run: Mapped[int | None]  # None: the strand's smallest team
    needs_independent: Mapped[bool] = mapped_column(default=False)  # someone on it may be on duty alone
    adults: Mapped[int | None]  # adult leaders who will be there, where the strand asks for them
    state: Mapped[DutyState] = mapped_column(words(DutyState))
    version: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("duty_series.id"))
    series_on: Mapped[date | None]
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))  # one of those on it
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    unit: Mapped[Unit | None] = relationship()
    posts: Mapped[list["Post"]] = relationship(back_populates="duty", order_by="Post.id")
    sign_ups: Mapped[list["SignUp"]] = relationship(back_populates="duty", order_by="SignUp.id")


class Post(Model):
    """A number of like places on a duty. ``taken`` is raised by a guarded update, so it never passes ``places``.

    A place that is being offered to someone who waits counts as taken until they answer or the time for it is over.
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= places", name="taken_within_places"),
        Index(None, "duty_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    name: Mapped[str]
    needs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    grades: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    duty: Mapped[Duty] = relationship(back_populates="posts")

    @property
    def free(self) -> int:
        return self.places - self.taken


class DutyChange(Model):
    """What was changed of a published duty, in the sentences that those on it were told; never changed itself."""

    __tablename__ = "duty_changes"
    __table_args__ = (UniqueConstraint("duty_id", "version", name="uq_duty_changes_duty_id_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    version: Mapped[int]  # the duty's, since the change
    sentences: Mapped[list[str]] = mapped_column(ARRAY(Text))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
