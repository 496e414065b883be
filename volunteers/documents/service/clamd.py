"""Asking ClamAV's daemon about a file, over its own socket.

Source: clamd(8), INSTREAM: pieces each after its length in four bytes, a length of zero at the end, one line back.
"""

import socket
import struct
import time

CONNECT_SECONDS = 2.0
MOST_SECONDS = 15.0
PIECE_BYTES = 64_000
LONGEST_ANSWER = 4_000
END = b"\0"


class ScannerAway(Exception):
    """The scanner did not say whether the file is clean; the message is its own, or the failure's name."""


def is_infected(content: bytes, *, address: str, most_seconds: float = MOST_SECONDS) -> bool:
    """Whether the scanner at this address found anything in the content; raises ``ScannerAway``."""
    until = time.monotonic() + most_seconds
    try:
        with _connect(address, min(CONNECT_SECONDS, most_seconds)) as line:
            answer = _ask(line, content, until)
    except OSError as fault:
        raise ScannerAway(type(fault).__name__) from fault
    if answer.endswith(b"FOUND"):
        return True
    if answer == b"stream: OK":
        return False
    raise ScannerAway(answer.decode(errors="replace")[:200] or "no answer")


def _connect(address: str, seconds: float) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _ask(line: socket.socket, content: bytes, until: float) -> bytes:
    """What the daemon says. It may answer and hang up early, as it does when a file is too large for it."""
    try:
        _send(line, b"zINSTREAM\0", until)
        for start in range(0, len(content), PIECE_BYTES):
            piece = content[start : start + PIECE_BYTES]
            _send(line, struct.pack(">I", len(piece)) + piece, until)
        _send(line, struct.pack(">I", 0), until)
    except (BrokenPipeError, ConnectionResetError):
        pass  # its answer may still be there to read
    answer = b""
    while END not in answer and len(answer) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        if not (more := line.recv(LONGEST_ANSWER)):
            break
        answer += more
    return answer.partition(END)[0].strip()


def _send(line: socket.socket, data: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(data)


def _left(until: float) -> float:
    """The seconds left of the whole; ``TimeoutError`` when there are none."""
    if (left := until - time.monotonic()) <= 0:
        raise TimeoutError
    return left
