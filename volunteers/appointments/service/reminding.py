"""Reminding people of what they booked, and nudging those who have not chosen: once each, whoever asks how often."""

from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.queries.facts import session_facts
from volunteers.appointments.queries.own import list_own_appointments
from volunteers.appointments.queries.reminding import is_due
from volunteers.appointments.rules.reminding import day_in_words
from volunteers.appointments.service.telling import particulars_of, tell
from volunteers.extensions import db
from volunteers.notifications.rules import MessageKind
from volunteers.strands.queries import get_strand
from volunteers.web.wording import day_words


def remind(booking_id: int) -> None:
    """Remind whoever has this place of it, if they are due that today and were not; safe to run twice."""
    found = db.session.execute(
        select(Booking, Session)
        .join(Session, Session.id == Booking.session_id)
        .where(Booking.id == booking_id, Booking.state == BookingState.BOOKED, Session.state == SessionState.OPEN)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    ).one_or_none()
    now = clock.now()
    if found is None or not is_due(*found) or found[1].starts_at <= now:
        return
    booking, session = found
    booking.reminded_at = now
    facts = session_facts(session)
    tell(
        MessageKind.APPOINTMENT_REMINDER, booking.application, expires_at=session.starts_at, **particulars_of(session),
        day=day_in_words(clock.on(session.starts_at), clock.today()), contact=facts.contact, booking=booking.id,
        until="" if facts.is_past_cut_off(now) else facts.closes,
    )  # fmt: skip


def nudge(invitation_id: int) -> None:
    """Ask whoever was invited once more to choose, unless they did or there is nothing left to choose from."""
    invitation = db.session.scalars(
        select(Invitation)
        .where(Invitation.id == invitation_id, Invitation.state == InvitationState.OPEN, Invitation.nudged_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if invitation is None:
        return
    appointments = list_own_appointments(invitation.application_id)
    own = next((each for each in appointments if each.invitation_id == invitation.id), None)
    if own is None or not own.asks_to_choose:
        return
    invitation.nudged_at = clock.now()
    tell(
        MessageKind.APPOINTMENT_NUDGE, invitation.application, appointment=own.name, invitation=invitation.id,
        expires_at=clock.start_of_day(invitation.reply_by + timedelta(days=1)), reply_by=day_words(invitation.reply_by),
        contact=get_strand(invitation.strand).contact,
    )  # fmt: skip
