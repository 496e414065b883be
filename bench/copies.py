"""Copies of the application and of the bare stack over databases of three sizes, on this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.load import LOOPBACK, Request, send
from config import ROOT
from volunteers.local.servers import Addresses

SCALES = ("small", "force", "large")
START_SECONDS = 60


@dataclass(frozen=True)
class Copy:
    """A web server under measurement: its port and the process at the head of it."""

    port: int
    pid: int


def database(addresses: Addresses, name: str) -> str:
    """The address of a database of that name on the same server."""
    given = psycopg.conninfo.conninfo_to_dict(addresses.database_url)
    password = f":{given['password']}" if given.get("password") else ""
    where = f"?host={given['host']}" + (f"&port={given['port']}" if given.get("port") else "")
    return f"postgresql://{given.get('user', '')}{password}@/{name}{where}"


def make_database(addresses: Addresses, name: str) -> str:
    """A new, empty database in place of any of that name."""
    with psycopg.connect(addresses.database_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return database(addresses, name)


def environment(addresses: Addresses, database_url: str, data_dir: Path) -> dict[str, str]:
    """The settings of a copy under measurement: as production, but for the machine's own address."""
    return {
        **os.environ,
        "ENVIRONMENT": "test",
        "SECRET_KEY": "a secret key for measuring, of more than 32 characters",
        "SEALING_KEY": "bWVhc3VyaW5na2V5bWVhc3VyaW5na2V5MTIzNDU2Nzg=",
        "DATABASE_URL": database_url,
        "REDIS_URL": addresses.redis_url,
        "MAIL_SERVER": LOOPBACK,
        "MAIL_PORT": "1",
        "MAIL_SENDER": "volunteers@force.example",
        "PUBLIC_URL": f"http://{LOOPBACK}",
        "DATA_DIR": str(data_dir),
        "PYTHONPATH": str(ROOT),
    }


def run_flask(settings: dict[str, str], *arguments: str) -> float:
    """Run a command of the application; how many seconds it took."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments], cwd=ROOT, env=settings, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - begun


@contextmanager
def served(settings: dict[str, str], target: str, first_page: str) -> Iterator[Copy]:
    """Two gunicorn workers over an application, warm, until the block ends."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"{LOOPBACK}:{port}", "--workers", "2", "--log-level", "error",
        target,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=settings)
    try:
        _wait(port, first_page)
        yield Copy(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, page: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            for _ in range(6):  # both workers load their templates
                send(port, Request("GET", page))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the copy on port {port} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
