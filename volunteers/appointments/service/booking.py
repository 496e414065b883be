"""Booking, moving and cancelling a place: an applicant's own act, or that of staff for someone in their scope."""

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Session
from volunteers.appointments.queries.facts import applicants_facts, session_facts
from volunteers.appointments.rules import (
    ApplicantFacts,
    Voice,
    refusals_for_places,
    refusals_to_book,
    refusals_to_cancel,
    refusals_to_move,
)
from volunteers.appointments.service.places import end_booking, give_place, offer_next, write_booking
from volunteers.appointments.service.taking import (
    list_applications,
    lock_sessions,
    read_booking,
    session_of,
    voice_of,
)
from volunteers.appointments.service.telling import tell_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import Viewer

WAITING_ALREADY = Refusal("already_waiting", "There is a turn on this waiting list already.")
MOVED = "Moved to another time"


def book(session_id: int, application_id: int, *, by: Viewer) -> Booking:
    """Give an applicant a place in a session and tell them.

    Refused by any rule of booking; ``Conflict`` when every place is taken. Who waits for this session gets the place.
    """
    session, application, _voice, facts = _judged(session_id, application_id, by)
    if refusals := refusals_for_places(session_facts(session)):
        raise Conflict(refusals)
    return seat(session, application, facts, by=by)


def join_waiting_list(session_id: int, application_id: int, *, by: Viewer) -> Booking:
    """Put an applicant last on the waiting list of a full session; where a place is free by now, give it to them.

    The state of the booking says which it was. Refused as ``book`` is, and when they wait for it already.
    """
    session, application, _voice, facts = _judged(session_id, application_id, by)
    if session.free > 0:
        return seat(session, application, facts, by=by)
    if facts.live(session.purpose) is not None:
        raise Refused(WAITING_ALREADY)
    booking = write_booking(session, application, BookingState.WAITING, by=by.account_id)
    _record("appointment_waited_for", booking, by)
    return booking


def move_booking(booking_id: int, to_session_id: int, *, by: Viewer) -> Booking:
    """Move a booking to another session for the same thing, free the old place, and tell the applicant.

    Refused past the cut-off of either for applicants; ``Conflict`` when the other is full: then nothing has changed.
    """
    from_id = session_of(booking_id)
    held = lock_sessions(*{from_id, to_session_id})
    away, to = held[from_id], held[to_session_id]
    booking, application, _voice = read_booking(booking_id, by=by)
    voice = voice_of(application, to, by=by)
    _judge_move(booking, away, to, application, voice)
    if refusals := refusals_for_places(session_facts(to)):
        raise Conflict(refusals)
    end_booking(away, booking, reason=MOVED, by=by.account_id)
    moved = write_booking(to, application, BookingState.BOOKED, by=by.account_id, moved_from=booking.id)
    offer_next(away)
    _record("appointment_moved", moved, by, from_session_id=away.id)
    tell_of(MessageKind.APPOINTMENT_BOOKED, application, to, is_moved=True)
    return moved


def cancel_booking(booking_id: int, *, reason: str, by: Viewer, code: str | None = None) -> Booking:
    """Give up a place, or a turn on the waiting list; the place goes to the first who waits.

    ``code`` is that of the reason an applicant chose from the force's list, whose words are kept in ``reason``.
    Refused past the cut-off for applicants, once the session has begun, and to staff without a reason.
    """
    session = lock_sessions(number := session_of(booking_id))[number]
    booking, application, voice = read_booking(booking_id, by=by)
    refusals = refusals_to_cancel(
        booking.state, session_facts(session), now=clock.now(), reason=reason, voice=voice
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    end_booking(session, booking, reason=reason, by=by.account_id, code=code)
    offer_next(session)
    _record("appointment_given_up", booking, by)
    tell_of(
        MessageKind.APPOINTMENT_CANCELLED, application, session, reason=reason.strip() if voice.is_staff else "",
        by_themself=not voice.is_staff, will_be_invited=False,
    )  # fmt: skip
    return booking


def seat(session: Session, application: Application, facts: ApplicantFacts, *, by: Viewer) -> Booking:
    """Give someone who was judged one of the free places, from their turn on its waiting list if they have one."""
    waiting = facts.live(session.purpose)
    if waiting is None:
        booking = write_booking(session, application, BookingState.BOOKED, by=by.account_id)
    else:
        booking, _application, _voice = read_booking(waiting.booking_id, by=by)
        give_place(session, booking)
    _record("appointment_booked", booking, by)
    tell_of(MessageKind.APPOINTMENT_BOOKED, application, session, is_moved=False)
    return booking


def _judged(session_id: int, application_id: int, by: Viewer) -> tuple[Session, Application, Voice, ApplicantFacts]:
    """A session held, an applicant, who acts, and how the applicant stands; refused where they cannot come to it."""
    session = lock_sessions(session_id)[session_id]
    application = list_applications([application_id])[0]
    voice = voice_of(application, session, by=by)
    facts = applicants_facts([application], session)[application.id]
    now = clock.now()
    if refusals := refusals_to_book(session_facts(session), facts, now=now, today=clock.on(now), voice=voice):
        raise Refused(refusals)
    return session, application, voice, facts


def _judge_move(booking: Booking, away: Session, to: Session, application: Application, voice: Voice) -> None:
    facts, now = applicants_facts([application], to)[application.id], clock.now()
    known = next((each for each in facts.engaged if each.booking_id == booking.id), None)
    if known is None:
        raise Refused(Refusal("not_live", "This booking is not open any more. Look at the page again."))
    refusals = refusals_to_move(
        known, session_facts(away), session_facts(to), facts, now=now, today=clock.on(now), voice=voice
    )
    if refusals:
        raise Refused(refusals)


def _record(act: str, booking: Booking, by: Viewer, **details: int) -> None:
    record(
        act, subject="application", subject_id=booking.application_id, by=by.account_id,
        session_id=booking.session_id, **details,
    )  # fmt: skip
