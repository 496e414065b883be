"""Messages that did not reach anyone, about the applications and volunteers of a viewer's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from volunteers.applications.models import DRAFT, Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.notifications.models import UNREACHED, Channel, Message, MessageState
from volunteers.notifications.rules import SECRET_KINDS
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.reaching import readable_number, why_not
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer

PAGE = 50


@dataclass(frozen=True)
class Unreached:
    """One message: what it was, whom it was for, and why they never got it.

    ``about`` is the name of the applicant or volunteer, who need not be the receiver; ``reference`` and
    ``volunteer_id`` lead to them.
    """

    id: int
    what: str
    to: str
    about: str
    reference: str | None
    volunteer_id: int | None
    at: datetime
    is_text: bool
    has_address: bool
    can_repeat: bool
    why: str


@dataclass(frozen=True)
class UnreachedPage:
    """A page of the list; ``onward`` is where the next begins, None on the last."""

    rows: tuple[Unreached, ...]
    onward: int | None


def list_unreached(viewer: Viewer, *, before: int | None = None) -> UnreachedPage:
    """What nobody has seen to yet, newest first."""
    wanted = _of(viewer).order_by(Message.id.desc()).limit(PAGE + 1)
    if before is not None:
        wanted = wanted.where(Message.id < before)
    rows = [_row(*found) for found in db.session.execute(wanted)]
    return UnreachedPage(tuple(rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def count_unreached(viewer: Viewer) -> int:
    """How many nobody has seen to yet."""
    return db.session.scalar(select(func.count()).select_from(_of(viewer).subquery())) or 0


def get_unreached(message_id: int, viewer: Viewer) -> Message:
    """One of them, locked; raises ``NotFound`` for one outside the viewer's scope. It may have been seen to since."""
    theirs = select(Message.id).where(Message.id == message_id, or_(_of_application(viewer), _of_volunteer(viewer)))
    if db.session.scalar(theirs) is None:
        raise NotFound(f"no message {message_id} for this viewer")
    wanted = select(Message).where(Message.id == message_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def _of(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(Message, Application, Volunteer)
        .outerjoin(Application, and_(Message.subject == "application", Message.subject_id == Application.id))
        .outerjoin(Volunteer, and_(Message.subject == "volunteer", Message.subject_id == Volunteer.id))
        .where(Message.state.in_(UNREACHED), or_(_of_application(viewer), _of_volunteer(viewer)))
    )


def _of_application(viewer: Viewer) -> ColumnElement[bool]:
    theirs = viewer.within(Permission.MESSAGE_READ, Application.strand, Application.area)
    found = exists().where(Application.id == Message.subject_id, Application.stage != DRAFT, theirs)
    return and_(Message.subject == "application", found.correlate(Message))


def _of_volunteer(viewer: Viewer) -> ColumnElement[bool]:
    theirs = viewer.within(Permission.MESSAGE_READ, ServicePeriod.strand, ServicePeriod.area)
    found = exists().where(ServicePeriod.volunteer_id == Message.subject_id, theirs)
    return and_(Message.subject == "volunteer", found.correlate(Message))


def _row(message: Message, application: Application | None, volunteer: Volunteer | None) -> Unreached:
    by_hand = message.state is MessageState.BY_HAND
    is_text = message.channel is Channel.TEXT
    return Unreached(
        id=message.id,
        what=CATALOGUE[message.kind].title,
        to="" if by_hand else readable_number(message.to_address) if is_text else message.to_address,
        about=application.name if application else volunteer.name if volunteer else "",
        reference=application.reference if application else None,
        volunteer_id=volunteer.id if volunteer else None,
        at=message.created_at,
        is_text=is_text,
        has_address=not by_hand,
        can_repeat=not by_hand and message.kind not in SECRET_KINDS,
        why="They have no e-mail address." if by_hand else why_not(message.failure),
    )


def ways_to_tell() -> Sequence[tuple[str, str]]:
    """How someone can be told in another way."""
    return (("telephone", "By telephone"), ("letter", "By letter"), ("person", "In person"), ("not_needed", "No need"))
