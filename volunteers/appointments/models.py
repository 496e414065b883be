"""Sessions that applicants come to, who was invited to which, and who has a place or waits for one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.applications.models import Application
from volunteers.appointments.rules.kinds import BookingState, InvitationState, SessionKind, SessionState
from volunteers.extensions import Base, Model, words
from volunteers.places.models import Unit

__all__ = ["Booking", "BookingState", "Invitation", "InvitationState", "Session", "SessionKind", "SessionState"]

LIVE = text("state IN ('booked', 'waiting')")

invitation_sessions = Table(
    "appointment_invitation_sessions",
    Base.metadata,
    Column("invitation_id", ForeignKey("appointment_invitations.id"), primary_key=True),
    Column("session_id", ForeignKey("appointment_sessions.id"), primary_key=True, index=True),
)


class Session(Model):
    """Something that a number of applicants of one strand come to, at one time and place.

    ``purpose`` is what it is for: the code of the check where there is one, else its kind. An applicant has one live
    booking for each purpose. ``taken`` is counted with every booking, under the lock of this row, and never passes
    ``capacity``. Up to ``cut_off_hours`` before it starts applicants may book, move and cancel themselves.
    """

    __tablename__ = "appointment_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("capacity > 0 AND taken >= 0 AND taken <= capacity", name="taken_within_capacity"),
        CheckConstraint("cut_off_hours >= 0", name="cut_off"),
        Index("ix_appointment_sessions_upcoming", "strand", "starts_at", "id"),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SessionKind] = mapped_column(words(SessionKind))
    strand: Mapped[str]
    area: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    check_code: Mapped[str | None]
    purpose: Mapped[str]
    title: Mapped[str]
    place: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    cut_off_hours: Mapped[int]
    state: Mapped[SessionState] = mapped_column(words(SessionState))
    notes_for_applicants: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    cancelled_reason: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit | None] = relationship()
    bookings: Mapped[list["Booking"]] = relationship(back_populates="session", order_by="Booking.id")

    @property
    def free(self) -> int:
        return self.capacity - self.taken


class Invitation(Model):
    """An applicant may choose one of some sessions, answering by a day in London, both included.

    It stays open after they chose, so that they may move; it is closed once they came, or by another one.
    """

    __tablename__ = "appointment_invitations"
    __table_args__ = (
        Index(
            "uq_appointment_invitations_open",
            "application_id",
            "purpose",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[SessionKind] = mapped_column(words(SessionKind))
    strand: Mapped[str]
    purpose: Mapped[str]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    invited_at: Mapped[datetime]
    reply_by: Mapped[date]
    state: Mapped[InvitationState] = mapped_column(words(InvitationState))
    nudged_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    sessions: Mapped[list[Session]] = relationship(
        secondary=invitation_sessions, order_by=lambda: (Session.starts_at, Session.id)
    )


class Booking(Model):
    """One applicant and one session. Moving to another session leaves the old row cancelled and writes another.

    Rows of a session are written under the lock of its row, so ``id`` is the order in which they were committed: the
    waiting list is taken in that order. ``during`` repeats the session's time so that the database itself refuses a
    clash.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        ExcludeConstraint(
            ("application_id", "="),
            ("during", "&&"),
            name="ex_bookings_one_at_a_time",
            where=LIVE,
        ),
        Index("uq_bookings_live", "application_id", "purpose", unique=True, postgresql_where=LIVE),
        Index(None, "session_id", "id"),
        Index(None, "application_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("appointment_sessions.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    purpose: Mapped[str]
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    state: Mapped[BookingState] = mapped_column(words(BookingState))
    booked_at: Mapped[datetime]
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    placed_at: Mapped[datetime | None]
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    cancel_code: Mapped[str | None]
    cancel_reason: Mapped[str | None]
    marked_at: Mapped[datetime | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reminded_at: Mapped[datetime | None]
    session: Mapped[Session] = relationship(back_populates="bookings")
    application: Mapped[Application] = relationship()
