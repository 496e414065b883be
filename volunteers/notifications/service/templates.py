"""Changing the words of messages: every version stays, and the newest counts."""

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import MessageTemplate
from volunteers.notifications.queries.templates import find_newest, get_kind
from volunteers.notifications.rules.own_words import OwnWords, faults_of
from volunteers.permissions import Viewer

CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "Someone else has changed these words while you had the page open. Yours are still here: see what they say now, "
    "and save again if yours should stand.",
)
NONE_TO_WITHDRAW = Refusal("none_to_withdraw", "There are no words of your own here to give up.")


def write_template(kind: str, strand: str | None, own: OwnWords, *, seen: int, by: Viewer) -> MessageTemplate:
    """Put own words in force for a kind of message, for one strand or for all: the next message has them.

    ``seen`` is the number of the version the page showed, 0 for none: ``Conflict`` when there is another by now. Words
    that are in force already make no new version. Refused, with everything that is wrong with them, when a mail in
    these words could not go out whole.
    """
    faults = faults_of(get_kind(kind, strand), own)
    if faults:
        raise Refused([Refusal(fault.code, fault.words) for fault in faults])
    newest = _take_newest(kind, strand, seen)
    if newest is not None and not newest.is_withdrawn and newest.own == own:
        return newest
    return _append(kind, strand, own, number=seen + 1, by=by)


def withdraw_template(kind: str, strand: str | None, *, seen: int, by: Viewer) -> MessageTemplate:
    """Go back to the words below: those for all strands, or the built-in ones. The versions stay to be read.

    ``Conflict`` when there is another version by now, or none in force.
    """
    get_kind(kind, strand)
    newest = _take_newest(kind, strand, seen)
    if newest is None or newest.is_withdrawn:
        raise Conflict(NONE_TO_WITHDRAW)
    return _append(kind, strand, newest.own, number=seen + 1, by=by, is_withdrawn=True)


def _take_newest(kind: str, strand: str | None, seen: int) -> MessageTemplate | None:
    """Two at once who saw the same version append the same number: a constraint lets one of them."""
    newest = find_newest(kind, strand)
    if (newest.number if newest else 0) != seen:
        raise Conflict(CHANGED_MEANWHILE)
    return newest


def _append(
    kind: str, strand: str | None, own: OwnWords, *, number: int, by: Viewer, is_withdrawn: bool = False
) -> MessageTemplate:
    version = MessageTemplate(
        kind=kind, strand=strand, number=number, subject=own.subject, body=own.body, text=own.text,
        written_by_id=by.account_id, written_by=by.name, written_at=clock.now(), is_withdrawn=is_withdrawn,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    record(
        "message_words_withdrawn" if is_withdrawn else "message_words_written",
        subject="message_template", subject_id=version.id, by=by.account_id, kind=kind, strand=strand, number=number,
    )  # fmt: skip
    return version
