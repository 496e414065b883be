"""The force this service runs for, read once from its file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from volunteers.forces.rules import Fault, Force, ForceFileError, force_from

FOLDER = Path(__file__).parent
MODEL_FORCE = "avon_and_somerset"


@dataclass
class _Process:
    """What this process was started for."""

    force: str


_process = _Process(MODEL_FORCE)


@cache
def load_force(code: str) -> Force:
    """The force of that code; raises ``ForceFileError`` naming file, key and reason when its file cannot be used."""
    if code not in list_force_codes():
        known = ", ".join(list_force_codes())
        raise ForceFileError(f"{code}.toml", [Fault("file", f"there is no such force file; there are: {known}")])
    return read_force_file(FOLDER / f"{code}.toml")


def read_force_file(path: Path) -> Force:
    """The force a file describes, its code being the file's name; raises ``ForceFileError``."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ForceFileError(path.name, [Fault("file", f"cannot be read: {error}")]) from error
    return force_from(path.stem, path.name, content)


def list_force_codes() -> list[str]:
    """The codes of the forces that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def serve(code: str) -> Force:
    """Make this process serve one force from now on; called once at start. Raises ``ForceFileError``."""
    force = load_force(code)
    _process.force = force.code
    return force


def current_force() -> Force:
    """The force this process serves: the model force until ``serve`` names another."""
    return load_force(_process.force)
