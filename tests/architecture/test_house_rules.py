"""The house rules that a machine can hold: sizes, names, one place that commits and one that asks the time."""

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from config import ROOT

PACKAGE = ROOT / "volunteers"
MODULE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
TEST_MODULE_LINES = 500
# Names that say nothing of what is inside.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
ASKS_THE_TIME = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def python_files() -> list[Path]:
    """Every module of the product: the package and the two files beside it."""
    return [*sorted(PACKAGE.rglob("*.py")), ROOT / "config.py", ROOT / "wsgi.py"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls_of_attribute(path: Path) -> Iterator[tuple[str, str, int]]:
    """Every ``something.name(...)``: the last word of the something, the name, and the line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            word = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            yield word, node.func.attr, node.lineno


def test_the_package_itself_is_empty_so_that_nothing_imports_in_a_circle_through_it() -> None:
    assert (PACKAGE / "__init__.py").read_text().strip() == ""


def test_modules_stay_small() -> None:
    assert not too_long(python_files(), MODULE_LINES)


def test_functions_stay_small() -> None:
    found = [(path, node) for path in python_files() for node in functions(path) if size_of(node) > FUNCTION_LINES]
    assert not [f"{named(path)}: {node.name} ({size_of(node)})" for path, node in found]


def test_templates_stay_small() -> None:
    assert not too_long((ROOT / "templates").rglob("*.*"), TEMPLATE_LINES)


def test_test_modules_stay_small() -> None:
    assert not too_long((ROOT / "tests").rglob("*.py"), TEST_MODULE_LINES)


def too_long(paths: Iterable[Path], most: int) -> list[str]:
    return [f"{named(path)} ({lines_of(path)})" for path in paths if lines_of(path) > most]


def size_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_has_a_name_that_says_nothing() -> None:
    folders = (PACKAGE, ROOT / "tests", ROOT / "bench")
    assert not [named(path) for folder in folders for path in folder.rglob("*.py") if path.stem in EMPTY_NAMES]


def test_only_the_unit_of_work_commits() -> None:
    assert not callers("unit_of_work.py", lambda owner, name: name == "commit")


def test_only_the_clock_asks_the_time() -> None:
    assert not callers("clock.py", lambda owner, name: (owner, name) in ASKS_THE_TIME)


def callers(allowed: str, wanted: Callable[[str, str], bool]) -> list[str]:
    """Where an attribute is called that only one file may call."""
    paths = [path for path in python_files() if path.name != allowed]
    return [f"{named(path)}:{line}" for path in paths for *call, line in calls_of_attribute(path) if wanted(*call)]


def test_every_module_says_what_it_promises() -> None:
    silent = [path for path in python_files() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert not [named(path) for path in silent if path.name != "__init__.py"]


def test_the_rules_see_what_they_should(tmp_path: Path) -> None:
    """A guard that finds nothing guards nothing: shown a file that breaks the rules, they see it."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import datetime\n\ndef late():\n    session.commit()\n    return datetime.datetime.now()\n")
    assert [(owner, name) for owner, name, _ in calls_of_attribute(wrong)] == [
        ("session", "commit"),
        ("datetime", "now"),
    ]
    assert [size_of(node) for node in functions(wrong)] == [3]
