"""The force this service runs for: read once from its file, and its areas as they are kept on screen."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from sqlalchemy import select

from volunteers.extensions import db, forget, in_application, remembered
from volunteers.forces.models import KeptArea
from volunteers.forces.rules import Area, Fault, Force, ForceFileError, force_from

FOLDER = Path(__file__).parent
MODEL_FORCE = "avon_and_somerset"
AREAS = "areas of the force"  # asked once in a request, and only where areas are named


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


class ServedForce(Force):
    """A force with its areas as they are kept on screen; those of its file stand in while none is kept."""

    @property
    def known_areas(self) -> tuple[Area, ...]:
        return (remembered(AREAS, _read_areas) if in_application() else ()) or self.listed_areas


def serve(code: str) -> Force:
    """Make this process serve one force from now on; called once at start. Raises ``ForceFileError``."""
    _process.force = load_force(code).code
    return current_force()


def current_force() -> Force:
    """The force this process serves: the model force until ``serve`` names another."""
    return _served(_process.force)


def list_kept_areas() -> Sequence[KeptArea]:
    """The areas kept on screen, in order, ended ones among them; none while the file's stand in."""
    every = select(KeptArea).order_by(KeptArea.position, KeptArea.id)
    return db.session.scalars(every.execution_options(populate_existing=True)).all()


def forget_areas() -> None:
    """Read the areas anew; for whoever has just changed them."""
    forget(AREAS)


@cache
def _served(code: str) -> Force:
    force = load_force(code)
    return ServedForce(**{each.name: getattr(force, each.name) for each in fields(Force)})


def _read_areas() -> tuple[Area, ...]:
    """Plain columns, so that nothing that waits in the session is written by asking for a name."""
    every = select(KeptArea.code, KeptArea.name, KeptArea.ended_at).order_by(KeptArea.position, KeptArea.id)
    with db.session.no_autoflush:
        rows = db.session.execute(every).all()
    return tuple(Area(code, name, ended_at is not None) for code, name, ended_at in rows)
