"""Giving and freeing the places of a session. Whoever calls these holds the session's row locked.

A place counts from the moment its booking is written, and the number of a booking is its turn: rows of one session are
written one transaction after the other, so the waiting list is in the order of commits.
"""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.appointments.models import Booking, BookingState, Session
from volunteers.appointments.queries.facts import session_facts
from volunteers.appointments.rules import may_be_given
from volunteers.appointments.service.telling import tell_of
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import Account

ENDED = "The application is not under way any more"


def write_booking(
    session: Session, application: Application, state: BookingState, *, by: int, moved_from: int | None = None
) -> Booking:
    """A place in a session or on its waiting list."""
    now = clock.now()
    booking = Booking(
        session_id=session.id, application_id=application.id, purpose=session.purpose, state=state,
        during=Range(session.starts_at, session.ends_at), booked_at=now, booked_by_id=by, moved_from_id=moved_from,
        placed_at=now if state is BookingState.BOOKED else None,
    )  # fmt: skip
    if state is BookingState.BOOKED:
        session.taken += 1
    db.session.add(booking)
    db.session.flush()
    return booking


def give_place(session: Session, booking: Booking) -> None:
    """Turn a turn on the waiting list into a place."""
    booking.state, booking.placed_at = BookingState.BOOKED, clock.now()
    session.taken += 1


def end_booking(session: Session, booking: Booking, *, reason: str, by: int | None, code: str | None = None) -> None:
    """Cancel a booking, and free its place if it has one."""
    if booking.state.takes_a_place:
        session.taken -= 1
    booking.state, booking.cancelled_at = BookingState.CANCELLED, clock.now()
    booking.cancelled_by_id, booking.cancel_code, booking.cancel_reason = by, code, reason.strip() or None
    db.session.flush()  # before another booking of theirs is written: there is one at a time


def offer_next(session: Session) -> int:
    """Give every free place to those who wait, first come first, and tell them; gives how many.

    Not past the cut-off, when they could not give it up again: then staff decide. Who ended meanwhile is passed over.
    """
    given = 0
    while may_be_given(session_facts(session), clock.now()) and (first := _first_waiting(session)) is not None:
        application = first.application
        if strand_of(application).pipeline.stage(application.stage).is_final:
            end_booking(session, first, reason=ENDED, by=None)
            continue
        give_place(session, first)
        db.session.flush()
        tell_of(MessageKind.APPOINTMENT_PLACE_FREE, application, session)
        record(
            "appointment_place_given", subject="application", subject_id=application.id, by=None, session_id=session.id
        )
        given += 1
    return given


def _first_waiting(session: Session) -> Booking | None:
    return db.session.scalars(
        select(Booking)
        .where(Booking.session_id == session.id, Booking.state == BookingState.WAITING)
        .order_by(Booking.id)
        .limit(1)
        .options(
            joinedload(Booking.application, innerjoin=True)
            .joinedload(Application.account, innerjoin=True)
            .load_only(Account.email)
        )
        .execution_options(populate_existing=True)
    ).first()
