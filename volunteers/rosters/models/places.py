"""Who has a place on a duty, who asks for one or waits for one, who looks for someone in their place, who was there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Volunteer
from volunteers.rosters.models.duties import Duty, Post
from volunteers.rosters.rules import HandoverKind, HandoverState, SignUpState, WaitState


class SignUp(Model):
    """A volunteer on a duty, or who asked to be. ``during`` repeats its time, so that the database refuses a clash.

    ``seen_version`` is the version of the duty they have said yes to: where it is behind, they are asked to confirm.
    ``accepted_version`` is that whose briefing and risk assessment they have said they read.
    """

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
            postgresql_where=text("state IN ('confirmed', 'requested')"),
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
    withdrawn_at: Mapped[datetime | None]  # or turned down
    reason: Mapped[str | None]
    seen_version: Mapped[int] = mapped_column(default=1)
    accepted_version: Mapped[int | None]
    duty: Mapped[Duty] = relationship(back_populates="sign_ups")
    post: Mapped[Post] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
    attendance: Mapped["Attendance | None"] = relationship(back_populates="sign_up")


class Wait(Model):
    """A volunteer who waits for a place on a post. Joined under the duty's lock, so numbers are in commit order.

    While an offer is open its place counts as taken. ``token_digest`` is of the link that answers it.
    """

    __tablename__ = "waits"
    __table_args__ = (
        CheckConstraint("(state = 'offered') <= (offer_until IS NOT NULL)", name="offer_has_an_end"),
        Index(
            "uq_waits_open",
            "duty_id",
            "volunteer_id",
            unique=True,
            postgresql_where=text("state IN ('waiting', 'offered')"),
        ),
        Index("ix_waits_open_by_post", "post_id", "id", postgresql_where=text("state IN ('waiting', 'offered')")),
        Index("ix_waits_offers", "offer_until", postgresql_where=text("state = 'offered'")),
        Index(None, "token_digest", unique=True),
        Index(None, "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    state: Mapped[WaitState] = mapped_column(words(WaitState), default=WaitState.WAITING)
    joined_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    offer_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    token_digest: Mapped[str | None]


class Handover(Model):
    """A place whose holder cannot come and looks for someone to take it over, or to swap it with.

    The holder keeps the place until someone has it. ``to_volunteer_id`` is whom a swap is offered to, and
    ``other_sign_up_id`` the place they would give for it; a stand-in is asked of everyone who may.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'swap') = (other_sign_up_id IS NOT NULL AND to_volunteer_id IS NOT NULL)", name="swap_has_another"
        ),
        Index("uq_handovers_open", "sign_up_id", unique=True, postgresql_where=text("state = 'open'")),
        Index(None, "sign_up_id"),
        Index("ix_handovers_offered", "to_volunteer_id", postgresql_where=text("state = 'open'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[HandoverKind] = mapped_column(words(HandoverKind))
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    to_volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    other_sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"))
    reason: Mapped[str]
    state: Mapped[HandoverState] = mapped_column(words(HandoverState), default=HandoverState.OPEN)
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))


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
