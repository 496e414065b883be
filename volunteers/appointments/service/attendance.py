"""Marking who came to a session, and leading on to the result of what it was for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.rules.attendance import Came, Mark, refusals_of_mark, refusals_to_mark
from volunteers.appointments.service.places import end_booking
from volunteers.appointments.service.taking import take_session
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.rules import CheckEntry, CheckState
from volunteers.onboarding.service import record_check
from volunteers.permissions import Viewer

NO_PLACE_CAME = "No place came free"
NOT_YOURS = Refusal("out_of_scope", "The result is recorded by those who coordinate their area.", "Another coordinator")


@dataclass(frozen=True)
class NotDone:
    """What could not be written down of one person, and why; everything else was."""

    booking_id: int
    name: str
    refusals: tuple[Refusal, ...]


def mark_attendance(session_id: int, marks: Mapping[int, Mark], *, by: Viewer) -> list[NotDone]:
    """Write down who came, by booking, and the results of those who have one; gives those it refused, with why.

    Each person is judged for themself, and the rest is done. Who missed it is free to be invited again. Refused for
    everyone before the session begins, or where it was cancelled.
    """
    session = take_session(session_id, by=by)
    if refusals := refusals_to_mark(state=session.state, starts_at=session.starts_at, now=clock.now()):
        raise Refused(refusals)
    found, not_done = _people(session, marks), []
    for booking, application in found:
        if refused := _mark(session, booking, application, marks[booking.id], by):
            not_done.append(NotDone(booking.id, application.name, refused))
    session.state = SessionState.HELD
    _end_waiting(session)
    _close_invitations(session, [application.id for _, application in found])
    return not_done


def _people(session: Session, marks: Mapping[int, Mark]) -> list[tuple[Booking, Application]]:
    rows = db.session.execute(
        select(Booking, Application)
        .join(Application, Application.id == Booking.application_id)
        .where(Booking.session_id == session.id, Booking.id.in_(marks))
        .order_by(Booking.application_id)
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(marks):
        raise NotFound(f"no such bookings of session {session.id}")
    return [(booking, application) for booking, application in rows]


def _mark(
    session: Session, booking: Booking, application: Application, mark: Mark, by: Viewer
) -> tuple[Refusal, ...]:  # fmt: skip
    """Write down one person's attendance and result; what stands in the way of either."""
    if refusals := tuple(refusals_of_mark(booking.state, mark)):
        return refusals
    if application.account_id == by.account_id:
        return (Refusal("own_application", "This is your own application. Someone else has to mark it."),)
    booking.state = mark.came.state
    booking.marked_at, booking.marked_by_id = clock.now(), by.account_id
    record(
        "appointment_attended" if mark.came is Came.CAME else "appointment_missed"
        if mark.came is Came.MISSED else "appointment_not_known",
        subject="application", subject_id=application.id, by=by.account_id, session_id=session.id,
    )  # fmt: skip
    if mark.passed is None or session.check_code is None:
        return ()
    try:
        entry = _entry(session, mark, passed=mark.passed)
        record_check(application.id, session.check_code, entry=entry, seen_version=mark.seen_version, by=by)
    except Refused as fault:
        return fault.refusals
    except NotFound:
        return (NOT_YOURS,)
    return ()


def _entry(session: Session, mark: Mark, *, passed: bool) -> CheckEntry:
    return CheckEntry(
        CheckState.PASSED if passed else CheckState.FAILED,
        result_on=clock.on(session.ends_at) if session.ends_at <= clock.now() else clock.on(session.starts_at),
        reference=mark.reference or None, course=session.title, place=session.place,
    )  # fmt: skip


def _end_waiting(session: Session) -> None:
    waiting: Iterable[Booking] = db.session.scalars(
        select(Booking).where(Booking.session_id == session.id, Booking.state == BookingState.WAITING)
    )
    for booking in waiting:
        end_booking(session, booking, reason=NO_PLACE_CAME, by=None)


def _close_invitations(session: Session, numbers: Sequence[int]) -> None:
    """By this invitation they have had their time: who missed it, or failed, is invited anew."""
    db.session.execute(
        update(Invitation)
        .where(
            Invitation.application_id.in_(numbers),
            Invitation.purpose == session.purpose,
            Invitation.state == InvitationState.OPEN,
        )
        .values(state=InvitationState.CLOSED)
    )
