"""What applicants are told of their appointments, in words kept as they were when they were written."""

from datetime import date, datetime
from typing import Any

from volunteers.applications.models import Application
from volunteers.appointments.models import Session, SessionKind
from volunteers.appointments.queries.facts import when_of
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.strands.queries import get_strand
from volunteers.web.wording import day_words


def tell(kind: MessageKind, application: Application, *, expires_at: datetime | None = None, **more: Any) -> None:
    """Store a message to an applicant about their application; a young person's guardian is sent a copy of it."""
    notify(
        kind, to=application.account.email, account_id=application.account_id, subject=("application", application.id),
        expires_at=expires_at, of_strand=application.strand, name=application.name,
        reference=application.reference, strand=get_strand(application.strand).name, **more,
    )  # fmt: skip


def tell_of(kind: MessageKind, application: Application, session: Session, **more: Any) -> None:
    """The same about one session; it is old news once the session is over."""
    tell(kind, application, expires_at=session.ends_at, starts_at=session.starts_at, **particulars_of(session), **more)


def particulars_of(session: Session) -> dict[str, Any]:
    """What a message says of a session."""
    return {
        "title": session.title,
        "what": session.kind.with_article,
        "when": when_of(session),
        "place": session.place,
        "address": session.address,
        "notes": session.notes_for_applicants,
    }


def tell_invited(application: Application, sessions: list[Session], *, kind: SessionKind, reply_by: date) -> None:
    """Ask an applicant to choose one of these times."""
    tell(
        MessageKind.APPOINTMENT_INVITED, application, expires_at=max(each.starts_at for each in sessions),
        what=kind.with_article, times="\n".join(f"{when_of(each)}, {each.place}" for each in sessions),
        reply_by=day_words(reply_by),
    )  # fmt: skip
