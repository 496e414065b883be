"""A stand-in for ClamAV's daemon: its protocol on loopback or on a Unix socket, without its signatures."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.documents.bad_files import EICAR


@dataclass
class Scanner:
    """Where it listens, what it was given, and how it answers; ``says`` replaces its own judgement."""

    address: str = ""
    seen: list[bytes] = field(default_factory=list)
    says: bytes | None = None
    hangs_up_after: int | None = None
    finds: bytes = EICAR
    is_silent: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def answer(self, content: bytes) -> bytes:
        if self.says is not None:
            return self.says
        return b"stream: Eicar-Test-Signature FOUND" if self.finds in content else b"stream: OK"


@contextmanager
def a_scanner(folder: Path | None = None, **behaviour: Any) -> Iterator[Scanner]:
    """A scanner on loopback, or on a Unix socket in a folder, until the block ends."""
    scanner = Scanner(**behaviour)
    base: Any = socketserver.ThreadingTCPServer if folder is None else socketserver.ThreadingUnixStreamServer

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            _serve(scanner, self.rfile, self.wfile)

    where: Any = ("127.0.0.1", 0) if folder is None else str(folder / "clamd.sock")
    with base(where, Handler) as server:
        server.daemon_threads = True
        scanner.address = str(where) if folder else f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield scanner
        finally:
            scanner.ended.set()
            server.shutdown()


def _serve(scanner: Scanner, read: Any, write: Any) -> None:
    assert read.read(10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack(">I", read.read(4))[0]:
        content += read.read(size)
        if scanner.hangs_up_after is not None and len(content) > scanner.hangs_up_after:
            write.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
    scanner.seen.append(content)
    if scanner.is_silent:
        scanner.ended.wait(10)
        return
    write.write(scanner.answer(content) + b"\0")
