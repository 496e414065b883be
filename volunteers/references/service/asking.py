"""Sending a referee the link to their page, and asking the applicant to name people."""

from datetime import datetime, timedelta
from typing import Any

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import LinkPurpose
from volunteers.people.service import make_link
from volunteers.references import queries
from volunteers.references.models import Referee
from volunteers.references.queries import SUBJECT, Applied
from volunteers.references.rules import RefereeState, answer_by

# Coming to the stage twice in a short time, as when something was moved back by mistake, asks the applicant once.
ASK_AGAIN_AFTER = timedelta(days=7)


def ask(application_id: int) -> None:
    """Ask every referee who is named and was not asked, and tell the applicant when some are still to be named.

    Does nothing unless the application stands at the stage at which its strand asks referees; doing it twice sends
    nothing twice.
    """
    db.session.flush()
    applied = queries.get_applied(application_id)
    wanted = applied.strand.references
    if wanted is None or not applied.is_at_references:
        return
    standing = queries.list_standing(application_id)
    for referee in standing:
        if referee.state is RefereeState.NAMED:
            send_request(referee)
    since = clock.now() - ASK_AGAIN_AFTER
    kind = MessageKind.REFEREES_WANTED
    if len(standing) < wanted.count and not queries.was_asked_to_name(application_id, kind, since=since):
        tell_applicant(applied, kind, wanted=wanted.count - len(standing), has_declined=False)


def send_request(referee: Referee) -> None:
    """Send one referee their first message: from now on they are waited for."""
    now = clock.now()
    referee.state, referee.asked_at, referee.answer_by = RefereeState.ASKED, now, answer_by(now)
    send_link(referee, MessageKind.REFERENCE_ASKED, now=now)
    record("referee_asked", subject="application", subject_id=referee.application_id, by=None, referee_id=referee.id)


def send_link(referee: Referee, kind: MessageKind, *, now: datetime) -> None:
    """A message with a new link, good until the day the referee was told of; the links before it stay good."""
    if referee.answer_by is None:
        raise AssertionError("nobody is sent a link before they are asked")
    token = make_link(LinkPurpose.REFERENCE, referee.id, lasts=referee.answer_by - now)
    notify(
        kind, to=referee.email, subject=(SUBJECT, referee.id), expires_at=referee.answer_by, of_strand=referee.strand,
        name=referee.name, applicant=referee.applicant, token=token, until=_in_words(referee.answer_by),
    )  # fmt: skip


def tell_applicant(applied: Applied, kind: MessageKind, **particulars: Any) -> None:
    """A message to the applicant about their referees, where they have an address. It names nobody."""
    if applied.email is None:
        return
    notify(
        kind, to=applied.email, account_id=applied.account_id, subject=("application", applied.id),
        of_strand=applied.strand.code.value, name=applied.applicant, reference=applied.reference, **particulars,
    )  # fmt: skip


def _in_words(at: datetime) -> str:
    day = clock.on(at)
    return f"{day.day} {day:%B %Y}"
