"""A whole running copy of the service for journeys: web server, a mail worker and a real SMTP catcher."""

import email
import email.policy
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from config import ROOT

CODE = re.compile(r"\b(\d{6})\b")
PATIENCE = 120.0  # seconds: a busy machine takes long to start a server


@dataclass
class Mailbox:
    """Every message a real SMTP server took, in order."""

    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in list(self.messages) if address in str(message["To"])]

    def wait_for(self, address: str, *, number: int = 1) -> EmailMessage:
        """The ``number``-th message to an address, when it has come."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if len(found := self.to(address)) >= number:
                return found[number - 1]
            time.sleep(0.05)
        raise AssertionError(f"message {number} to {address} did not come; there are {len(self.messages)} in all")

    def code_for(self, address: str) -> str:
        """The newest sign-in code sent to an address, when it has come; other news may have come before it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for message in reversed(self.to(address)):
                if found := CODE.search(body_of(message)):
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"no code came to {address}")


@dataclass
class Service:
    """Where a running copy is, and what it has posted."""

    url: str
    mailbox: Mailbox
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]]

    def flask(self, *arguments: str) -> str:
        """Run a command beside the service and give what it printed."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def body_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def working_at(queue: str, service: Service) -> Iterator[None]:
    """A worker of one more queue, beside a running copy."""
    command = [sys.executable, "-m", "volunteers.worker", queue]
    worker = subprocess.Popen(command, cwd=ROOT, env=service.environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=60)


@contextmanager
def running_service(environment: dict[str, str], data_dir: Path) -> Iterator[Service]:
    """Web server, mail worker and catcher, until the block ends."""
    mailbox = Mailbox()
    catcher = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    catcher.start()
    port = free_port()
    full = {
        **os.environ, **environment, "MAIL_PORT": str(catcher.port), "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    web = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "wsgi:app"]
    worker = [sys.executable, "-m", "volunteers.worker", "mail"]
    with (data_dir / "processes.log").open("ab") as log:
        processes = [subprocess.Popen(command, cwd=ROOT, env=full, stdout=log, stderr=log) for command in (web, worker)]
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/health")
            yield Service(f"http://127.0.0.1:{port}", mailbox, full, processes)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=PATIENCE)
            catcher.stop()


def _wait_until_up(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the web server did not come up")
