"""Writing to many: drafted, looked at, agreed to by a second person, held, and stopped in time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk import queries
from volunteers.bulk.models import Mailing, MailingOptOut, MailingReceiver
from volunteers.bulk.queries import Wish
from volunteers.bulk.queries.receivers import Found, once_each
from volunteers.bulk.rules import (
    HOLD,
    Audience,
    MailingState,
    left_out_because,
    refusals_of_words,
    refusals_to_agree,
    refusals_to_ask,
    refusals_to_send,
    refusals_to_stop,
)
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.queries import visible_to
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer

NOTE_NEEDED = Refusal("note_needed", "Enter why it should not be sent.")
CHANGED = Refusal("changed_meanwhile", "Someone changed this while you had the page open. Read it again.")


def write_to_applicants(choice_id: int, *, subject: str, body: str, by: Viewer) -> Mailing:
    """Draft a letter to those chosen from a list. Who gets it is fixed now, and nobody is added later.

    Refused for words that cannot be sent, and when nobody chosen can be written to.
    """
    choice = queries.get_choice(choice_id, by)
    found = queries.find_candidates(choice.application_ids, by)
    count = len(choice.application_ids)
    chosen = f"{count} application{'' if count == 1 else 's'} chosen from the list"
    return _draft(Audience.APPLICANTS, chosen, found, subject, body, by)


def write_to_volunteers(wish: Wish, *, chosen: str, subject: str, body: str, by: Viewer) -> Mailing:
    """Draft a letter to volunteers who serve today; ``chosen`` says in words which. Refused as above."""
    return _draft(Audience.VOLUNTEERS, chosen, queries.volunteers_wished(wish, by), subject, body, by)


def change_words(mailing_id: int, *, subject: str, body: str, seen_version: int, by: Viewer) -> Mailing:
    """Other words for one's own draft; who gets it stays as it is. ``Conflict`` when it changed meanwhile."""
    mailing = _own(mailing_id, by)
    if mailing.version != seen_version or mailing.state is not MailingState.DRAFT:
        raise Conflict(CHANGED)
    if refusals := refusals_of_words(subject, body, mailing.audience):
        raise Refused(refusals)
    mailing.subject, mailing.body = subject, body
    db.session.flush()
    return mailing


def ask_second(mailing_id: int, *, by: Viewer) -> Mailing:
    """Have a second person look at one's own draft. Nothing is sent before they agree."""
    mailing = _own(mailing_id, by)
    if refusals := refusals_to_ask(mailing.state, mailing.receivers):
        raise Refused(refusals)
    mailing.state, mailing.asked_at = MailingState.WAITS, clock.now()
    return _noted(mailing, "mailing_proposed", by)


def send(mailing_id: int, *, by: Viewer) -> Mailing:
    """Send one's own draft after the hold. Refused over 50 people: a second person has to agree."""
    mailing = _own(mailing_id, by)
    if refusals := refusals_to_send(mailing.state, mailing.receivers):
        raise Refused(refusals)
    _hold(mailing, clock.now())
    return _noted(mailing, "mailing_released", by)


def agree(mailing_id: int, *, seen_version: int, by: Viewer) -> Mailing:
    """Agree to a letter someone else wrote, after which it is held like any other.

    ``NotFound`` for who may not write to every one of its receivers. Refused for its author; ``Conflict`` when it is
    no longer what was read.
    """
    mailing, now = _to_decide(mailing_id, by), clock.now()
    if mailing.version != seen_version:
        raise Conflict(CHANGED)
    mailing.agreed_by_id, mailing.agreed_at = by.account_id, now
    _hold(mailing, now)
    return _noted(mailing, "mailing_agreed", by)


def refuse(mailing_id: int, *, note: str, by: Viewer) -> Mailing:
    """Say why a letter someone else wrote is not to be sent, which ends it."""
    mailing = _to_decide(mailing_id, by)
    if not note.strip():
        raise Refused(NOTE_NEEDED)
    _end(mailing, by, note=note.strip())
    return _noted(mailing, "mailing_refused", by)


