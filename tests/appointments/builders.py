"""Sessions, invitations and bookings for tests: good in every detail that a test does not name. They never commit."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import Range

from tests.people.builders import SPECIALS, a_viewer, an_account
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import (
    Booking,
    BookingState,
    Invitation,
    InvitationState,
    Session,
    SessionKind,
    SessionState,
)
from volunteers.appointments.rules import SessionPlan
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Role, Viewer

BRISTOL = "bristol"
CHECKS = {SessionKind.INTERVIEW: "interview", SessionKind.FITNESS: "fitness", SessionKind.COURSE: "training"}


def at(days: int, clock_time: time = time(18)) -> datetime:
    """A London time so many days from now."""
    return clock.from_london(datetime.combine(clock.today() + timedelta(days=days), clock_time))


def a_session(
    *,
    kind: SessionKind = SessionKind.INTERVIEW,
    strand: str = SPECIALS,
    area: str = BRISTOL,
    check_code: str | None = "",
    title: str = "Panel interview",
    days: int = 7,
    starts_at: datetime | None = None,
    minutes: int = 45,
    capacity: int = 2,
    taken: int = 0,
    cut_off_hours: int = 24,
    state: SessionState = SessionState.OPEN,
    notes: str = "Bring photo identification.",
    by: Account | None = None,
) -> Session:
    """An open interview in Bristol in a week's time from 18:00 in London, with two places."""
    begins = starts_at or at(days)
    code = CHECKS.get(kind) if check_code == "" else check_code
    session = Session(
        kind=kind, strand=strand, area=area, unit_id=None, check_code=code, purpose=code or kind.value, title=title,
        place="Bridewell police station", address="Bridewell Street, Bristol", starts_at=begins,
        ends_at=begins + timedelta(minutes=minutes), capacity=capacity, taken=taken, cut_off_hours=cut_off_hours,
        state=state, notes_for_applicants=notes, created_by_id=(by or an_account(Role.COORDINATOR)).id,
        created_at=clock.now(), revision=1,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    return session


def a_booking(session: Session, application: Application, state: BookingState = BookingState.BOOKED) -> Booking:
    """A place in a session, counted, or a turn on its waiting list, whatever the rules say."""
    booking = Booking(
        session_id=session.id, application_id=application.id, purpose=session.purpose, state=state,
        during=Range(session.starts_at, session.ends_at), booked_at=clock.now(), booked_by_id=application.account_id,
        placed_at=None if state is BookingState.WAITING else clock.now(),
    )  # fmt: skip
    session.taken += state.takes_a_place
    db.session.add(booking)
    db.session.flush()
    return booking


def an_invitation(
    application: Application, sessions: Sequence[Session], *, reply_by: date | None = None, by: Viewer | None = None
) -> Invitation:
    """An open invitation to these sessions, to be answered within three days."""
    first = sessions[0]
    invitation = Invitation(
        application_id=application.id, kind=first.kind, strand=first.strand, purpose=first.purpose,
        invited_by_id=(by or a_viewer(Role.COORDINATOR)).account_id, invited_at=clock.now(),
        reply_by=reply_by or clock.today() + timedelta(days=3), state=InvitationState.OPEN, sessions=list(sessions),
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    return invitation


def a_plan(**more: Any) -> SessionPlan:
    """A plan for an interview like that of ``a_session``."""
    begins = more.pop("starts_at", at(7))
    return SessionPlan(
        **{
            "kind": SessionKind.INTERVIEW, "strand": SPECIALS, "area": BRISTOL, "title": "Panel interview",
            "place": "Bridewell police station", "starts_at": begins, "ends_at": begins + timedelta(minutes=45),
            "capacity": 2, "check_code": "interview", **more,
        }
    )  # fmt: skip
