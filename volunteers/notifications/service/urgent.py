"""Telling many people at once of what cannot wait: nobody's quiet hours or mail of the day holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Channel, Message, MessageState
from volunteers.notifications.rules import MessageKind, reaches_nobody
from volunteers.notifications.service import DELIVER, MAIL_QUEUE
from volunteers.unit_of_work import hint_after_commit


@dataclass(frozen=True)
class Receiver:
    """An adult who is told: by mail and, where they gave a mobile number, in a text message too."""

    address: str
    mobile: str | None
    account_id: int
    particulars: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The numbers of the messages that someone is told by."""

    mail_id: int
    text_id: int | None


def tell_urgently(
    kind: MessageKind,
    receivers: Sequence[Receiver],
    *,
    subject: tuple[str, int],
    of_strand: str,
    expires_at: datetime,
) -> list[Told]:
    """Store a message for each, and a text message for whoever gave a number: two statements however many they are.

    It is for adults alone: no copy goes to anyone who looks after a child. Someone without e-mail and mobile number is
    told by hand.
    """
    now = clock.now()
    shared = {
        "kind": kind.value, "subject": subject[0], "subject_id": subject[1], "strand": of_strand, "created_at": now,
        "due_at": now, "expires_at": expires_at,
    }  # fmt: skip
    mails = _store([{**shared, **_about(one, one.address), "state": _state(one)} for one in receivers])
    texted = [one for one in receivers if one.mobile]
    rows = [{**shared, **_about(one, str(one.mobile)), "channel": Channel.TEXT} for one in texted]
    texts = dict(zip((one.account_id for one in texted), _store(rows), strict=True))
    by_mail = [number for number, one in zip(mails, receivers, strict=True) if not reaches_nobody(one.address)]
    if waiting := [*texts.values(), *by_mail]:  # a telephone rings before anyone reads mail
        hint_after_commit(MAIL_QUEUE, DELIVER, *waiting)
    return [Told(number, texts.get(one.account_id)) for number, one in zip(mails, receivers, strict=True)]


def _state(one: Receiver) -> MessageState:
    if not reaches_nobody(one.address):
        return MessageState.PENDING
    return MessageState.TEXTED if one.mobile else MessageState.BY_HAND


def _about(one: Receiver, to: str) -> dict[str, Any]:
    return {"to_address": to, "account_id": one.account_id, "particulars": one.particulars}


def _store(rows: list[dict[str, Any]]) -> list[int]:
    if not rows:
        return []
    stored = insert(Message).returning(Message.id, sort_by_parameter_order=True)
    return list(db.session.scalars(stored, rows))
