"""The life cycle of the embedded servers: one call brings up what the environment does not name.

``DATABASE_URL`` and ``REDIS_URL`` each replace one of them. Several copies run side by side, one per folder.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from volunteers.local.children import ServerFailed
from volunteers.local.postgres import SOCKET_NAME, Postgres
from volunteers.local.valkey import Valkey

# The system's limit for the address of a Unix socket is 108 bytes on Linux and 104 on macOS.
LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True)
class Addresses:
    """Where the servers are reached, in the form that DATABASE_URL and REDIS_URL take."""

    database_url: str
    redis_url: str


class AlreadyRunning(ServerFailed):
    """Another process runs servers over this folder."""


@contextmanager
def running_servers(
    data_dir: Path, *, durable: bool = True, environ: Mapping[str, str] | None = None
) -> Iterator[Addresses]:
    """Servers over ``data_dir`` for as long as the block lasts; data is kept, and found again the next time.

    ``durable=False`` is for tests: nothing is forced to disk. Raises ``AlreadyRunning`` or ``ServerFailed``.
    """
    given = os.environ if environ is None else environ
    data_dir = data_dir.resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database_url, redis_url = given.get("DATABASE_URL"), given.get("REDIS_URL")
    with ExitStack() as stack:
        stack.enter_context(sole_use(data_dir))
        sockets = socket_folder(data_dir)
        if not redis_url:
            valkey = Valkey(data_dir / "valkey", sockets / "valkey", durable=durable)
            stack.callback(valkey.stop)
            valkey.start()
            redis_url = valkey.url
        if not database_url:
            postgres = Postgres(data_dir / "postgres", sockets / "postgres", durable=durable)
            stack.callback(postgres.stop)
            postgres.start()
            database_url = postgres.url
        yield Addresses(database_url, redis_url)


@contextmanager
def throwaway_folder() -> Iterator[Path]:
    """A folder for servers that live as long as the block.

    Not one that pytest makes: run by root, PostgreSQL's system user must pass through its parents, and every pytest
    session that starts on the machine closes pytest's folder to others again, under the server's feet.
    """
    with tempfile.TemporaryDirectory(prefix="volunteers-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def socket_folder(data_dir: Path) -> Path:
    """Where this folder's sockets lie: inside it, or, when that path is too long, in the temporary folder."""
    inside = data_dir / "sockets"
    if len(os.fsencode(inside / "postgres" / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return inside
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"volunteers-{name}"
    short.mkdir(mode=0o711, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid != os.geteuid():
        raise ServerFailed(f"{short} belongs to someone else; set DATA_DIR to a shorter path.")
    return short


@contextmanager
def sole_use(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it however this process ends."""
    with (data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"Another copy is running on {data_dir}; stop it, or set DATA_DIR.") from None
        yield
