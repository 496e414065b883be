"""People who chose, and news for them."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from tests.people.builders import as_viewer
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Channel, Message
from volunteers.notifications.queries.choices import find_choices
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.choices import Choices, Way
from volunteers.notifications.rules.quiet import Quiet
from volunteers.notifications.service import notify
from volunteers.notifications.service.choosing import choose
from volunteers.people.models import Account

NIGHT = Quiet(time(22), time(7))
AFTERNOON = clock.from_london(datetime(2026, 11, 23, 14, 0))  # noqa: DTZ001 (a London clock)
EVENING = clock.from_london(datetime(2026, 11, 23, 17, 30))  # noqa: DTZ001
LATE = clock.from_london(datetime(2026, 11, 23, 23, 0))  # noqa: DTZ001
MORNING = clock.from_london(datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001


def chose(account: Account, quiet: Quiet | None = None, *, reminders: tuple[int, ...] = (24,), **ways: Way) -> None:
    """Someone chooses, after whatever they chose before."""
    row = find_choices(account.id)
    choose(Choices(ways, quiet, reminders), seen=row.version if row else 0, by=as_viewer(account))


def a_place(account: Account, *, starts_in: timedelta = timedelta(days=5), **more: Any) -> Message:
    """News to someone of a place on a duty."""
    starts = clock.now() + starts_in
    about = {
        "to": account.email, "account_id": account.id, "expires_at": starts + timedelta(hours=8), "starts_at": starts,
        "of_strand": "special_constabulary", "title": "Harbour patrol", "when": "Saturday", "meeting_place": "Quay",
        "post": "Foot patrol", "path": "/duties/481",
    }  # fmt: skip
    return notify(MessageKind.SIGNED_UP, **{**about, **more})


def an_alert(account: Account, **more: Any) -> Message:
    """News to someone of what runs out among their people."""
    return notify(
        MessageKind.RUNNING_OUT, to=account.email, account_id=account.id, to_adult=True, total=6,
        counts=[[28, 6]], **more,
    )  # fmt: skip


def texts_to(account: Account) -> list[Message]:
    """Text messages stored for someone."""
    wanted = select(Message).where(Message.account_id == account.id, Message.channel == Channel.TEXT)
    return list(db.session.scalars(wanted.order_by(Message.id)))
