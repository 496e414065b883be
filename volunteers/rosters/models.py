"""Duties, the posts on them, who signed up, and who was there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Volunteer
from volunteers.places.models import Unit
from volunteers.rosters.rules import DutyState, SignUpState

__all__ = ["Attendance", "Duty", "DutyState", "Post", "SignUp", "SignUpState"]


class Duty(Model):
    """Work for volunteers of one strand at one time and place."""

    __tablename__ = "duties"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        Index("ix_duties_upcoming", "strand", "starts_at", "id"),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    title: Mapped[str]
    meeting_place: Mapped[str]
    briefing: Mapped[str] = mapped_column(default="")
    plan_priority: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[DutyState] = mapped_column(words(DutyState))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    unit: Mapped[Unit | None] = relationship()
    posts: Mapped[list["Post"]] = relationship(back_populates="duty", order_by="Post.id")
    sign_ups: Mapped[list["SignUp"]] = relationship(back_populates="duty", order_by="SignUp.id")


class Post(Model):
    """A number of like places on a duty. ``taken`` is raised by a guarded update, so it never passes ``places``."""

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


class SignUp(Model):
    """A volunteer on a duty. ``during`` repeats the duty's time so that the database itself refuses a clash."""

    __tablename__ = "sign_ups"
    __table_args__ = (
        ExcludeConstraint(
            ("volunteer_id", "="),
            ("during", "&&"),
            name="ex_sign_ups_one_duty_at_a_time",
            where=text("state = 'confirmed'"),
        ),
        Index(
            "uq_sign_ups_confirmed",
            "duty_id",
            "volunteer_id",
            unique=True,
            postgresql_where=text("state = 'confirmed'"),
        ),
        Index(None, "volunteer_id", "duty_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    state: Mapped[SignUpState] = mapped_column(words(SignUpState))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    signed_up_at: Mapped[datetime]
    signed_up_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    duty: Mapped[Duty] = relationship(back_populates="sign_ups")
    post: Mapped[Post] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
    attendance: Mapped["Attendance | None"] = relationship(back_populates="sign_up")


class Attendance(Model):
    """When a volunteer booked on and off. ``minutes`` is elapsed time, so it is right across a clock change."""

    __tablename__ = "attendances"
    __table_args__ = (
        CheckConstraint("booked_off_at > booked_on_at", name="off_after_on"),
        Index(None, "booked_on_at"),
        Index(None, "volunteer_id", "booked_on_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), unique=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    strand: Mapped[str]
    area: Mapped[str]
    booked_on_at: Mapped[datetime]
    booked_off_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sign_up: Mapped[SignUp] = relationship(back_populates="attendance")
