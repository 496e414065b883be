"""The command that fills a roster from file to file."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from tests.rosters.solver.builders import duty, place, post, problem, volunteer
from volunteers import cli
from volunteers.rosters.solver.problem import Problem
from volunteers.rosters.solver.solution import Reason, Score, Solution, Status, Unfilled

SEATS = duty(posts=[post(count=3)])
ASIDE = "volunteers.rosters.solver.filling"


class Progress:
    """How far a stand-in is."""

    def __init__(self, seconds: float, weight: int) -> None:
        self.seconds, self.weight, self.bound = seconds, weight, 12
        self.places_filled, self.places, self.phase = weight // 4, 3, "improving"


def fill(_problem: Problem, *, seconds: float, stop: Callable[[], bool], tell: Callable[[Any], None]) -> Solution:
    """Stands in for the solver: two of three places."""
    for told in (Progress(0.1, 4), Progress(0.6, 4), Progress(1.1, 8), Progress(6.2, 8)):
        tell(told)
    gap = Unfilled("d1", "patrol", 1, (Reason("rest", 1, 1),))
    places = (place("v1"), place("v2"))
    return Solution(places, Score(8, 0.0, 0.0), 12, Status.STOPPED if stop() else Status.FEASIBLE, seconds, (gap,))


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A solver that answers at once."""
    module = ModuleType(ASIDE)
    module.fill = fill  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, ASIDE, module)
    return module


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A problem with three places, and where its solution goes."""
    source = tmp_path / "problem.json"
    source.write_text(json.dumps(problem(SEATS, volunteer("v1"), volunteer("v2"))), encoding="utf-8")
    return source, tmp_path / "solution.json"


def run(source: Path, target: Path, *more: str) -> Result:
    app = cli.without_settings(["flask", "rosters", "fill"])
    assert app is not None
    typed = ["rosters", "fill", "--problem", str(source), "--solution", str(target), *more]
    return app.test_cli_runner().invoke(args=typed)


def test_the_solution_is_written_and_said_in_a_sentence(stand_in: ModuleType, files: tuple[Path, Path]) -> None:
    done = run(*files, "--seconds", "7")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "2 of 3 places are filled. The weight is 8; at most 12 is possible (feasible, 7.0 s).\n"
    found = json.loads(files[1].read_text(encoding="utf-8"))
    assert (found["score"]["weight"], found["bound"]["weight"], found["unfilled"][0]["places"]) == (8, 12, 1)
    assert sorted(path.name for path in files[1].parent.iterdir()) == ["problem.json", "solution.json"]


def test_progress_is_told_where_it_changed_and_now_and_then(stand_in: ModuleType, files: tuple[Path, Path]) -> None:
    done = run(*files, "--progress")
    assert done.stderr.splitlines() == [
        "    0.1 s  1 of 3 places, weight 4 of at most 12 (improving)",
        "    1.1 s  2 of 3 places, weight 8 of at most 12 (improving)",
        "    6.2 s  2 of 3 places, weight 8 of at most 12 (improving)",
    ]


def _written(text: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(text) and None


@pytest.mark.parametrize(
    ("make_source", "line"),
    [
        (_written(json.dumps(problem(duty(), duty())).encode()),
         "duties[1].id: 'd1' is the id of another duty too, duties[0]"),
        (_written(json.dumps(problem(duty(end="2026-12-09T13:00"))).encode()), "duties[0].end: is not after start"),
        (_written(b'{"a": "\xff"}'), "problem: is not UTF-8 text"),
        (_written(b"\xef\xbb\xbf{}"), "rules: is missing"),
        (_written(b""), "problem: is not JSON: Expecting value at line 1, column 1"),
        (lambda path: path.unlink(), "problem: cannot be read: No such file or directory"),
        (lambda path: (path.unlink(), path.mkdir()), "problem: cannot be read: Is a directory"),
    ],
    ids=["twice", "ends", "bytes", "mark", "empty", "missing", "folder"],
)  # fmt: skip
def test_what_is_malformed_is_one_line_and_leaves_the_file_there(
    stand_in: ModuleType, files: tuple[Path, Path], make_source: Callable[[Path], None], line: str
) -> None:
    source, target = files
    make_source(source)
    target.write_text("the one before", encoding="utf-8")
    done = run(source, target)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{line}\n")
    assert target.read_text(encoding="utf-8") == "the one before"


def test_an_unknown_grade_is_named_with_those_that_exist(stand_in: ModuleType, files: tuple[Path, Path]) -> None:
    files[0].write_text(json.dumps(problem(volunteer(grade="boss"))), encoding="utf-8")
    done = run(*files)
    assert done.exit_code == 2
    assert done.stderr.startswith("volunteers[0].grade: there is no grade 'boss'; there are: ")
    assert {"accompanied", "directed", "qualified", "in_training"} <= set(
        done.stderr.strip().split(": ")[-1].split(", ")
    )


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("nowhere/solution.json", "there is no such folder"),
        (".", "is a folder"),
        ("problem.json", "is the file of the problem"),
    ],
)
def test_a_place_for_the_solution_is_judged_before_computing(
    monkeypatch: pytest.MonkeyPatch, files: tuple[Path, Path], target: str, line: str
) -> None:
    monkeypatch.setitem(sys.modules, ASIDE, None)  # to import it is an error
    done = run(files[0], files[0].parent / target)
    assert (done.exit_code, done.stderr) == (2, f"solution: {line}\n")


def test_a_solution_is_written_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, stand_in: ModuleType, files: tuple[Path, Path]
) -> None:
    source, target = files
    target.write_text("the one before", encoding="utf-8")

    def full(path: Path, text: str, **_options: Any) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(text[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    done = run(source, target)
    assert (done.exit_code, done.stderr) == (2, "solution: cannot be written: No space left on device\n")
    assert target.read_text(encoding="utf-8") == "the one before"
    assert len(list(target.parent.iterdir())) == 2


def test_a_pipe_is_written_to_and_stays_one(stand_in: ModuleType, files: tuple[Path, Path], tmp_path: Path) -> None:
    pipe, heard = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = Thread(target=lambda: heard.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert run(files[0], pipe).exit_code == 0
    reader.join(timeout=10)
    assert json.loads(heard[0])["score"]["weight"] == 8
    assert pipe.is_fifo()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_interrupted_leaves_the_best_so_far(
    stand_in: ModuleType, files: tuple[Path, Path], number: signal.Signals
) -> None:
    before = signal.getsignal(number)

    def interrupted(given: Problem, *, stop: Callable[[], bool], **options: Any) -> Solution:
        assert not stop()
        os.kill(os.getpid(), number)
        assert signal.getsignal(number) == before  # the second ends it
        return fill(given, stop=stop, **options)

    stand_in.fill = interrupted  # type: ignore[attr-defined]
    assert run(*files).exit_code == 0
    assert json.loads(files[1].read_text(encoding="utf-8"))["status"] == "stopped"
    assert signal.getsignal(number) == before


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_the_seconds_are_some(stand_in: ModuleType, files: tuple[Path, Path], seconds: str) -> None:
    done = run(*files, "--seconds", seconds)
    assert done.exit_code == 2
    assert "--seconds" in done.stderr
    assert not files[1].exists()


def test_only_these_commands_need_no_settings() -> None:
    assert cli.without_settings(["flask", "--app", "wsgi", "demo", "seed"]) is None
    assert cli.without_settings(["gunicorn", "wsgi:app"]) is None
