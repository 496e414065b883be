"""Appointments as the applicant reads them: their own alone; another person's is not found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from volunteers import clock
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.rules.kinds import LIVE
from volunteers.appointments.rules.own import OfferedTime, OwnAppointment, OwnBooking
from volunteers.errors import NotFound
from volunteers.extensions import db

# The bookings that wait for each session, in the order in which they get a place.
Waiting = Mapping[int, Sequence[int]]


def list_own_appointments(application_id: int) -> list[OwnAppointment]:
    """What an applicant is invited to or has a place in, the soonest to act on first.

    Four statements, however many there are; two where there is nothing.
    """
    now = clock.now()
    invitations = {each.purpose: each for each in _open_invitations(application_id)}
    bookings = {each.purpose: each for each in _live_bookings(application_id) if each.session.ends_at > now}
    sessions = [each for invitation in invitations.values() for each in invitation.sessions]
    waiting = _waiting([*sessions, *(booking.session for booking in bookings.values())])
    found = [
        _appointment(invitations.get(purpose), bookings.get(purpose), waiting, now)
        for purpose in {**invitations, **bookings}
    ]
    return sorted(found, key=lambda each: (not each.asks_to_choose, each.booking is None, each.soonest))


def list_own_earlier(application_id: int) -> list[OwnBooking]:
    """What is over or was called off, the newest first; a place that was moved from is not told of again."""
    now = clock.now()
    moved_from = select(Booking.moved_from_id).where(
        Booking.application_id == application_id, Booking.moved_from_id.is_not(None)
    )
    own = (
        _with_session()
        .where(Booking.application_id == application_id, Booking.id.not_in(moved_from))
        .order_by(Session.starts_at.desc(), Booking.id.desc())
    )
    over = [each for each in db.session.scalars(own) if not each.state.is_live or each.session.ends_at <= now]
    return [_booking(each, {}, now) for each in over]


def find_own_appointment(application_id: int, *, invitation_id: int) -> OwnAppointment | None:
    """The one behind an invitation, while that is open."""
    return next((each for each in list_own_appointments(application_id) if each.invitation_id == invitation_id), None)


def find_own_booked(application_id: int, booking_id: int) -> OwnAppointment | None:
    """The one in which this booking is live, and not over."""
    found = list_own_appointments(application_id)
    return next((each for each in found if each.booking is not None and each.booking.id == booking_id), None)


def find_moved_to(application_id: int, booking_id: int) -> int | None:
    """The booking that took the place of this one when it was moved, and was not moved itself."""
    rows = select(Booking.moved_from_id, Booking.id).where(
        Booking.application_id == application_id, Booking.moved_from_id.is_not(None)
    )
    following = {row.moved_from_id: row.id for row in db.session.execute(rows)}
    found = following.get(booking_id)
    while found in following:
        found = following[found]
    return found


def get_own_past(application_id: int, booking_id: int) -> OwnBooking:
    """One that is over or was called off; raises ``NotFound``."""
    for each in list_own_earlier(application_id):
        if each.id == booking_id:
            return each
    raise NotFound(f"no booking {booking_id} of application {application_id}")


def _appointment(
    invitation: Invitation | None, booking: Booking | None, waiting: Waiting, now: datetime
) -> OwnAppointment:
    offered = [_time(each, waiting, now) for each in invitation.sessions] if invitation else []
    kinds = [each.kind for each in (invitation, booking and booking.session) if each]
    return OwnAppointment(
        invitation_id=invitation.id if invitation else None,
        kind=kinds[0],
        reply_by=invitation.reply_by if invitation else None,
        may_choose=invitation is not None and clock.on(now) <= invitation.reply_by,
        offered=[each for each in offered if each.is_open],
        booking=_booking(booking, waiting, now) if booking else None,
    )


def _booking(booking: Booking, waiting: Waiting, now: datetime) -> OwnBooking:
    before = [each for each in waiting.get(booking.session_id, ()) if each < booking.id]
    called_off = booking.session.state is SessionState.CANCELLED
    by_us = booking.cancelled_at is not None and booking.cancelled_by_id != booking.application.account_id
    return OwnBooking(
        id=booking.id, time=_time(booking.session, waiting, now), state=booking.state, ahead=len(before),
        is_called_off=called_off, by_us=by_us,
        why=booking.session.cancelled_reason if called_off else booking.cancel_reason if by_us else None,
    )  # fmt: skip


def _time(session: Session, waiting: Waiting, now: datetime) -> OfferedTime:
    until = session.starts_at - timedelta(hours=session.cut_off_hours)
    return OfferedTime(
        id=session.id, title=session.title, starts=clock.in_london(session.starts_at),
        ends=clock.in_london(session.ends_at), place=session.place, address=session.address,
        notes=session.notes_for_applicants, free=session.free, ahead=len(waiting.get(session.id, ())),
        changes_until=clock.in_london(until), is_open=session.state is SessionState.OPEN and now <= until,
    )  # fmt: skip


def _open_invitations(application_id: int) -> Sequence[Invitation]:
    open_ones = (
        select(Invitation)
        .where(Invitation.application_id == application_id, Invitation.state == InvitationState.OPEN)
        .options(selectinload(Invitation.sessions))
        .order_by(Invitation.id)
    )
    return db.session.scalars(open_ones).all()


def _live_bookings(application_id: int) -> Sequence[Booking]:
    live = (Booking.application_id == application_id, Booking.state.in_(LIVE))
    return db.session.scalars(_with_session().where(*live).order_by(Booking.id)).all()


def _with_session() -> Select[Booking]:
    return select(Booking).join(Booking.session).options(contains_eager(Booking.session))


def _waiting(sessions: Iterable[Session]) -> Waiting:
    numbers = {each.id for each in sessions}
    if not numbers:
        return {}
    rows = db.session.execute(
        select(Booking.session_id, Booking.id)
        .where(Booking.session_id.in_(numbers), Booking.state == BookingState.WAITING)
        .order_by(Booking.id)
    )
    found = defaultdict(list)
    for session_id, booking_id in rows:
        found[session_id].append(booking_id)
    return found
