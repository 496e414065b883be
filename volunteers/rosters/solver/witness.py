"""The process that proves: started, told of better rosters, listened to, and ended."""

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

import volunteers
from volunteers.rosters.solver.problem import Problem
from volunteers.rosters.solver.roster import Pick

ROOT = Path(volunteers.__file__).parent.parent


class Witness:
    """A running proof. It ends with whoever started it, whatever happens: nothing more comes in then."""

    def __init__(self, problem: Problem) -> None:
        self._said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from volunteers.rosters.solver.proving import main; main()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=dict(os.environ),
            start_new_session=True,
        )  # fmt: skip
        self._in, self._out = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._news: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads = (
            threading.Thread(target=self._write, daemon=True),
            threading.Thread(target=self._read, args=(self._out,), daemon=True),
        )
        for one in self._threads:
            one.start()
        self._news.put(problem)

    def tell(self, picks: list[Pick]) -> None:
        """The best roster so far."""
        self._news.put(picks)

    def heard(self) -> Iterator[Any]:
        """What it has said since last time."""
        with suppress(queue.Empty):
            while True:
                yield self._said.get_nowait()

    def end(self) -> None:
        """End it, and wait until it is gone."""
        self._news.put(None)
        self._process.kill()
        self._process.wait()
        for one in self._threads:
            one.join()
        for pipe in (self._in, self._out):
            with suppress(OSError):  # what was still to be written reaches nobody
                pipe.close()

    def _write(self) -> None:
        with suppress(OSError, ValueError):
            while (news := self._news.get()) is not None:
                pickle.dump(news, self._in)
                self._in.flush()

    def _read(self, out: IO[bytes]) -> None:
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                self._said.put(pickle.load(out))  # noqa: S301, what this process and its parent wrote
