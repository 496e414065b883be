"""One method on one problem, in a process of its own: OR-Tools and HiGHS cannot share one, nor should memory be."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import family
from tests.rosters.solver import checker

PYTHON = [sys.executable, "-m"]
COMMANDS = {
    "ours": [*PYTHON, "flask", "--app", "wsgi", "rosters", "fill", "--problem", "{problem}", "--solution", "{solution}",
             "--seconds", "{seconds}"],
    "CP-SAT": [*PYTHON, "bench.rosters.plain_cpsat", "{problem}", "{solution}", "{seconds}"],
    "HiGHS": [*PYTHON, "bench.rosters.plain_highs", "{problem}", "{solution}", "{seconds}"],
}  # fmt: skip
METHODS = tuple(COMMANDS)
LOOK_EVERY = 0.2  # seconds
MEGABYTE = 1024  # kilobytes
MOST_MB = 16_000
GRACE = 300  # seconds beyond its own that a method may take, for reading and for stopping late


@dataclass(frozen=True)
class Outcome:
    """What came of it. ``trouble`` is what the checker found wrong, or why there is no solution at all."""

    method: str
    places: int = 0
    weight: int = 0
    bound: int = 0
    shortfall: float = 0.0
    kilometres: float = 0.0
    status: str = "none"
    seconds: float = 0.0  # from start to end of the process, reading and writing with it
    peak_mb: float = 0.0
    trouble: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """The part of what is not ruled out that is not reached."""
        return (self.bound - self.weight) / self.bound if self.bound else 0.0


def measure(method: str, problem: dict[str, Any], folder: Path, seconds: float, *, reasons: bool) -> Outcome:
    """Run it, watch its memory, and have the checker look at what it wrote."""
    problem_file, solution_file = folder / "problem.json", folder / f"{method}.json"
    problem_file.write_text(json.dumps(problem))
    solution_file.unlink(missing_ok=True)
    names = {"problem": problem_file, "solution": solution_file, "seconds": seconds}
    taken, peak, words = _watch([part.format(**names) for part in COMMANDS[method]], folder / "said.txt", seconds)
    if words or not solution_file.exists():
        return Outcome(method, seconds=taken, peak_mb=peak, trouble=(words or "no solution was written",))
    solution = json.loads(solution_file.read_text())
    trouble = checker.faults(problem, solution)
    if reasons and method == "ours" and not trouble:
        trouble = wrong_reasons(problem, solution)
    counted = checker.score(problem, solution)
    return Outcome(
        method,
        len(solution["assignments"]),
        counted["weight"],
        solution["bound"]["weight"],
        counted["shortfall_hours"],
        counted["kilometres"],
        solution["status"],
        taken,
        peak,
        tuple(trouble),
    )


def wrong_reasons(problem: dict[str, Any], solution: dict[str, Any]) -> list[str]:
    """Where the reasons differ from those the checker counts. This takes the checker long for a whole force."""
    counted, said = checker.reasons(problem, solution), checker.said_reasons(solution)
    return [
        f"{post}: {said.get(post)} should be {counted.get(post)}"
        for post in {*counted, *said}
        if counted.get(post) != said.get(post)
    ]


def _watch(command: Sequence[str], said_file: Path, seconds: float) -> tuple[float, float, str]:
    """Seconds, the most megabytes at once with all its children, and what went wrong if anything did."""
    began, peak, words = time.monotonic(), 0.0, ""
    with said_file.open("w") as said_to:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said_to, start_new_session=True)
    while process.poll() is None:
        peak = max(peak, _most_mb(process.pid))
        if peak > MOST_MB or time.monotonic() - began > seconds + GRACE:
            words = "more memory than there is" if peak > MOST_MB else "did not stop"
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(LOOK_EVERY)
    said = said_file.read_text(errors="replace").strip().splitlines()
    if process.returncode and not words:
        words = said[-1] if said else f"ended with {process.returncode}"
    return time.monotonic() - began, peak, words


def _most_mb(parent: int) -> float:
    """The most that a process and all living ones that descend from it ever held; what they share counts for each."""
    kilobytes = 0
    for pid in family(parent):
        try:
            lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return kilobytes / MEGABYTE
