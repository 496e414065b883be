"""What someone was sent, message by message, as it was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, TemplateError
from sqlalchemy import ColumnElement, and_, or_, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules import SECRET_KINDS, MessageKind
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.catalogue.kinds import STAFF
from volunteers.notifications.rules.standing import TONES, for_receiver, in_words
from volunteers.notifications.rules.wording import Words
from volunteers.permissions import Viewer

MOST = 100
# What is sent without a word of a strand to someone who is no member of staff: whoever sees one of theirs sees these.
# Not so a day's news in one mail: it may tell of strands they do not see, and each message in it stands for itself.
OF_NO_STRAND = [
    kind.code
    for kind in CATALOGUE.values()
    if not kind.is_of_strand and kind.receiver != STAFF and kind.code != MessageKind.DAY_GATHERED
]


@dataclass(frozen=True)
class LetterLine:
    """A message in a list: what it is, how it goes, and how far it has come."""

    id: int
    kind: str
    is_text: bool
    to: str
    at: datetime
    sent_at: datetime | None
    state: str
    attempts: int
    failure: str | None
    is_quiet: bool

    @property
    def title(self) -> str:
        return CATALOGUE[self.kind].title if self.kind in CATALOGUE else self.kind.replace("_", " ").capitalize()

    @property
    def words(self) -> str:
        return in_words(self.state, attempts=self.attempts, failure=self.failure, is_quiet=self.is_quiet)

    @property
    def words_for_receiver(self) -> str:
        return for_receiver(self.state, is_quiet=self.is_quiet)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "none")

    @property
    def is_secret(self) -> bool:
        return self.kind in SECRET_KINDS


@dataclass(frozen=True)
class Letter:
    """A whole message. ``written`` is what it says, None where that is not kept; ``is_as_sent`` says it went out so."""

    line: LetterLine
    written: Words | None
    is_as_sent: bool


def list_to(account_id: int, strands: Collection[str] | None, *, limit: int = MOST) -> list[LetterLine]:
    """What was sent to someone, newest first: about these strands, or all of it to themself. Codes are left out."""
    wanted = select(Message).where(*_to(account_id, strands)).order_by(Message.id.desc()).limit(limit)
    return [line_of(message) for message in db.session.scalars(wanted)]


def get_to(message_id: int, account_id: int, strands: Collection[str] | None) -> Message:
    """One of these messages; raises ``NotFound``."""
    wanted = select(Message).where(Message.id == message_id, *_to(account_id, strands))
    message = db.session.scalars(wanted).one_or_none()
    if message is None:
        raise NotFound(f"no message {message_id} to account {account_id}")
    return message


def get_own(message_id: int, viewer: Viewer) -> Message:
    """A message to the viewer; raises ``NotFound`` for any other."""
    return get_to(message_id, viewer.account_id, None)


def get_about(message_id: int, subject: str, subject_id: int) -> Message:
    """A message about one thing; raises ``NotFound``."""
    about = (Message.id == message_id, Message.subject == subject, Message.subject_id == subject_id)
    message = db.session.scalars(select(Message).where(*about)).one_or_none()
    if message is None:
        raise NotFound(f"no message {message_id} about {subject} {subject_id}")
    return message


def read_letter(message: Message, environment: Environment, service: Mapping[str, str]) -> Letter:
    """A message as it was sent or, where it was not or that was not kept yet, as it would be written now."""
    line = line_of(message)
    if line.is_secret:
        return Letter(line, None, is_as_sent=False)
    if message.sent_body is not None:
        kept = Words(message.sent_subject or "", message.sent_body, message.sent_body if line.is_text else None)
        return Letter(line, kept, is_as_sent=True)
    try:
        return Letter(line, words_of(message, environment, service), is_as_sent=False)
    except TemplateError:
        return Letter(line, None, is_as_sent=False)


def line_of(message: Message) -> LetterLine:
    """A message as it stands in a list."""
    return LetterLine(
        id=message.id, kind=message.kind, is_text=message.is_text, to=message.to_address,
        at=message.created_at, sent_at=message.sent_at, state=MessageState(message.state).value,
        attempts=message.attempts, failure=message.failure, is_quiet=message.is_quiet,
    )  # fmt: skip


def _to(account_id: int, strands: Collection[str] | None) -> list[ColumnElement[bool]]:
    narrowed = [Message.account_id == account_id, Message.kind.not_in(SECRET_KINDS)]
    if strands is not None:
        about = and_(Message.strand.is_(None), Message.kind.in_(OF_NO_STRAND))
        narrowed.append(or_(Message.strand.in_(strands), about))
    return narrowed
