"""Taking a file in, and giving one up."""

import hashlib

from volunteers import clock
from volunteers.documents.rules.names import shown_name
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.imports.models import Import
from volunteers.imports.queries import get_own
from volunteers.imports.rules import ImportState, SheetKind
from volunteers.imports.rules.kinds import WORKING
from volunteers.imports.rules.upload import FileFormat, judge
from volunteers.imports.rules.workbooks import refusal_of_archive
from volunteers.imports.service import contents
from volunteers.imports.service.claiming import go_on_to, hold
from volunteers.imports.service.problems import forget_problems
from volunteers.permissions import Viewer

BUSY = Refusal("busy", "This import is being worked on. Wait until that is done.")
OVER = Refusal("over", "This import is over: nothing of it is left to give up.")


def receive(name: str, content: bytes, *, kind: SheetKind, by: Viewer) -> Import:
    """Keep a file, sealed, and have it read. It must have been scanned before.

    Refused in words for what is no CSV or Excel workbook by its content and its name, or would unpack too large.
    """
    found = judge(name, content)
    if isinstance(found, Refusal):
        raise Refused(found)
    if found is FileFormat.XLSX and (wrong := refusal_of_archive(content)) is not None:
        raise Refused(wrong)
    made = Import(
        kind=kind, file_name=shown_name(name), file_format=found, sha256=hashlib.sha256(content).hexdigest(),
        size=len(content), state=ImportState.READING, made_by_id=by.account_id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    contents.keep(made.id, contents.FILE, content)
    go_on_to(made, ImportState.READING)
    record(
        "import_begun", subject="import", subject_id=made.id, by=by.account_id, sha256=made.sha256, kind=kind.value,
    )  # fmt: skip
    return made


def drop(import_id: int, *, by: Viewer) -> None:
    """Give an import up before anything came of it: its file and its problems are erased.

    Refused while a job is at it, and once it is over. ``NotFound`` for another's.
    """
    get_own(import_id, by)
    found = hold(import_id)
    if found.state in WORKING:
        raise Refused(BUSY)
    if found.state.is_over:
        raise Refused(OVER)
    give_up(found, by=by.account_id)


def give_up(found: Import, *, by: int | None) -> None:
    """Erase what is kept of an import; ``by`` is None where its time ran out."""
    go_on_to(found, ImportState.DROPPED)
    contents.erase(found.id)
    forget_problems(found.id)
    record("import_dropped", subject="import", subject_id=found.id, by=by)
