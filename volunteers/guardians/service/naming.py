"""Naming a guardian, sending them the link, and reminding them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.guardians import queries
from volunteers.guardians.models import Guardian
from volunteers.guardians.rules import (
    LINK_LASTS,
    MOST_LINKS_A_DAY,
    NOT_THIS_ONE,
    SAME_MAILBOX,
    TOO_MANY_LINKS,
    adult_on,
    is_same_mailbox,
    mailbox_of,
    reminder_is_due,
)
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links, make_link
from volunteers.permissions import CHILDRENS_STRAND

NOBODY = 0  # no row has this number


@dataclass(frozen=True)
class Naming:
    """Who is named: as the young person wrote it."""

    name: str
    email: str
    phone: str
    relation: str


def name_guardian(
    naming: Naming,
    *,
    application_id: int,
    account_id: int,
    account_email: str,
    young_person: str,
    birth_date: date | None,
    by: int | None,
    place: int = 1,
) -> Guardian:
    """Keep who the guardian of an application is; another one at the same place is replaced, and their link ends.

    Naming the same mailbox again only corrects the other details. Refused when the address reaches the young person's
    own mailbox, and when whoever reads it must not be told anything of them.
    """
    mailbox = mailbox_of(naming.email)
    if is_same_mailbox(naming.email, account_email):
        raise Refused(SAME_MAILBOX)
    if queries.is_undisclosed_mailbox(account_id, mailbox):
        raise Refused(NOT_THIS_ONE)
    now, current = clock.now(), queries.find_current(application_id, place)
    if current is not None and current.mailbox == mailbox:
        current.name, current.phone, current.relation = naming.name, naming.phone, naming.relation
        return current
    if current is not None:
        _end(current, now)
    guardian = Guardian(
        application_id=application_id, account_id=account_id, place=place, young_person=young_person,
        until_on=adult_on(birth_date) if birth_date else None, name=naming.name, email=naming.email, mailbox=mailbox,
        phone=naming.phone, relation=naming.relation, named_at=now,
    )  # fmt: skip
    db.session.add(guardian)
    db.session.flush()
    record("guardian_named", subject="application", subject_id=application_id, by=by, guardian_id=guardian.id)
    return guardian


def drop_guardian(application_id: int, *, place: int, by: int | None) -> None:
    """Nobody is named at that place any more."""
    current = queries.find_current(application_id, place)
    if current is not None:
        _end(current, clock.now())
        record("guardian_dropped", subject="application", subject_id=application_id, by=by, guardian_id=current.id)


def ask(guardian_id: int, *, by: int | None) -> Guardian:
    """Send a guardian a link to answer with, good for 14 days; earlier links go on until their own day.

    Refused when they must not be told anything, when the young person is of age, and when too many were sent today.
    """
    guardian = take(guardian_id)
    _judge_link(guardian)
    guardian.asked_at = clock.now()
    _send_link(guardian, MessageKind.GUARDIAN_ASKED)
    record("guardian_asked", subject="application", subject_id=guardian.application_id, by=by, guardian_id=guardian.id)
    return guardian


def send_new_link(guardian_id: int) -> bool:
    """Send a guardian who is asked already a new link to their page. False, and nothing, where ``ask`` would refuse."""
    guardian = take(guardian_id)
    try:
        _judge_link(guardian)
    except Refused:
        return False
    _send_link(guardian, MessageKind.GUARDIAN_LINK)
    return True


def send_links_to(email: str) -> None:
    """Send new links for every young person whose guardian reads this address; nothing to any other address.

    The work is the same for any other, so that the time it takes does not tell whose address it is.
    """
    asked = [each.id for each in queries.list_with_mailbox(mailbox_of(email)) if each.asked_at is not None]
    if not asked:
        db.session.scalars(select(Guardian).where(Guardian.id == NOBODY).with_for_update()).all()
        queries.links_made_since(mailbox_of(email), clock.now() - timedelta(days=1))
    sent = [send_new_link(guardian_id) for guardian_id in asked]
    if not any(sent):
        _send_in_vain(email)


def remind(guardian_id: int) -> bool:
    """Remind a guardian once, a week after they were asked, with a new link. False when there is nothing to do."""
    guardian = take(guardian_id)
    if guardian.answers or not reminder_is_due(
        asked_at=guardian.asked_at, reminded_at=guardian.reminded_at, at=clock.now()
    ):
        return False
    try:
        _judge_link(guardian)
    except Refused:
        return False
    guardian.reminded_at = clock.now()
    _send_link(guardian, MessageKind.GUARDIAN_REMINDER)
    return True


def take(guardian_id: int) -> Guardian:
    """A guardian's row, locked until the unit of work ends; raises ``NotFound``."""
    guardian = db.session.scalars(
        select(Guardian).where(Guardian.id == guardian_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if guardian is None:
        raise NotFound(f"no guardian {guardian_id}")
    return guardian


def _judge_link(guardian: Guardian) -> None:
    of_age = guardian.until_on is not None and clock.today() >= guardian.until_on
    if guardian.undisclosed_at is not None or guardian.ended_at is not None or of_age:
        raise Refused(NOT_THIS_ONE)
    if queries.links_made_since(guardian.mailbox, clock.now() - timedelta(days=1)) >= MOST_LINKS_A_DAY:
        raise Refused(TOO_MANY_LINKS)


def _send_link(guardian: Guardian, kind: MessageKind) -> None:
    token = make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=LINK_LASTS)
    notify(
        kind, to=guardian.email, subject=("application", guardian.application_id),
        expires_at=clock.now() + LINK_LASTS, of_strand=CHILDRENS_STRAND, name=guardian.name,
        young_person=guardian.young_person, token=token,
    )  # fmt: skip


def _send_in_vain(email: str) -> None:
    """A link that opens nothing, in a message that has expired and is never sent."""
    token = make_link(LinkPurpose.GUARDIAN, NOBODY, lasts=timedelta(0))
    notify(MessageKind.GUARDIAN_LINK, to=email, expires_at=clock.now(), name="", young_person="", token=token)


def _end(guardian: Guardian, at: datetime) -> None:
    guardian.ended_at = at
    end_links(LinkPurpose.GUARDIAN, guardian.id)
    db.session.flush()
