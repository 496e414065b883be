"""Child processes that serve: started apart from the terminal, waited for, and never left behind."""

import ctypes
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 30
STEP_SECONDS = 0.02
LAST_LINES = 15
PR_SET_PDEATHSIG = 1


class ServerFailed(Exception):
    """An embedded server is missing, did not start or did not stop; the message says which, and shows its log."""


def start_child(
    command: list[str], log: IO[bytes], last_signal: signal.Signals, run_as: pwd.struct_passwd | None = None
) -> subprocess.Popen[bytes]:
    """Start a program that writes to ``log``; where the system can, it gets ``last_signal`` if we are killed outright.

    It has a session of its own, so that Ctrl-C reaches the supervisor alone, which then stops things in order.
    """
    return subprocess.Popen(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=run_as.pw_uid if run_as else None,
        group=run_as.pw_gid if run_as else None,
        extra_groups=[] if run_as else None,
        preexec_fn=_signalled_when_orphaned(last_signal),  # noqa: PLW1509 - one call into C, which takes no lock
    )


def until_ready(name: str, child: subprocess.Popen[bytes] | None, ready: Callable[[], bool], log: Path) -> None:
    """Wait for ``ready``; ``ServerFailed`` if the child ends first or half a minute has passed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if child is not None and child.poll() is not None:
            raise ServerFailed(f"{name} ended at once (code {child.returncode}).\n{last_words(log)}")
        if time.monotonic() > deadline:
            raise ServerFailed(f"{name} did not answer in {PATIENCE_SECONDS} seconds.\n{last_words(log)}")
        time.sleep(STEP_SECONDS)


def stop_child(
    child: subprocess.Popen[bytes], gently: signal.Signals, at_last: signal.Signals, patience: float
) -> None:
    """Ask a child to end, insist when it has not after ``patience`` seconds, and wait until it has."""
    child.send_signal(gently)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.send_signal(at_last)
        child.wait()


def last_words(log: Path) -> str:
    """The end of a log file."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:]) if log.exists() else ""


def _signalled_when_orphaned(last_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, int(last_signal))
