"""Every queue that is written to is read by a worker, and every periodic job exists and needs nothing."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from config import ROOT
from volunteers.local import processes
from volunteers.schedule import Periodic, periodic_jobs
from volunteers.worker import FORKING, QUEUES

WRITES_TO_A_QUEUE = {"queue", "hint_after_commit"}
SOURCES = sorted((ROOT / "volunteers").rglob("*.py"))


def written_queues(path: Path) -> Iterator[str]:
    """The queue of every call that names one; a constant is followed to its value in the same package."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and _called(node) in WRITES_TO_A_QUEUE:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value
            elif isinstance(name, ast.Name | ast.Attribute):
                constant = name.id if isinstance(name, ast.Name) else name.attr
                if constant.isupper():
                    yield from constants(constant)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def constants(name: str) -> Iterator[str]:
    for path in SOURCES:
        for node in ast.parse(path.read_text()).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                yield ast.literal_eval(node.value)  # type: ignore[union-attr]


def test_every_queue_that_is_used_is_served_and_the_other_way_round() -> None:
    used = {queue for path in SOURCES for queue in written_queues(path)} | {job.queue_name for job in periodic_jobs()}
    assert used == set(QUEUES)


def test_the_supervisor_starts_a_worker_for_each_queue() -> None:
    assert set(processes.QUEUES) == set(QUEUES)


def test_what_forks_is_served() -> None:
    assert set(QUEUES) >= FORKING


@pytest.mark.parametrize("job", periodic_jobs(), ids=lambda job: job.func_name)
def test_each_periodic_job_exists_and_needs_nothing(job: Periodic) -> None:
    module, _, name = job.func_name.rpartition(".")
    function = getattr(import_module(module), name)
    assert all(each.default is not each.empty for each in inspect.signature(function).parameters.values())
