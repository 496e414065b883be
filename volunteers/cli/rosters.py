"""Rosters that fill themselves, from file to file: nothing is asked of the database or of Redis."""

import math
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from volunteers.cli.files import fail, read_bytes, refuse_target, write_whole
from volunteers.rosters.solver.problem import Problem
from volunteers.rosters.solver.reading import ProblemFault, read_problem
from volunteers.rosters.solver.solution import Solution
from volunteers.rosters.solver.values import LARGEST
from volunteers.rosters.solver.writing import write_solution
from volunteers.strands.queries import all_strands

if TYPE_CHECKING:
    from volunteers.rosters.solver.filling import Progress

A_DAY = 24 * 60 * 60
QUIET_SECONDS = 5  # how long nothing is said while nothing changes
FILE = click.Path(path_type=Path)


@click.group("rosters")
def rosters() -> None:
    """Duty rosters."""


@rosters.command("fill")
@click.option("--problem", "source", type=FILE, required=True, help="The file to read: docs/roster-problem.md.")
@click.option(
    "--solution", "target", type=FILE, required=True, help="The file to write; one that is there is replaced."
)
@click.option("--seconds", type=click.FloatRange(0, A_DAY, min_open=True), default=20.0, show_default=True)
@click.option("--progress", is_flag=True, help="Say how far it is, also where standard error is no terminal.")
def fill_command(source: Path, target: Path, seconds: float, progress: bool) -> None:
    """Fill a roster as well as can be in so many seconds. Ctrl-C stops earlier, with the best so far."""
    if math.isnan(seconds):
        raise click.BadParameter("It must be a number of seconds.", param_hint="--seconds")
    problem = _read(source)
    refuse_target(source, target, called="solution", source_called="problem")
    with _asked_to_stop() as stop:
        # Not before it is needed: a solver and its arrays, which no other command has use for.
        from volunteers.rosters.solver.filling import fill

        tell = _Telling() if progress or sys.stderr.isatty() else _say_nothing
        solution = fill(problem, seconds=seconds, stop=stop.is_set, tell=tell)
        write_whole(target, write_solution(solution), called="solution")
    click.echo(_in_a_sentence(solution))


class _Telling:
    """Says how far it is whenever something changed, and every few seconds."""

    def __init__(self) -> None:
        self.last: tuple[int, int, str] | None = None
        self.said_at = 0.0

    def __call__(self, now: "Progress") -> None:
        found = (now.weight, now.bound, now.phase)
        if found == self.last and now.seconds - self.said_at < QUIET_SECONDS:
            return
        self.last, self.said_at = found, now.seconds
        click.echo(
            f"{now.seconds:7.1f} s  {now.places_filled:,} of {now.places:,} places, "
            f"weight {now.weight:,} of at most {now.bound:,} ({now.phase})",
            err=True,
        )


def _say_nothing(_now: "Progress") -> None:
    return


def _read(source: Path) -> Problem:
    """The problem in a file, or the end with one line about it."""
    grades = {grade.code for strand in all_strands() for grade in strand.grades}
    content = read_bytes(source, at_most=LARGEST, called="problem")
    try:
        return read_problem(content.decode("utf-8-sig"), grades=grades)
    except UnicodeDecodeError:
        fail("problem: is not UTF-8 text")
    except ProblemFault as fault:
        fail(str(fault))


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    """Set by the first Ctrl-C, or by being ended; the second does what it does elsewhere."""
    asked = Event()

    def note(number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(number, before[signal.Signals(number)])

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_a_sentence(solution: Solution) -> str:
    filled = len(solution.assignments)
    places = filled + sum(gap.places for gap in solution.unfilled)
    most = (
        "no roster has more" if solution.bound == solution.score.weight else f"at most {solution.bound:,} is possible"
    )
    return (
        f"{filled:,} of {places:,} places are filled. The weight is {solution.score.weight:,}; {most} "
        f"({solution.status.value}, {solution.seconds:.1f} s)."
    )
