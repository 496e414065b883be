"""The processes of a local copy, under one supervisor. One that is killed is started again; when one ends for a
reason of its own, or on Ctrl-C, all of them end."""

import shlex
import signal
import sys
import threading
from collections.abc import Callable, Mapping

from honcho.manager import Manager

from config import ROOT
from volunteers.local.environment import HOST, Local

QUEUES = ("mail", "figures", "rosters")
WEB_PROCESSES = 2
GRACE_SECONDS = 3
HEAD_START_SECONDS = 2
# The shell's code for a program that was killed outright, by a person trying what happens or for want of memory. The
# shell itself goes with its whole group when the supervisor stops it.
KILLED = 128 + signal.SIGKILL
KEPT_UP = (
    "sleep {pause}; while :; do {program}; code=$?; [ $code -eq {killed} ] || exit $code; "
    "echo 'It was killed, and is started again.'; sleep 1; done"
)


class Processes(Manager):  # type: ignore[misc]  # honcho publishes no types
    """Honcho's manager, which does one thing more once everything has been started."""

    def __init__(self, once_started: Callable[[], None]) -> None:
        super().__init__()
        self._once_started = once_started

    def _start(self) -> None:
        super()._start()
        # After the forks, since a thread and a fork do not mix.
        threading.Thread(target=self._once_started, daemon=True).start()


def commands(local: Local) -> dict[str, list[str]]:
    """Every process by name, with the command that runs it."""
    python = [sys.executable, "-m"]
    web = [*python, "gunicorn", "wsgi:app", "--bind", f"{HOST}:{local.port}", "--workers", str(WEB_PROCESSES)]
    # The application is loaded once and shared: the second process costs nothing to start.
    web += ["--preload", "--graceful-timeout", str(GRACE_SECONDS), "--log-level", "warning"]
    # Its control socket lies in the home folder, one for all copies.
    web += ["--no-control-socket"]
    found = {"web": web}
    found |= {f"worker-{queue}": [*python, "volunteers.worker", queue] for queue in QUEUES}
    found["schedule"] = [*python, "volunteers.schedule"]
    if local.mail_port:
        mailbox = ["--smtp-port", str(local.mail_port), "--web-port", str(local.mail_web_port)]
        found["mailbox"] = [*python, "volunteers.local.mailbox", "--data-dir", str(local.data_dir), *mailbox]
    return found


def run_all(local: Local, environment: Mapping[str, str], once_started: Callable[[], None]) -> int:
    """Run everything until Ctrl-C, SIGTERM or the end of any one; the exit code of what ended it."""
    manager = Processes(once_started)
    for name, command in commands(local).items():
        # Pages come first: the others load the same application, and all at once would keep people waiting for it.
        pause = 0 if name == "web" else HEAD_START_SECONDS
        whole = KEPT_UP.format(pause=pause, program=shlex.join(command), killed=KILLED)
        manager.add_process(name, whole, env=dict(environment), cwd=str(ROOT))
    manager.loop()
    return int(manager.returncode or 0)
