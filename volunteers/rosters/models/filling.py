"""Duties that are to be filled by computation, whom it proposed, and which places stayed empty."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Account, Volunteer
from volunteers.places.models import Unit
from volunteers.rosters.models.duties import Duty, Post
from volunteers.rosters.rules.filling import FillingState, Phase, PlaceState
from volunteers.rosters.solver.solution import Status

WORKING = "state IN ('waiting', 'running')"


class Filling(Model):
    """Duties of a strand and area between two days, both included, that are to be filled; one at work for each duty.

    ``attempts`` names the run that may write: one whose process died is begun anew once ``claimed_at`` is old.
    ``weight`` counts what was found, ``bound`` is proved: there cannot be more. ``weight_before`` is that of the places
    that were taken already. ``version`` goes up whenever something of the proposal is accepted or it is closed.
    """

    __tablename__ = "fillings"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="last_day"),
        CheckConstraint("seconds > 0", name="seconds"),
        CheckConstraint("(state IN ('ready', 'closed')) <= (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("(state = 'failed') = (failure <> '')", name="failed_for_a_reason"),
        CheckConstraint("filled >= 0 AND filled <= places", name="filled_within_places"),
        ExcludeConstraint(
            ("strand", "="),
            ("area", "="),
            # Without a unit it is about every unit: a range without ends meets each of them.
            (text("int4range(unit_id, unit_id, '[]')"), "&&"),
            (text("daterange(first_on, last_on, '[]')"), "&&"),
            name="ex_fillings_one_at_a_time",
            where=text(WORKING),
        ),
        Index("ix_fillings_working", "id", postgresql_where=text(WORKING)),
        Index(None, "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    seconds: Mapped[int]
    takes_unsaid: Mapped[bool]  # whoever never said when they can is taken to be able always
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    state: Mapped[FillingState] = mapped_column(words(FillingState), default=FillingState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    stop_asked: Mapped[bool] = mapped_column(default=False)
    failure: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase | None] = mapped_column(words(Phase))
    seconds_run: Mapped[float] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=0)
    bound: Mapped[int | None]
    weight_before: Mapped[int] = mapped_column(default=0)
    filled: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=0)
    volunteers: Mapped[int] = mapped_column(default=0)
    status: Mapped[Status | None] = mapped_column(words(Status))
    shortfall_hours: Mapped[float | None]
    kilometres: Mapped[float | None]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit | None] = relationship()
    asked_by: Mapped[Account] = relationship()


class FillingPlace(Model):
    """Someone who is proposed for a place. Hours are of the months the days lie in; kilometres are None where unknown.

    ``hours_before`` are those on record or planned without the proposal, ``hours_after`` with all of it. ``post_id`` is
    None once the post was taken off the duty.
    """

    __tablename__ = "filling_places"
    __table_args__ = (
        CheckConstraint("hours_before >= 0 AND hours_after >= hours_before", name="hours"),
        CheckConstraint("(state = 'refused') = (refusal <> '')", name="refused_for_a_reason"),
        CheckConstraint("(state = 'accepted') = (accepted_at IS NOT NULL)", name="accepted_at_a_time"),
        UniqueConstraint("filling_id", "duty_id", "volunteer_id", name="uq_filling_places_person"),
        Index(None, "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    filling_id: Mapped[int] = mapped_column(ForeignKey("fillings.id"))
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    state: Mapped[PlaceState] = mapped_column(words(PlaceState), default=PlaceState.PROPOSED)
    grade: Mapped[str | None]
    hours_before: Mapped[float]
    hours_after: Mapped[float]
    commitment_hours: Mapped[float]
    kilometres: Mapped[float | None]
    is_unsaid: Mapped[bool]  # they never said when they can
    refusal: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    duty: Mapped[Duty] = relationship()
    post: Mapped[Post | None] = relationship()
    volunteer: Mapped[Volunteer] = relationship()


class FillingGap(Model):
    """Places of a post that nobody was found for, with every reason, and those kept for who waits or asks for one.

    It goes with its post.
    """

    __tablename__ = "filling_gaps"
    __table_args__ = (CheckConstraint("places >= 0 AND promised >= 0 AND places + promised > 0", name="places"),)

    filling_id: Mapped[int] = mapped_column(ForeignKey("fillings.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    places: Mapped[int]
    promised: Mapped[int] = mapped_column(default=0)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    duty: Mapped[Duty] = relationship()
    post: Mapped[Post] = relationship()
