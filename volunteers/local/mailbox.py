"""The development mail catcher: takes every message by SMTP, sends none on, and shows them on a page of its own.

Run by the supervisor on the loopback address only. Messages are kept as files under ``DATA_DIR/mail``.
"""

import argparse
import json
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import MIMEPart
from email.policy import default as modern
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from volunteers.local import mailbox_pages as pages

HOST = "127.0.0.1"
MOST_SHOWN = 200


class Store:
    """Messages as files, named so that their order is the order they came in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, content: bytes) -> None:
        name = f"{time.time_ns()}-{threading.get_ident()}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(content)
        unfinished.rename(self.folder / f"{name}.eml")

    def newest(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"), key=lambda path: path.name, reverse=True)[:MOST_SHOWN]

    def letters(self) -> list[pages.Letter]:
        return [letter(path) for path in self.newest()]

    def read(self, name: str) -> pages.Letter | None:
        """One message, or nothing when there is none of that name."""
        path = next((path for path in self.folder.glob("*.eml") if path.stem == name), None)
        return letter(path) if path else None


def letter(path: Path) -> pages.Letter:
    """What a page shows of a stored message."""
    message = message_from_bytes(path.read_bytes(), policy=modern)
    body = message.get_body(preferencelist=("plain", "html"))
    return pages.Letter(
        name=path.stem,
        to=str(message.get("X-Envelope-To") or message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or "(no subject)"),
        arrived=datetime.fromtimestamp(int(path.stem.partition("-")[0]) / 1e9, tz=UTC).astimezone(),
        text=_text(body),
    )


def _text(body: MIMEPart | None) -> str:
    if body is None:
        return "(no text in this message)"
    try:
        return str(body.get_content())
    except (LookupError, UnicodeError):
        return "(text in an unknown encoding)"


class Taker:
    """What the SMTP server does with a message."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        to = ", ".join(envelope.rcpt_tos).replace("\r", "").replace("\n", "")
        self.store.keep(f"X-Envelope-To: {to}\r\n".encode() + (envelope.original_content or b""))
        return "250 Kept"


def page_handler(store: Store, personas: Path) -> type[BaseHTTPRequestHandler]:
    """The web page over a store and the file of demonstration sign-ins."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = self._answer()
            content = body.encode()
            self.send_response(status)
            for name, value in pages.HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _answer(self) -> tuple[HTTPStatus, str]:
            # Another site's name that resolves to this machine must not be able to read the codes.
            if self.headers.get("Host", "").rsplit(":", 1)[0] not in {HOST, "localhost"}:
                return HTTPStatus.FORBIDDEN, pages.message("Not this way", "Open it by the address make run prints.")
            path = self.path.partition("?")[0]
            if path == "/":
                return HTTPStatus.OK, pages.home(store.letters(), read_personas(personas))
            if path == "/mail":
                return HTTPStatus.OK, pages.everything(store.letters())
            found = store.read(path.removeprefix("/mail/")) if path.startswith("/mail/") else None
            if found is None:
                return HTTPStatus.NOT_FOUND, pages.message("Not found", "There is no such message here.")
            return HTTPStatus.OK, pages.one(found)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the page reloads itself often."""

    return Handler


def read_personas(path: Path) -> list[pages.Persona]:
    """The demonstration sign-ins that the seed wrote down; none before that, or while it is writing."""
    try:
        return [pages.Persona.from_json(entry) for entry in json.loads(path.read_text())]
    except (FileNotFoundError, json.JSONDecodeError):
        return []


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m volunteers.local.mailbox", description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--web-port", type=int, required=True)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    store = Store(arguments.data_dir / "mail")
    smtp = Controller(Taker(store), hostname=HOST, port=arguments.smtp_port)
    smtp.start()
    handler = page_handler(store, arguments.data_dir / "personas.json")
    try:
        with ThreadingHTTPServer((HOST, arguments.web_port), handler) as web:
            web.serve_forever()
    finally:
        smtp.stop()


if __name__ == "__main__":
    main()
