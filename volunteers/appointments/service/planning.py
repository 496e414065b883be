"""Making sessions, changing one, and calling one off."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.rules import (
    LIVE,
    SessionPlan,
    in_a_row,
    refusals_to_call_off,
    refusals_to_change,
    refusals_to_plan,
    refusals_to_repeat,
)
from volunteers.appointments.service.places import offer_next
from volunteers.appointments.service.taking import take_session
from volunteers.appointments.service.telling import particulars_of, tell_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.strands.queries import current_strand

CALLED_OFF = "The session was cancelled"
TIME_TO_ANSWER = timedelta(days=7)
STALE = Refusal("changed_meanwhile", "Someone else changed this session while you had the page open. Look at it again.")
OUT_OF_SCOPE = Refusal(
    "out_of_scope", "You cannot make sessions of this kind in this area.", "Your administrator"
)  # fmt: skip


def make_session(plan: SessionPlan, *, by: Viewer) -> Session:
    """Store a session that applicants may be invited to. Refused outside the actor's scope, in the past, or without
    times and places that can be."""
    return make_sessions(plan, count=1, gap_minutes=0, by=by)[0]


def make_sessions(plan: SessionPlan, *, count: int, gap_minutes: int, by: Viewer) -> list[Session]:
    """So many sessions one after the other, such as a day of interviews; all of them or none."""
    if refusals := refusals_to_repeat(count, gap_minutes):
        raise Refused(refusals)
    plans = in_a_row(plan, count=count, gap_minutes=gap_minutes)
    for each in plans:
        _judge_plan(each, by)
    sessions = [_session(each, by) for each in plans]
    db.session.add_all(sessions)
    db.session.flush()  # the history and the address of the new page need their numbers
    for session in sessions:
        record("made_session", subject="appointment", subject_id=session.id, by=by.account_id)
    return sessions


def change_session(session_id: int, plan: SessionPlan, *, seen_revision: int, by: Viewer) -> Session:
    """Change a session that has not begun. Those booked or waiting are told of what matters to them, and places that
    were added go to those who wait. ``Conflict`` when someone changed it since the page was opened."""
    session = take_session(session_id, by=by)
    if session.revision != seen_revision:
        raise Conflict(STALE)
    _judge_plan(plan, by, session)
    before = particulars_of(session)
    _write(session, plan)
    session.revision += 1
    _move_times(session)
    after = particulars_of(session)
    changed = [name for name, value in before.items() if after[name] != value]
    for booking in _live_of(session) if changed else ():
        tell_of(
            MessageKind.APPOINTMENT_CHANGED, booking.application, session, old_when=before["when"],
            is_waiting=booking.state is BookingState.WAITING,
        )  # fmt: skip
    record("changed_session", subject="appointment", subject_id=session.id, by=by.account_id, fields=changed)
    offer_next(session)
    return session


def cancel_session(session_id: int, *, reason: str, by: Viewer) -> int:
    """Call a session off and tell everyone who was booked or waited; gives how many.

    Who can still choose among other sessions is asked to; everyone else is free to be invited again.
    """
    session = take_session(session_id, by=by)
    refusals = refusals_to_call_off(
        state=session.state, starts_at=session.starts_at, reason=reason, now=clock.now()
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    others = _others(session)
    live = _live_of(session)
    session.state, session.cancelled_reason, session.taken = SessionState.CANCELLED, reason.strip(), 0
    for booking in live:
        booking.state, booking.cancelled_at = BookingState.CANCELLED, clock.now()
        booking.cancelled_by_id, booking.cancel_reason = by.account_id, CALLED_OFF
    for booking in live:
        invited = _invite_again(booking.application, session, others, by)
        tell_of(
            MessageKind.APPOINTMENT_CANCELLED, booking.application, session, reason=reason.strip(), by_themself=False,
            will_be_invited=not invited,
        )  # fmt: skip
    record("cancelled_session", subject="appointment", subject_id=session.id, by=by.account_id, people=len(live))
    return len(live)


def _judge_plan(plan: SessionPlan, by: Viewer, session: Session | None = None) -> None:
    if not by.may_in(Permission.APPOINTMENT_EDIT, plan.strand, plan.area):
        raise Refused(OUT_OF_SCOPE)
    strand, now = current_strand(plan.strand), clock.now()
    if session is None:
        refusals = refusals_to_plan(plan, strand=strand, now=now)
    else:
        refusals = refusals_to_change(
            plan, state=session.state, starts_at=session.starts_at, taken=session.taken, now=now, strand=strand
        )  # fmt: skip
    if plan.unit_id is not None and not _unit_fits(plan):
        refusals.append(Refusal("unit_elsewhere", "Choose a unit in the same area, for the same kind of volunteering."))
    if refusals:
        raise Refused(refusals)


def _unit_fits(plan: SessionPlan) -> bool:
    unit = db.session.get(Unit, plan.unit_id)
    return unit is not None and unit.area == plan.area and unit.strand in (None, plan.strand)


def _session(plan: SessionPlan, by: Viewer) -> Session:
    session = Session(
        kind=plan.kind, strand=plan.strand, check_code=plan.check_code, purpose=plan.purpose, taken=0, revision=1,
        state=SessionState.OPEN, created_by_id=by.account_id, created_at=clock.now(),
    )  # fmt: skip
    _write(session, plan)
    return session


def _write(session: Session, plan: SessionPlan) -> None:
    """What may be changed later: everything but what it is for."""
    default = current_force().numbers.appointment_cut_off_hours
    session.area, session.unit_id, session.title = plan.area, plan.unit_id, plan.title.strip()
    session.place, session.address = plan.place.strip(), plan.address.strip()
    session.starts_at, session.ends_at, session.capacity = plan.starts_at, plan.ends_at, plan.capacity
    session.cut_off_hours = default if plan.cut_off_hours is None else plan.cut_off_hours
    session.notes_for_applicants = plan.notes_for_applicants.strip()


def _move_times(session: Session) -> None:
    """Take the time of the session over to its bookings; the database refuses a clash with another of theirs."""
    db.session.flush()
    db.session.execute(
        update(Booking)
        .where(Booking.session_id == session.id, Booking.state.in_(LIVE))
        .values(during=Range(session.starts_at, session.ends_at))
    )


def _live_of(session: Session) -> Sequence[Booking]:
    account = joinedload(Booking.application, innerjoin=True).joinedload(Application.account, innerjoin=True)
    return db.session.scalars(
        select(Booking)
        .where(Booking.session_id == session.id, Booking.state.in_(LIVE))
        .order_by(Booking.id)
        .options(account.load_only(Account.email))
        .execution_options(populate_existing=True)
    ).all()


def _others(session: Session) -> list[Session]:
    """The other sessions for the same thing in the area that can still be booked."""
    rows = db.session.scalars(
        select(Session).where(
            Session.strand == session.strand, Session.area == session.area, Session.purpose == session.purpose,
            Session.state == SessionState.OPEN, Session.id != session.id, Session.starts_at > clock.now(),
        ).order_by(Session.starts_at, Session.id)
    )  # fmt: skip
    now = clock.now()
    return [each for each in rows if each.starts_at - timedelta(hours=each.cut_off_hours) > now]


def _invite_again(application: Application, session: Session, others: list[Session], by: Viewer) -> bool:
    """Open the other sessions to someone whose session was called off; False where there is none to choose."""
    open_one = db.session.scalars(
        select(Invitation).where(
            Invitation.application_id == application.id, Invitation.purpose == session.purpose,
            Invitation.state == InvitationState.OPEN,
        )
    ).one_or_none()  # fmt: skip
    if open_one is not None and not others:
        open_one.state = InvitationState.CLOSED
    if not others:
        return False
    reply_by = clock.on(clock.now() + TIME_TO_ANSWER)
    if open_one is None:
        open_one = Invitation(
            application_id=application.id, kind=session.kind, strand=session.strand, purpose=session.purpose,
            invited_by_id=by.account_id, invited_at=clock.now(), reply_by=reply_by, state=InvitationState.OPEN,
        )  # fmt: skip
        db.session.add(open_one)
    open_one.sessions = others
    open_one.reply_by = max(open_one.reply_by, reply_by)
    return True
