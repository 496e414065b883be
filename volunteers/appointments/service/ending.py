"""Letting go of places and invitations that nobody can use any more."""

from sqlalchemy import ColumnElement, or_, select, update

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session
from volunteers.appointments.rules import LIVE
from volunteers.appointments.service.attendance import NO_PLACE_CAME
from volunteers.appointments.service.places import ENDED, end_booking, offer_next
from volunteers.appointments.service.taking import lock_sessions
from volunteers.extensions import db

OVER = ("appointed", "unsuccessful", "withdrawn")  # the stages at which an application is not under way any more


def sessions_to_tidy() -> list[int]:
    """The sessions with a booking of an application that ended, or with someone waiting after they began."""
    rows = db.session.scalars(
        select(Booking.session_id)
        .join(Session, Session.id == Booking.session_id)
        .join(Application, Application.id == Booking.application_id)
        .where(_is_idle())
        .distinct()
        .order_by(Booking.session_id)
    )
    return list(rows)


def let_go(session_id: int) -> int:
    """Cancel the bookings of a session that lead nowhere any more, and give their places on; gives how many.

    Whoever's application ended has been told so, and is not told again.
    """
    session = lock_sessions(session_id)[session_id]
    idle = db.session.scalars(
        select(Booking)
        .join(Session, Session.id == Booking.session_id)
        .join(Application, Application.id == Booking.application_id)
        .where(Booking.session_id == session_id, _is_idle())
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    ).all()
    for booking in idle:
        begun = booking.state is BookingState.WAITING and session.starts_at <= clock.now()
        end_booking(session, booking, reason=NO_PLACE_CAME if begun else ENDED, by=None)
    offer_next(session)
    return len(idle)


def close_invitations_of_ended() -> None:
    """No invitation stays open for an application that is not under way."""
    over = select(Application.id).where(Application.id == Invitation.application_id, Application.stage.in_(OVER))
    db.session.execute(
        update(Invitation)
        .where(Invitation.state == InvitationState.OPEN, over.exists())
        .values(state=InvitationState.CLOSED)
        .execution_options(synchronize_session=False)
    )


def _is_idle() -> ColumnElement[bool]:
    now = clock.now()
    begun = (Booking.state == BookingState.WAITING) & (Session.starts_at <= now)
    ended = Booking.state.in_(LIVE) & (Session.starts_at > now) & Application.stage.in_(OVER)
    return or_(begun, ended)
