"""The scanner's protocol, against a stand-in that speaks it."""

import socket
from pathlib import Path

import pytest

from tests.documents.bad_files import EICAR
from tests.documents.scanner import a_scanner
from volunteers.documents.service.clamd import PIECE_BYTES, ScannerAway, is_infected


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1, 1_000_000])
def test_every_byte_arrives_and_nothing_is_found(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    with a_scanner() as scanner:
        assert not is_infected(content[:size], address=scanner.address)
    assert scanner.seen == [content[:size]]


@pytest.mark.parametrize("before", [b"", b"x" * PIECE_BYTES, b"x" * (PIECE_BYTES - 20)])
def test_what_it_finds_is_found(before: bytes) -> None:
    with a_scanner() as scanner:
        assert is_infected(before + EICAR, address=scanner.address)


def test_a_unix_socket_will_do(tmp_path: Path) -> None:
    with a_scanner(tmp_path) as scanner:
        assert scanner.address.startswith("/")
        assert is_infected(EICAR, address=scanner.address)


@pytest.mark.parametrize(
    "says", [b"", b"stream: Can't allocate memory ERROR", b"UNKNOWN COMMAND", b"stream: OK but", b"\xff\xfe"]
)
def test_any_other_answer_is_no_answer(says: bytes) -> None:
    with a_scanner(says=says) as scanner, pytest.raises(ScannerAway):
        is_infected(b"x", address=scanner.address)


def test_a_scanner_that_hangs_up_over_a_large_file_has_not_scanned_it() -> None:
    with a_scanner(hangs_up_after=1_000) as scanner, pytest.raises(ScannerAway):
        is_infected(b"x" * 5_000_000, address=scanner.address)


def test_a_silent_scanner_holds_nobody_up() -> None:
    with a_scanner(is_silent=True) as scanner, pytest.raises(ScannerAway, match="Timeout"):
        is_infected(b"x", address=scanner.address, most_seconds=0.2)


def test_no_scanner_at_all(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for address in (f"127.0.0.1:{port}", str(tmp_path / "nothing.sock")):
        with pytest.raises(ScannerAway):
            is_infected(b"x", address=address, most_seconds=1)
