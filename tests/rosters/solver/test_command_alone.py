"""The command in a process of its own, as it is typed where nothing has been set up; the solver is the real one."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from bench.rosters.instances import make
from config import ROOT
from tests.rosters.solver import checker
from tests.rosters.solver.builders import Json, duty, post, problem, volunteer


def typed(source: Path, target: Path, *more: str) -> list[str]:
    files = ["--problem", str(source), "--solution", str(target)]
    return [sys.executable, "-m", "flask", "--app", "wsgi", "rosters", "fill", *files, *more]


def without_settings(tmp_path: Path) -> dict[str, str]:
    """An environment that names no database, no Redis and no secrets."""
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "none")}


def test_it_fills_a_roster_where_nothing_has_been_set_up(tmp_path: Path) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "solution.json"
    given = problem(duty(posts=[post(count=3)]), volunteer("v1"), volunteer("v2"))
    source.write_text(json.dumps(given), encoding="utf-8")
    done = subprocess.run(
        typed(source, target, "--seconds", "30"), cwd=ROOT, env=without_settings(tmp_path), check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    given, found = _both(source, target)
    assert (found["status"], found["score"]["weight"]) == ("optimal", 8)
    assert checker.faults(given, found) == []
    assert checker.said_reasons(found) == checker.reasons(given, found)


def test_ctrl_c_ends_a_long_one_with_the_best_so_far(tmp_path: Path) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "solution.json"
    source.write_text(json.dumps(make(250, 300, 28, 1, kind="tight")), encoding="utf-8")
    with subprocess.Popen(
        typed(source, target, "--seconds", "60", "--progress"), cwd=ROOT, env=without_settings(tmp_path),
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert "places, weight" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(timeout=30) == 0, rest
    given, found = _both(source, target)
    assert found["status"] == "stopped"
    assert checker.faults(given, found) == []


def _both(source: Path, target: Path) -> tuple[Json, Json]:
    return json.loads(source.read_text(encoding="utf-8")), json.loads(target.read_text(encoding="utf-8"))


def test_the_application_does_without_the_solver_and_its_arrays(tmp_path: Path) -> None:
    """They take memory in each process that loads them; a web worker fills no roster."""
    asked = "import sys, volunteers.app; print(sorted({'numpy', 'highspy'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=without_settings(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
