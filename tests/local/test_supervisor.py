"""One command starts everything, says where it is, keeps the data, and leaves nothing running when it stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from config import ROOT
from tests.local.test_servers import running_over
from tests.service import free_port
from volunteers.local.environment import read_local
from volunteers.local.supervisor import DATA, CannotStart, banner, newest_revisions, reset

PATIENCE_SECONDS = 400


def test_the_newest_migration_is_the_one_alembic_finds() -> None:
    folder = ROOT / "migrations"
    assert newest_revisions(folder / "versions") == set(ScriptDirectory(str(folder)).get_heads())


def test_a_reset_throws_away_its_own_data_and_nothing_else(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path)}
    for name in DATA:
        (tmp_path / name).write_text("")
    (tmp_path / "mine.txt").write_text("")
    reset(read_local(given), given)
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", "lock"}


def test_a_reset_leaves_a_database_of_ones_own_alone(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql://force.example/volunteers"}
    (tmp_path / "mail").mkdir()
    with pytest.raises(CannotStart, match="DATABASE_URL"):
        reset(read_local(given), given)
    assert (tmp_path / "mail").exists()


def test_the_banner_says_where_everything_is(tmp_path: Path) -> None:
    words = banner(read_local({"DATA_DIR": str(tmp_path), "PORT": "8100"}), "Helen Marsh  coordinator\n", 3.21)
    for expected in ("http://127.0.0.1:8100", "http://127.0.0.1:8125", "Helen Marsh", str(tmp_path), "3.2 seconds"):
        assert expected in words


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [("ENVIRONMENT", "production", "for development only"), ("PORT", "x", "port number"), ("PORT", "", "is taken")],
)
def test_what_stands_in_the_way_is_said_in_words(tmp_path: Path, setting: str, value: str, words: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        given = {"PORT": str(taken.getsockname()[1]), "DATA_DIR": str(tmp_path)}
        given |= {setting: value} if value else {}
        done = subprocess.run(
            _COMMAND, cwd=ROOT, env={**_plain(), **given}, check=False, capture_output=True, text=True
        )
    assert done.returncode == 1
    assert words in done.stderr


_COMMAND = [sys.executable, "-m", "volunteers.local.supervisor"]


def _plain() -> dict[str, str]:
    replaced = ("DATABASE_URL", "REDIS_URL", "MAIL_SERVER", "MAIL_PORT", "MAIL_WEB_PORT", "ENVIRONMENT")
    return {name: value for name, value in os.environ.items() if name not in replaced}


@contextmanager
def running_copy(data_dir: Path, port: int) -> Iterator[str]:
    """Everything, as ``make run`` starts it; what it said until it was ready."""
    given = {"DATA_DIR": str(data_dir), "PORT": str(port), "VOLUNTEERS": "20", "YEARS": "1"}
    given |= {"MAIL_PORT": str(free_port()), "MAIL_WEB_PORT": str(free_port())}
    log = data_dir.parent / "said.txt"
    with log.open("wb") as said:
        copy = subprocess.Popen(_COMMAND, cwd=ROOT, env={**_plain(), **given}, stdout=said, stderr=said)
        try:
            wait_for(log, "Ctrl-C stops everything", lambda: copy.poll() is None)
            yield log.read_text()
        finally:
            copy.send_signal(signal.SIGINT)
            assert copy.wait(60) == 0, log.read_text()


def wait_for(log: Path, words: str, still_running: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in log.read_text():
        assert still_running(), log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def kill_the_mail_worker(data_dir: Path, said: str) -> None:
    found = re.search(r"worker-mail started \(pid=(\d+)\)", said)
    assert found
    command = ["ps", "--no-headers", "-wwo", "pid,args", "--ppid", found[1]]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        pid, _, program = (
            subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip().partition(" ")
        )
        if "volunteers.worker" in program:
            return os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.1)
    raise AssertionError(f"no mail worker over {data_dir}")


def test_it_starts_stops_and_starts_again_with_what_it_had(folder: Path) -> None:
    data_dir, port = folder / "data", free_port()
    with running_copy(data_dir, port) as said:
        assert "Making the demonstration force" in said
        assert "helen.marsh@avonandsomerset.example" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
            assert answer.status == 200
        kill_the_mail_worker(data_dir, said)
        wait_for(folder / "said.txt", "started again", lambda: True)
    assert not running_over(data_dir)
    with running_copy(data_dir, port) as said:
        assert "Making the demonstration force" not in said
        assert "helen.marsh@avonandsomerset.example" in said
    assert not running_over(data_dir)
