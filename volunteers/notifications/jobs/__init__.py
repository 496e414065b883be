"""Sending: an id in, nothing out, safe to run twice."""

import logging
from collections.abc import Sequence

from flask import current_app
from jinja2 import TemplateError

from volunteers.extensions import queue
from volunteers.notifications import queries, service
from volunteers.notifications.jobs.composing import compose, written
from volunteers.notifications.jobs.connection import PatientConnection
from volunteers.notifications.jobs.gathering import gather_the_day
from volunteers.notifications.jobs.texts import Carried, carrier
from volunteers.notifications.models import Channel, Message
from volunteers.notifications.rules.wording import Words
from volunteers.unit_of_work import unit_of_work

__all__ = ["deliver", "gather_the_day", "sweep"]

BATCH = 50

log = logging.getLogger(__name__)


def deliver(message_ids: Sequence[int]) -> None:
    """Send what is due of these messages over one connection. A row decides; running this twice sends nothing twice."""
    with PatientConnection(current_app.extensions["mail"]) as connection:
        for message_id in message_ids:
            _deliver_one(connection, message_id)


def sweep() -> None:
    """Queue whatever is due: what Redis lost, what failed before, and what a killed worker had claimed."""
    due = list(queries.list_due())
    for start in range(0, len(due), BATCH):
        queue(service.MAIL_QUEUE).enqueue(service.DELIVER, due[start : start + BATCH], result_ttl=0)


def _deliver_one(connection: PatientConnection, message_id: int) -> None:
    with unit_of_work():
        message = service.claim(message_id)
        words = _write(message) if message else None  # here, so that no transaction waits for a mail server
    if message is None or words is None:
        return
    carried = words if isinstance(words, Carried) else _carry(connection, message, words)
    with unit_of_work():
        if carried.failure is None and isinstance(words, Words):
            service.mark_sent(message, provider_id=carried.provider_id, words=words)
        else:
            service.mark_failed(message, failure=carried.failure or "", permanent=carried.is_final)


def _write(message: Message) -> Words | Carried:
    """The words, or that there are none. Words that cannot be written hold up no other message."""
    try:
        return written(message)
    except TemplateError as fault:
        log.exception("Message %s of the kind %s has no words", message.id, message.kind)
        return Carried(failure=f"its words could not be written: {type(fault).__name__}")


def _carry(connection: PatientConnection, message: Message, words: Words) -> Carried:
    if message.channel is Channel.TEXT:
        return _text(message, words)
    failure, is_final = connection.try_to_send(compose(message, words))
    return Carried(failure=failure, is_final=is_final)


def _text(message: Message, words: Words) -> Carried:
    by = carrier()
    if by is None:
        return Carried(failure="Nobody carries text messages for this service.", is_final=True)
    return by.carry(words.text or words.subject, to=message.to_address, reference=message.message_id)