def stop(mailing_id: int, *, by: Viewer) -> Mailing:
    """Stop a letter while nothing of it was sent. Refused once it is being sent, and for others than its two people."""
    mailing = queries.get_mailing(mailing_id, by, lock=True)
    refusals = refusals_to_stop(
        mailing.state, author=mailing.author_id, agreed_by=mailing.agreed_by_id, by=by.account_id,
        held_until=mailing.held_until, now=clock.now(),
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    _end(mailing, by)
    return _noted(mailing, "mailing_stopped", by)


def opt_out(account_id: int, *, wanted: bool, by: Viewer) -> None:
    """Note that someone does not want letters to many, or wants them again. ``NotFound`` out of scope."""
    _refuse_out_of_sight(account_id, by)
    known = db.session.get(MailingOptOut, account_id)
    if wanted and known is not None:
        db.session.delete(known)
        record("mailings_wanted", subject="account", subject_id=account_id, by=by.account_id)
    elif not wanted and known is None:
        db.session.add(MailingOptOut(account_id=account_id, said_at=clock.now(), recorded_by_id=by.account_id))
        record("mailings_not_wanted", subject="account", subject_id=account_id, by=by.account_id)
    db.session.flush()


def _draft(audience: Audience, chosen: str, found: Sequence[Found], subject: str, body: str, by: Viewer) -> Mailing:
    people = once_each(found)
    # Where adults are among them it is a letter to adults; young people alone make it one to young people.
    for_cadets = all(each.candidate.is_cadet for each in people)
    left_out = {each.account_id: left_out_because(each.candidate, for_cadets=for_cadets) for each in people}
    count = sum(reason is None for reason in left_out.values())
    if refusals := [*refusals_of_words(subject, body, audience), *refusals_to_ask(MailingState.DRAFT, count)]:
        raise Refused(refusals)
    mailing = Mailing(
        audience=audience, is_for_cadets=for_cadets, chosen=chosen, subject=subject, body=body, receivers=count,
        state=MailingState.DRAFT, author_id=by.account_id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(mailing)
    db.session.flush()
    for each in people:
        reason = left_out[each.account_id]
        db.session.add(
            MailingReceiver(
                mailing_id=mailing.id, account_id=each.account_id, application_id=each.application_id,
                volunteer_id=each.volunteer_id, first_name=each.first_name, last_name=each.last_name,
                reference=each.reference, strand=each.strand, area=each.area, left_out=reason.value if reason else None,
            )
        )  # fmt: skip
    db.session.flush()
    return _noted(mailing, "mailing_drafted", by)


def _own(mailing_id: int, by: Viewer) -> Mailing:
    mailing = queries.get_mailing(mailing_id, by, lock=True)
    if mailing.author_id != by.account_id:
        raise NotFound(f"mailing {mailing_id} is someone else's")
    return mailing


def _to_decide(mailing_id: int, by: Viewer) -> Mailing:
    mailing = queries.get_mailing(mailing_id, by, lock=True)
    if refusals := refusals_to_agree(mailing.state, author=mailing.author_id, by=by.account_id):
        raise Refused(refusals)
    return mailing


def _hold(mailing: Mailing, now: datetime) -> None:
    mailing.state, mailing.held_until = MailingState.HELD, now + HOLD
    db.session.flush()


def _end(mailing: Mailing, by: Viewer, *, note: str | None = None) -> None:
    mailing.state, mailing.note = MailingState.STOPPED, note
    mailing.stopped_by_id, mailing.stopped_at = by.account_id, clock.now()


def _noted(mailing: Mailing, act: str, by: Viewer) -> Mailing:
    db.session.flush()
    record(act, subject="mailing", subject_id=mailing.id, by=by.account_id, receivers=mailing.receivers)
    return mailing


def _refuse_out_of_sight(account_id: int, by: Viewer) -> None:
    """An applicant or a volunteer of theirs, or nobody."""
    applied = exists().where(Application.account_id == account_id, visible_to(by))
    strand, area = ServicePeriod.strand.expression, ServicePeriod.area.expression
    serves = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id,
        Volunteer.account_id == account_id,
        by.within(Permission.VOLUNTEER_READ, strand, area),
    )
    if not db.session.scalar(select(applied | serves)):
        raise NotFound(f"no person {account_id} for this viewer")
