"""Sending: an id in, nothing out, safe to run twice."""

import logging
import smtplib
import ssl
from collections.abc import Sequence
from email import policy
from types import TracebackType
from typing import Any

from flask import current_app
from flask_mail import BadHeaderError, Connection
from flask_mail import Mail as MailSettings
from flask_mail import Message as Mail
from jinja2 import TemplateError

from volunteers.extensions import queue
from volunteers.notifications import queries, service
from volunteers.notifications.models import Message
from volunteers.notifications.rules import is_permanent, unsubscribe_headers
from volunteers.unit_of_work import unit_of_work

# Connecting and each reply are bounded, well under the lease: a silent server must not hold a worker.
CONNECT_SECONDS = 10
READ_SECONDS = 30
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


def _deliver_one(connection: "PatientConnection", message_id: int) -> None:
    with unit_of_work():
        message = service.claim(message_id)
    if message is None:
        return
    failure, permanent = _write_and_send(connection, message)
    with unit_of_work():
        if failure is None:
            service.mark_sent(message)
        else:
            service.mark_failed(message, failure=failure, permanent=permanent)


def _write_and_send(connection: "PatientConnection", message: Message) -> tuple[str | None, bool]:
    """Why it could not be sent, and whether that is final. Words that cannot be written hold up no other message."""
    try:
        composed = _compose(message)
    except TemplateError as fault:
        log.exception("Message %s of the kind %s has no words", message.id, message.kind)
        return f"its words could not be written: {type(fault).__name__}", False
    return connection.try_to_send(composed)


def _compose(message: Message) -> Mail:
    """The words of this kind of message: a template with a ``subject`` block and a ``body`` block.

    An ``unsubscribe`` block holds the address at which such messages are stopped.
    """
    template = current_app.jinja_env.get_template(f"messages/{message.kind}.txt")
    words: dict[str, Any] = {**message.particulars, "service": current_app.config["SERVICE"]}
    context = template.new_context(words)
    subject, body = ("".join(template.blocks[name](context)).strip() for name in ("subject", "body"))
    kind = StoppableMail if "unsubscribe" in template.blocks else Mail
    composed = kind(subject=" ".join(subject.split()), recipients=[message.to_address], body=body + "\n")
    if "unsubscribe" in template.blocks:
        composed.extra_headers = unsubscribe_headers("".join(template.blocks["unsubscribe"](context)).strip())
    composed.msgId = f"<{message.message_id}@{current_app.config['MESSAGE_DOMAIN']}>"
    return composed


class StoppableMail(Mail):
    """A message whose headers go out as they were written: a long address must not be folded into coded words."""

    def as_bytes(self) -> bytes:
        written = self._message()
        written.policy = policy.SMTP.clone(refold_source="none")
        return written.as_bytes()


class PatientConnection(Connection):
    """Flask-Mail's connection with a limit on every wait, opened at the first message and again after a failure."""

    def __init__(
        self, mail: MailSettings, *, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        super().__init__(mail)
        self.connect_seconds, self.read_seconds = connect_seconds, read_seconds

    def __enter__(self) -> "PatientConnection":
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._hang_up()

    def configure_host(self) -> smtplib.SMTP:
        host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=self.connect_seconds)
        if host.sock is not None:
            host.sock.settimeout(self.read_seconds)
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def try_to_send(self, composed: Mail) -> tuple[str | None, bool]:
        """Why the server did not take it, and whether asking again could ever help; (None, False) when it did."""
        try:
            self.host = self.host or self.configure_host()
            self.send(composed)
        except smtplib.SMTPRecipientsRefused as fault:
            self._hang_up()
            code, words = next(iter(fault.recipients.values()))
            return f"{code} {words!r}", is_permanent(code)
        except smtplib.SMTPResponseException as fault:
            self._hang_up()
            return f"{fault.smtp_code} {fault.smtp_error!r}", is_permanent(fault.smtp_code)
        except BadHeaderError:
            return "a line break in a header", True
        except (OSError, smtplib.SMTPException) as fault:
            self._hang_up()
            return type(fault).__name__, False
        return None, False

    def _hang_up(self) -> None:
        if self.host is None:
            return
        try:
            self.host.quit()
        except (OSError, smtplib.SMTPException):
            self.host.close()
        self.host = None
