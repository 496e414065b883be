"""Taking sessions in hand: their rows locked until the unit of work ends, so that two acts come one after the other.

Whoever locks more than one takes them in the order of their numbers, so that no two wait for each other.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers.applications.models import DRAFT, Application
from volunteers.appointments.models import Booking, Session
from volunteers.appointments.rules import THEY, YOU, Voice
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer


def lock_sessions(*session_ids: int) -> dict[int, Session]:
    """These sessions as they stand now, held until the end of the transaction; ``NotFound`` when one is not there."""
    rows = db.session.scalars(
        select(Session)
        .where(Session.id.in_(session_ids))
        .order_by(Session.id)
        .with_for_update(of=Session, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    found = {session.id: session for session in rows}
    if missing := set(session_ids) - set(found):
        raise NotFound(f"no session {missing}")
    return found


def take_session(session_id: int, *, by: Viewer) -> Session:
    """One session to be run by someone; ``NotFound`` when it is out of their scope."""
    session = lock_sessions(session_id)[session_id]
    if not by.may_in(Permission.APPOINTMENT_EDIT, session.strand, session.area):
        raise NotFound(f"no session {session_id} for this viewer")
    return session


def list_applications(application_ids: Sequence[int]) -> list[Application]:
    """These applications with whom to write to, in the order given; ``NotFound`` when one is not there."""
    rows = db.session.scalars(
        select(Application)
        .where(Application.id.in_(application_ids), Application.stage != DRAFT)
        .options(joinedload(Application.account, innerjoin=True).load_only(Account.email))
        .execution_options(populate_existing=True)
    ).all()
    found = {application.id: application for application in rows}
    if missing := set(application_ids) - set(found):
        raise NotFound(f"no applications {missing}")
    return [found[number] for number in dict.fromkeys(application_ids)]


def voice_of(application: Application, session: Session, *, by: Viewer) -> Voice:
    """Whether someone acts on their own application, or as staff on another's; else ``NotFound``."""
    is_own = application.account_id == by.account_id
    if is_own and by.may(Permission.APPLICATION_SEE_OWN):
        return YOU
    in_scope = by.may_in(Permission.APPOINTMENT_EDIT, application.strand, application.area)
    if not is_own and in_scope and may_run(session, by=by):
        return THEY
    raise NotFound(f"no session {session.id} for application {application.id} and this viewer")


def may_run(session: Session, *, by: Viewer) -> bool:
    """Whether someone runs this session."""
    return by.may_in(Permission.APPOINTMENT_EDIT, session.strand, session.area)


def session_of(booking_id: int) -> int:
    """The session of a booking, which never changes; ``NotFound`` when there is no such booking."""
    found = db.session.scalar(select(Booking.session_id).where(Booking.id == booking_id))
    if found is None:
        raise NotFound(f"no booking {booking_id}")
    return found


def read_booking(booking_id: int, *, by: Viewer) -> tuple[Booking, Application, Voice]:
    """A booking as it stands under the lock of its session, and who acts; ``NotFound`` when it is not for them."""
    booking = db.session.scalars(
        select(Booking)
        .where(Booking.id == booking_id)
        .options(joinedload(Booking.session, innerjoin=True))
        .execution_options(populate_existing=True)
    ).one()
    application = list_applications([booking.application_id])[0]
    if application.account_id != by.account_id and may_run(booking.session, by=by):
        return booking, application, THEY
    return booking, application, voice_of(application, booking.session, by=by)
