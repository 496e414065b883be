"""What becomes of a message by what its receiver chose, when it is stored and when a day's news is gathered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.queries.choices import choices_of
from volunteers.notifications.rules import SECRET_KINDS, choices
from volunteers.notifications.rules.choices import NEVER_CHOSE, Way, group_of
from volunteers.notifications.rules.holding import News, plan

NOT_TEXTED = (MessageState.HELD, MessageState.UNWANTED)


def hold(message: Message, *, starts_at: datetime | None) -> None:
    """Have a message that was just stored wait, or not go out, as its receiver chose.

    Someone without e-mail is told by hand whatever the hour, unless they chose not to be told.
    """
    if message.account_id is None or message.kind in SECRET_KINDS:
        return
    news = News(message.kind, message.due_at, starts_at=starts_at, expires_at=message.expires_at)
    planned = plan(news, choices_of(message.account_id))
    if not planned.is_wanted:
        message.state = MessageState.UNWANTED
    elif message.state is MessageState.PENDING and planned.at != message.due_at:
        message.due_at, message.is_quiet = planned.at, planned.is_quiet
        message.state = MessageState.HELD if planned.is_daily else MessageState.PENDING


def wants_text(message: Message) -> bool:
    """Whether its receiver is told the same in a text message, if they gave a mobile number."""
    if message.account_id is None or message.state in NOT_TEXTED:
        return False
    # Asked only where a choice counts: how much is read must not tell who has an account.
    is_chosen = message.kind not in SECRET_KINDS and group_of(message.kind) is not None
    return choices.wants_text(message.kind, choices_of(message.account_id) if is_chosen else NEVER_CHOSE)


def wants_no_mail(message: Message) -> bool:
    """Whether its receiver chose to be told of such things by text message alone."""
    group = group_of(message.kind)
    if message.account_id is None or group is None:
        return False
    return choices_of(message.account_id).way(group.code) is Way.TEXT


def take_held(account_id: int) -> Sequence[Message]:
    """What waits for someone's mail of the day, held until the end of the transaction. Old news ends as expired.

    Of two at once the second finds none: the first has gathered them.
    """
    now = clock.now()
    waiting = db.session.scalars(
        select(Message)
        .where(Message.account_id == account_id, Message.state == MessageState.HELD, Message.due_at <= now)
        .order_by(Message.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for message in waiting:
        if message.expires_at is not None and message.expires_at <= now:
            message.state = MessageState.EXPIRED
    return [message for message in waiting if message.state is MessageState.HELD]


def mark_gathered(held: Sequence[Message], day: Message) -> None:
    """These are said in the mail of a day's news, which is stored with this or not at all."""
    for message in held:
        message.state, message.gathered_in_id = MessageState.GATHERED, day.id
