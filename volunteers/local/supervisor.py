"""``make run``: everything on this machine, started in order and stopped in order.

The servers come first and leave last; between them the database is brought up to date, an empty one is filled with
the demonstration force, and the web server, the workers, the scheduler and the mail catcher run side by side.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psycopg

from config import ROOT
from volunteers.local.children import ServerFailed
from volunteers.local.environment import HOST, Local, read_local, write_environment
from volunteers.local.processes import run_all
from volunteers.local.servers import running_servers, sole_use

HEALTH_SECONDS = 60
REVISION = re.compile(r'^revision(?:: str)? = "(\w+)"', re.MULTILINE)
FOLLOWED = re.compile(r'^down_revision(?:: [^=]+)? = "(\w+)"', re.MULTILINE)
STOPPED_BY_PERSON = {130, 143, -signal.SIGINT, -signal.SIGTERM}
# What a reset throws away, by name: nothing else that may lie in the folder.
DATA = ["postgres", "valkey", "mail", "sockets", "environment", "personas.json", "demonstration"]
DATA += ["postgres.log", "valkey.log"]


class CannotStart(Exception):
    """Something outside stands in the way; the message says what, and what to do."""


def main() -> int:
    """Start, run until stopped, and say plainly why when that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m volunteers.local.supervisor", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw this copy's data away first")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        local = read_local(os.environ)
        _check(local, os.environ)
        if arguments.reset:
            reset(local, os.environ)
        return run(local, os.environ)
    except (CannotStart, ServerFailed, ValueError) as fault:
        print(f"\nCannot start: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def run(local: Local, environ: Mapping[str, str]) -> int:
    """One copy, from its servers to its last process; the exit code is 0 when a person stopped it."""
    began = time.monotonic()
    print("Starting PostgreSQL and Valkey ...")
    with running_servers(local.data_dir, environ=environ) as addresses:
        environment = write_environment(local, addresses, environ)
        migrate(environment)
        sign_ins = demonstration(local, environment)
        code = run_all(local, environment, lambda: announce(local, sign_ins, began))
        print("Stopping the servers ...")
    print("Stopped.")
    return 0 if code in STOPPED_BY_PERSON else code


def migrate(environment: Mapping[str, str]) -> None:
    """Bring the database up to date; whether there is anything to do is seen without loading the application."""
    if _revisions(environment["DATABASE_URL"]) != newest_revisions(ROOT / "migrations" / "versions"):
        print("Bringing the database up to date ...")
        flask(environment, "db", "upgrade")


def newest_revisions(folder: Path) -> set[str]:
    """The migrations that no other follows; read as text, because loading Alembic takes as long as the servers."""
    text = "\n".join(path.read_text() for path in folder.glob("*.py"))
    return set(REVISION.findall(text)) - set(FOLLOWED.findall(text))


def demonstration(local: Local, environment: Mapping[str, str]) -> str:
    """Fill an empty database with the demonstration force; who can sign in, in words."""
    remembered = local.data_dir / "demonstration"
    database, _, sign_ins = remembered.read_text().partition("\n") if remembered.is_file() else ("", "", "")
    if database != environment["DATABASE_URL"]:
        print("Making the demonstration force ...")
        flask(environment, "demo", "seed", "--seed", "1", "--if-empty", *_size(environment))
        sign_ins = flask(environment, "demo", "personas", quiet=True)
        remembered.touch(mode=0o600)
        remembered.write_text(f"{environment['DATABASE_URL']}\n{sign_ins}")
    return sign_ins


def _size(environment: Mapping[str, str]) -> list[str]:
    given = {"--volunteers": environment.get("VOLUNTEERS"), "--years": environment.get("YEARS")}
    return [part for option, value in given.items() if value for part in (option, value)]


def flask(environment: Mapping[str, str], *command: str, quiet: bool = False) -> str:
    """Run one of the application's own commands; what it printed, if ``quiet``. ``CannotStart`` when it fails."""
    whole = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    done = subprocess.run(
        whole, cwd=ROOT, env=dict(environment), check=False, text=True, stdout=subprocess.PIPE if quiet else None
    )
    if done.returncode != 0:
        raise CannotStart(f"`flask {' '.join(command)}` failed; its own words are above.")
    return done.stdout or ""


def announce(local: Local, sign_ins: str, began: float) -> None:
    """Wait until the service answers, then say where everything is."""
    deadline = time.monotonic() + HEALTH_SECONDS
    while not _answers(f"{local.url}/health"):
        if time.monotonic() > deadline:
            print(f"\nThe service has not answered at {local.url}/health for {HEALTH_SECONDS} seconds.")
            return
        time.sleep(0.1)
    print(banner(local, sign_ins, time.monotonic() - began))


def banner(local: Local, sign_ins: str, seconds: float) -> str:
    """What a person needs to know, once everything runs."""
    mail = f"Mail and sign-in codes  {local.mail_url}" if local.mail_url else "Mail goes to the server in MAIL_SERVER"
    rule = "─" * 78
    lines = [rule, f"Ready in {seconds:.1f} seconds.", "", f"The service             {local.url}", mail]
    lines += [f"Data                    {local.data_dir}", "", sign_ins.rstrip(), "", "Ctrl-C stops everything.", rule]
    return "\n" + "\n".join(lines) + "\n"


def reset(local: Local, environ: Mapping[str, str]) -> None:
    """Throw away what this copy keeps."""
    if environ.get("DATABASE_URL"):
        raise CannotStart("DATABASE_URL names a database of yours. Empty it yourself; this only wipes its own.")
    local.data_dir.mkdir(parents=True, exist_ok=True)
    with sole_use(local.data_dir):
        for name in DATA:
            _remove(local.data_dir / name)
    print(f"The demonstration in {local.data_dir} is gone.")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _check(local: Local, environ: Mapping[str, str]) -> None:
    if environ.get("ENVIRONMENT", "development") != "development":
        raise CannotStart("this is for development only, and ENVIRONMENT says otherwise.")
    for name, port in local.ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                raise CannotStart(f"port {port} is taken. Set {name} to another, as in `make run PORT=8100`.") from None


def _revisions(database_url: str) -> set[str]:
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return set()
        return {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


if __name__ == "__main__":
    sys.exit(main())
