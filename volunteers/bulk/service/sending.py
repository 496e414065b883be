"""Sending letters to many, a batch at a time: killed and run again, or run twice, it sends each person one."""

from sqlalchemy import select

from volunteers import clock
from volunteers.bulk.models import Mailing, MailingReceiver
from volunteers.bulk.queries.receivers import Found, stand_now
from volunteers.bulk.rules import BATCH, LeftOut, MailingState, Person, left_out_because, written_to
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify


def send_batch() -> bool:
    """Store the messages of the next batch of a letter whose hold is over; whether there was anything to do.

    The letter is locked, and who was sent their message is marked with it: a batch is there whole or not at all. Each
    person is judged again, so that whoever withdrew since the preview is left out.
    """
    mailing = _next_due()
    if mailing is None:
        return False
    mailing.state = MailingState.SENDING
    waiting = (MailingReceiver.left_out.is_(None), MailingReceiver.message_id.is_(None))
    receivers = db.session.scalars(
        select(MailingReceiver)
        .where(MailingReceiver.mailing_id == mailing.id, *waiting)
        .order_by(MailingReceiver.id)
        .limit(BATCH)
    ).all()
    now = stand_now(receivers, mailing.audience)
    for receiver in receivers:
        _send_one(mailing, receiver, now.get(receiver.account_id))
    if len(receivers) < BATCH:
        _finish(mailing)
    db.session.flush()
    return True


def _next_due() -> Mailing | None:
    """Another worker's is passed over: it has it in hand."""
    due = Mailing.state.in_([MailingState.HELD, MailingState.SENDING]) & (Mailing.held_until <= clock.now())
    return db.session.scalars(
        select(Mailing)
        .where(due)
        .order_by(Mailing.held_until, Mailing.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _send_one(mailing: Mailing, receiver: MailingReceiver, found: Found | None) -> None:
    reason = left_out_because(found.candidate, for_cadets=mailing.is_for_cadets) if found else LeftOut.ENDED
    if found is None or reason is not None:
        receiver.left_out = (reason or LeftOut.ENDED).value
        return
    receiver.message_id = _write(mailing, receiver, found.email).id


def _write(mailing: Mailing, receiver: MailingReceiver, address: str) -> Message:
    person = Person(receiver.first_name, receiver.last_name, receiver.reference)
    letter = written_to(person, mailing.subject, mailing.body)
    about = (
        ("application", receiver.application_id) if receiver.application_id else ("volunteer", receiver.volunteer_id)
    )
    return notify(
        MessageKind.MAILING, to=address, account_id=receiver.account_id,
        subject=(about[0], about[1] or 0), of_strand=receiver.strand,
        title=letter.subject, text=letter.body, contact=current_force().contact(receiver.strand),
    )  # fmt: skip


def _finish(mailing: Mailing) -> None:
    mailing.state, mailing.finished_at = MailingState.SENT, clock.now()
    record("mailing_sent", subject="mailing", subject_id=mailing.id, by=None, receivers=mailing.receivers)
