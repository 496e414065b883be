"""A real SMTP server that can be told to refuse, to be slow, or to say how often it was called."""

import email
import email.policy
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.service import free_port


@dataclass
class Catcher:
    """What came, over which connections; ``answers`` refuses addresses, ``seconds`` is taken over each message."""

    messages: list[EmailMessage] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.connections.add(session.peer)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        with self.lock:
            self.messages.append(message)
        time.sleep(self.seconds)  # one client at a time: the server may be slow too
        return "250 taken"

    @property
    def addresses(self) -> list[str]:
        with self.lock:
            return [str(message["To"]) for message in self.messages]


@contextmanager
def catching(seconds: float = 0.0) -> Iterator[Catcher]:
    """A server on a free port of this machine for as long as the block lasts."""
    catcher = Catcher(seconds=seconds)
    catcher.port = free_port()
    controller = Controller(catcher, hostname="127.0.0.1", port=catcher.port)
    controller.start()
    try:
        yield catcher
    finally:
        controller.stop(no_assert=True)
