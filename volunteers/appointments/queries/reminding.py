"""Whom to remind: those with a place soon, and those who were invited and have not chosen."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from volunteers import clock
from volunteers.applications.models import LIVE as UNDER_WAY
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.rules import LIVE
from volunteers.appointments.rules.reminding import DAYS_BEFORE, NUDGE_DAYS, nudge_due, reminder_due
from volunteers.extensions import db

FURTHEST = timedelta(days=max(max(days) for days in DAYS_BEFORE.values()) + 1)


def list_bookings_to_remind() -> Sequence[int]:
    """The places whose holders are due a reminder today."""
    now = clock.now()
    soon = select(Booking, Session).join(Session, Session.id == Booking.session_id)
    rows = db.session.execute(
        soon.where(
            Booking.state == BookingState.BOOKED,
            Session.state == SessionState.OPEN,
            Session.starts_at.between(now, now + FURTHEST),
        ).order_by(Booking.id)
    )
    return [booking.id for booking, session in rows if is_due(booking, session)]


def is_due(booking: Booking, session: Session) -> bool:
    """Whether the holder of a place is due a reminder today."""
    placed = booking.placed_at or booking.booked_at
    reminded = clock.on(booking.reminded_at) if booking.reminded_at else None
    return reminder_due(
        session.kind, clock.on(session.starts_at), booked=clock.on(placed), reminded=reminded, today=clock.today()
    )


def list_invitations_to_nudge() -> Sequence[int]:
    """The invitations that nobody has answered, whose applicants are due the one nudge today."""
    today = clock.today()
    has_booking = exists().where(
        Booking.application_id == Invitation.application_id,
        Booking.purpose == Invitation.purpose,
        Booking.state.in_(LIVE),
    )
    rows = db.session.scalars(
        select(Invitation)
        .join(Application, Application.id == Invitation.application_id)
        .where(
            Invitation.state == InvitationState.OPEN,
            Invitation.nudged_at.is_(None),
            Invitation.reply_by.between(today, today + timedelta(days=NUDGE_DAYS)),
            UNDER_WAY,
            ~has_booking,
        )
        .order_by(Invitation.id)
    )
    return [each.id for each in rows if nudge_due(each.reply_by, invited=clock.on(each.invited_at), today=today)]
