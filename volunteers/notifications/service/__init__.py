"""Messages as rows: stored with the change they tell of, claimed by one worker at a time, marked when sent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Channel, Message, MessageState
from volunteers.notifications.rules import LEASE, SECRET_KINDS, MessageKind, next_try, reaches_nobody
from volunteers.notifications.rules.wording import Words
from volunteers.notifications.service.holding import hold, mark_gathered, wants_no_mail
from volunteers.unit_of_work import hint_after_commit

MAIL_QUEUE = "mail"
DELIVER = "volunteers.notifications.jobs.deliver"

# Those without e-mail wait to be told by hand; others for the mail that gathers a day's news.
UNSENT = (MessageState.PENDING, MessageState.BY_HAND, MessageState.HELD)

Copier = Callable[[Message], None]
_copiers: dict[Copier, bool] = {}


def copy_with(copier: Copier, *, of_adults: bool = False) -> None:
    """From now on every message that is stored is shown to this, which may store a copy of it.

    It is here, and not with those who write messages, so that none of them can forget it. Given twice it acts once.
    Unless ``of_adults``, messages to someone known to be an adult are left out.
    """
    _copiers[copier] = of_adults


def notify(
    kind: MessageKind,
    *,
    to: str,
    account_id: int | None = None,
    subject: tuple[str, int] | None = None,
    expires_at: datetime | None = None,
    to_adult: bool = False,
    of_strand: str | None = None,
    not_before: datetime | None = None,
    starts_at: datetime | None = None,
    **particulars: Any,
) -> Message:
    """Store a message with the change it tells of; it goes out after the commit, or when the sweep finds it.

    ``particulars`` fill the words of ``templates/messages/<kind>.txt``; ``subject`` names what it is about, so that
    its page can list it. Past ``expires_at`` the message is old news and is not sent. A message to someone without
    e-mail is stored for staff to tell by hand. ``to_adult`` says that whoever it is for is known to be 18 or over, so
    that nobody looks for a guardian who would be sent a copy. ``of_strand`` is the code of the strand it is about: it
    goes out in the words of that strand. ``not_before`` holds it until a moment, up to which it can be stopped.
    ``starts_at`` is when the duty it tells of begins. What its receiver chose holds it or keeps it from being sent;
    it is stored and returned all the same, and those who look after a child are sent their copy at once.
    """
    now = clock.now()
    about, about_id = subject or (None, None)
    message = Message(
        kind=kind.value, to_address=to, account_id=account_id, subject=about, subject_id=about_id, strand=of_strand,
        particulars=particulars, state=MessageState.BY_HAND if reaches_nobody(to) else MessageState.PENDING,
        created_at=now, due_at=max(now, not_before or now), expires_at=expires_at,
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()  # the id is what the queue is told
    if not to_adult:
        _show(message, of_adults=False)  # before its receiver's choices, which hold up nobody else
    hold(message, starts_at=starts_at)
    if message.state is MessageState.PENDING and message.due_at <= now:
        hint_after_commit(MAIL_QUEUE, DELIVER, message.id)
    _show(message, of_adults=True)
    return message


def _show(message: Message, *, of_adults: bool) -> None:
    for copier, is_of_adults in _copiers.items():
        if is_of_adults is of_adults:
            copier(message)


def text_too(message: Message, *, to: str) -> None:
    """Tell the same news in a text message as well, to a mobile number with its country.

    To whoever chose texts alone the mail is not sent then.
    """
    _text(
        to, kind=message.kind, account_id=message.account_id, subject=message.subject, subject_id=message.subject_id,
        strand=message.strand, particulars=message.particulars, created_at=message.created_at, due_at=message.due_at,
        expires_at=message.expires_at, is_quiet=message.is_quiet,
    )  # fmt: skip
    if wants_no_mail(message):
        message.state = MessageState.TEXTED


def text_only(kind: MessageKind, *, to: str, account_id: int, expires_at: datetime, **particulars: Any) -> None:
    """Store a text message that no mail says as well, such as a code that proves a mobile number."""
    now = clock.now()
    _text(
        to, kind=kind.value, account_id=account_id, particulars=particulars, created_at=now, due_at=now,
        expires_at=expires_at,
    )  # fmt: skip


def _text(to: str, **about: Any) -> None:
    message = Message(channel=Channel.TEXT, to_address=to, state=MessageState.PENDING, **about)
    db.session.add(message)
    db.session.flush()
    hint_after_commit(MAIL_QUEUE, DELIVER, message.id)


def tell_of_the_day(held: Sequence[Message], items: Sequence[Mapping[str, Any]]) -> Message:
    """Tell someone in one mail what waited for it. Those who look after a child had their copy of each at once."""
    newest, count = held[-1], len(held)
    day = notify(
        MessageKind.DAY_GATHERED, to=newest.to_address, account_id=newest.account_id, to_adult=True,
        how_many=f"{count} pieces of news" if count > 1 else "1 piece of news", items=list(items),
    )  # fmt: skip
    mark_gathered(held, day)
    return day


def claim(message_id: int) -> Message | None:
    """Take a message to send it, for as long as the lease; None when it is not due, or another worker has it.

    One guarded update, so two workers cannot both claim it. A message whose time has passed ends as expired.
    """
    now = clock.now()
    due = and_(Message.state.in_([MessageState.PENDING, MessageState.CLAIMED]), Message.due_at <= now)
    claimed = db.session.scalar(
        update(Message)
        .where(Message.id == message_id, due)
        .values(state=MessageState.CLAIMED, due_at=now + LEASE, attempts=Message.attempts + 1)
        .returning(Message)
    )
    if claimed is not None and claimed.expires_at is not None and claimed.expires_at <= now:
        _end(claimed, MessageState.EXPIRED)
        return None
    return claimed


def mark_sent(message: Message, *, provider_id: str | None = None, words: Words | None = None) -> None:
    """The mail server took it, or whoever carries text messages, who may have given it a name of their own.

    Its words are kept as they went out, unless they held a code or a link.
    """
    message.sent_at = clock.now()
    if words is not None and message.kind not in SECRET_KINDS:
        message.sent_subject = None if message.is_text else words.subject
        message.sent_body = words.text if message.is_text else words.body
    message.provider_id = provider_id
    message.failure = None
    _end(message, MessageState.SENT)


def mark_failed(message: Message, *, failure: str, permanent: bool) -> None:
    """It was not taken: try again later, or give up when the refusal is final or a day has passed."""
    message.failure = failure
    again = next_try(attempts=message.attempts, created_at=message.created_at, now=clock.now())
    if permanent or again is None:
        _end(message, MessageState.GIVEN_UP)
    else:
        message.state = MessageState.PENDING
        message.due_at = again


def stop(message_ids: Sequence[int]) -> int:
    """Send none of these that nobody has begun to send; how many were stopped."""
    waiting = (Message.id.in_(message_ids), Message.state.in_(UNSENT), Message.attempts == 0)
    stopped = update(Message).where(*waiting).values(state=MessageState.STOPPED).returning(Message.id)
    return len(db.session.scalars(stopped).all())


def _end(message: Message, state: MessageState) -> None:
    message.state = state
    if message.kind in SECRET_KINDS:
        message.particulars = {}
