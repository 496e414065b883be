"""Who is in one session: those with a place, those who wait, those who were invited, and those who went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, Session, SessionState
from volunteers.appointments.queries.facts import session_facts, when_of
from volunteers.appointments.rules import LIVE, TAKING, SessionFacts
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import Check, CheckState
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckDefinition


@dataclass(frozen=True)
class Person:
    """Someone with a booking. ``result`` is how the check stands that the session is for, ``version`` its version.

    Whoever runs a session sees who comes to it; ``may_open`` says whether the viewer may open their application too.
    """

    booking_id: int
    application_id: int
    reference: str
    name: str
    area: str
    state: BookingState
    booked_at: datetime
    cancelled_at: datetime | None
    reason: str
    may_open: bool
    adjustments: str
    result: CheckState | None
    result_on: date | None
    version: int

    def has_result_since(self, on: date) -> bool:
        """Whether the check has a result of that day or a later one."""
        return self.result not in (None, CheckState.ASKED) and self.result_on is not None and self.result_on >= on


@dataclass(frozen=True)
class Invited:
    """Someone who was invited and has not chosen."""

    reference: str
    name: str
    reply_by: date
    is_late: bool


@dataclass(frozen=True)
class SessionFile:
    """One session with everyone in it, and what may be done with it."""

    session: Session
    facts: SessionFacts
    strand: str
    area: str
    check: CheckDefinition | None
    placed: tuple[Person, ...]
    waiting: tuple[Person, ...]
    gone: tuple[Person, ...]
    invited: tuple[Invited, ...]
    has_begun: bool
    is_over: bool

    @property
    def is_open(self) -> bool:
        """Whether people may still be invited, booked and taken off."""
        return self.session.state is SessionState.OPEN and not self.has_begun

    @property
    def may_be_marked(self) -> bool:
        return self.session.state is not SessionState.CANCELLED and self.has_begun and bool(self.placed)

    @property
    def awaits_marking(self) -> bool:
        """Whether somebody who had a place has not been marked."""
        return self.may_be_marked and any(each.state is BookingState.BOOKED for each in self.placed)

    @property
    def status(self) -> tuple[str, str]:
        """How it stands in a word or two, and its tone."""
        if self.session.state is SessionState.CANCELLED:
            return "Cancelled", "poor"
        if self.awaits_marking:
            return "Mark who came", "waiting"
        if self.has_begun:
            return ("Attendance marked", "good") if self.session.state is SessionState.HELD else ("Over", "")
        return ("Full", "fair") if self.facts.free == 0 else ("Open", "good")

    def person(self, booking_id: int) -> Person | None:
        """Whoever has this live booking here."""
        return next((each for each in (*self.placed, *self.waiting) if each.booking_id == booking_id), None)


def get_session_file(session: Session, viewer: Viewer) -> SessionFile:
    """Everything the page of a session shows. The session was read as the viewer."""
    people = [_person(row, viewer) for row in _bookings(session)]
    strand, areas, now = (
        get_strand(session.strand),
        {each.code: each.name for each in current_force().areas},
        clock.now(),
    )
    check = next((each for each in strand.checks if each.code == session.check_code), None)
    placed = sorted((each for each in people if each.state in TAKING), key=lambda each: (each.name, each.booking_id))
    return SessionFile(
        session, session_facts(session), strand.name, areas.get(session.area, session.area), check, tuple(placed),
        tuple(each for each in people if each.state is BookingState.WAITING),
        tuple(each for each in people if each.state is BookingState.CANCELLED), tuple(_invited(session, viewer)),
        session.starts_at <= now, session.ends_at <= now,
    )  # fmt: skip


def _bookings(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(Booking, Application, Check)
        .join(Application, Application.id == Booking.application_id)
        .outerjoin(Check, (Check.application_id == Application.id) & (Check.code == session.check_code))
        .where(Booking.session_id == session.id)
        .order_by(Booking.id)
        .limit(1_000)
        .execution_options(populate_existing=True)
    ).all()


def _person(row: Row[*tuple[Any, ...]], viewer: Viewer) -> Person:
    booking, application, check = row
    areas = {each.code: each.name for each in current_force().areas}
    may_open = viewer.may_in(Permission.APPOINTMENT_EDIT, application.strand, application.area)
    needs = application.answers.get("adjustments", {}) if application.needs_adjustments and may_open else {}
    return Person(
        booking.id, application.id, application.reference, application.name, areas.get(application.area or "", ""),
        booking.state, booking.booked_at, booking.cancelled_at, booking.cancel_reason or "", may_open,
        str(needs.get("what") or "") if needs else "", check.state if check else None,
        check.result_on if check else None, check.version if check else 0,
    )  # fmt: skip


def _invited(session: Session, viewer: Viewer) -> list[Invited]:
    """Those in scope who may choose this session and have no booking for what it is for."""
    chosen = (
        select(Booking.id)
        .where(
            Booking.application_id == Invitation.application_id, Booking.purpose == Invitation.purpose,
            Booking.state.in_(LIVE),
        )
        .exists()
    )  # fmt: skip
    rows = db.session.execute(
        select(Application, Invitation.reply_by)
        .join(Invitation, Invitation.application_id == Application.id)
        .where(
            Invitation.state == InvitationState.OPEN, Invitation.sessions.any(Session.id == session.id), ~chosen,
            viewer.within(Permission.APPOINTMENT_EDIT, Application.strand, Application.area),
        )
        .order_by(Invitation.reply_by, Application.last_name, Application.id)
        .limit(500)
    )  # fmt: skip
    today = clock.today()
    return [Invited(each.reference, each.name, reply_by, reply_by < today) for each, reply_by in rows]


@dataclass(frozen=True)
class OwnAppointment:
    """One appointment of an applicant, on the page of their application."""

    session_id: int
    title: str
    when: str
    place: str
    state: BookingState
    reason: str
    may_open: bool

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        tones = {"booked": "fair", "waiting": "waiting", "attended": "good", "missed": "poor"}
        return tones.get(self.state.value, "")


def list_appointments_of(application_id: int, viewer: Viewer) -> list[OwnAppointment]:
    """The appointments of an application that the viewer has opened, latest first."""
    rows = db.session.execute(
        select(Booking, Session)
        .join(Session, Session.id == Booking.session_id)
        .where(Booking.application_id == application_id)
        .order_by(Session.starts_at.desc(), Booking.id.desc())
        .limit(100)
        .execution_options(populate_existing=True)
    )
    return [
        OwnAppointment(
            session.id, session.title, when_of(session), session.place, booking.state, booking.cancel_reason or "",
            viewer.may_in(Permission.APPOINTMENT_EDIT, session.strand, session.area),
        )
        for booking, session in rows
    ]  # fmt: skip


def find_open_invitations(application_id: int) -> list[tuple[str, date]]:
    """What an applicant is asked to choose a time for, and by when, where they have not."""
    chosen = select(Booking.id).where(
        Booking.application_id == application_id, Booking.purpose == Invitation.purpose, Booking.state.in_(LIVE)
    )
    rows = db.session.scalars(
        select(Invitation).where(
            Invitation.application_id == application_id,
            Invitation.state == InvitationState.OPEN,
            ~chosen.exists(),
        )
    )
    return [(each.kind.label, each.reply_by) for each in rows]
