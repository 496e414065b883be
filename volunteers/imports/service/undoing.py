"""Taking back an import: exactly the rows that came of it, but those of people with whom something was done since."""

from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.engine import CursorResult

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record, record_each
from volunteers.imports.models import Import, ImportRecord
from volunteers.imports.queries import get_import
from volunteers.imports.queries.touched import MADE_IN, list_touched
from volunteers.imports.rules import UNDO_FOR, ImportState
from volunteers.imports.service.applying import IMPORTS_LOCK
from volunteers.imports.service.claiming import go_on_to, hold
from volunteers.imports.service.copying import take_time
from volunteers.imports.service.matching import NOT_NOW
from volunteers.imports.service.problems import forget_problems
from volunteers.permissions import Viewer

TOO_LATE = Refusal(
    "too_late", f"This came in more than {UNDO_FOR.days} days ago. Change what is wrong on each person's record."
)


def ask_to_undo(import_id: int, *, by: Viewer) -> None:
    """Have an import taken back, by anyone who may import.

    Refused once it is too late; ``Conflict`` unless it is brought in; ``NotFound`` where the viewer may not see it.
    """
    get_import(import_id, by)
    found = hold(import_id)
    if found.state is not ImportState.APPLIED or found.applied_at is None:
        raise Conflict(NOT_NOW)
    if not may_still_be_undone(found, clock.now()):
        raise Refused(TOO_LATE)
    found.undone_by_id = by.account_id
    go_on_to(found, ImportState.UNDOING)


def may_still_be_undone(found: Import, now: datetime) -> bool:
    """Whether its time has not run out."""
    return found.applied_at is not None and now - found.applied_at <= UNDO_FOR


def undo(import_id: int) -> None:
    """Delete every row that came and stands untouched, in one transaction; the people kept are counted and stay."""
    take_time()
    db.session.execute(select(func.pg_advisory_xact_lock(IMPORTS_LOCK)))
    found = hold(import_id)
    if found.state is not ImportState.UNDOING:
        return
    touched = list_touched(import_id)
    going = _going(import_id, touched)
    removed = {name: _delete(import_id, name, touched) for name in MADE_IN}
    db.session.execute(
        delete(ImportRecord).where(ImportRecord.import_id == import_id, ImportRecord.volunteer_id.not_in(touched))
    )
    found.undone_at = clock.now()
    found.counts = {**found.counts, "kept": len(touched), "removed": removed["volunteers"]}
    go_on_to(found, ImportState.UNDONE)
    forget_problems(import_id)
    by = found.undone_by_id
    record(
        "import_undone", subject="import", subject_id=import_id, by=by, kept=len(touched), removed=removed["volunteers"]
    )
    record_each("import_undone", subject="volunteer", subject_ids=going, by=by, import_id=import_id)


def _going(import_id: int, touched: list[int]) -> list[int]:
    own = select(ImportRecord.volunteer_id).distinct().where(ImportRecord.import_id == import_id)
    return sorted(db.session.scalars(own.where(ImportRecord.volunteer_id.not_in(touched))))


def _delete(import_id: int, name: str, touched: list[int]) -> int:
    if name not in MADE_IN:
        raise NotFound(name)
    # One of our own tables; nothing of a sheet stands in the statement.
    gone = text(
        f"DELETE FROM {name} t USING import_records r WHERE r.import_id = :import_id "  # noqa: S608
        f"AND r.made_in = '{name}' AND r.row_id = t.id AND NOT r.volunteer_id = ANY(:touched)"
    )
    result = db.session.execute(gone, {"import_id": import_id, "touched": touched})
    return result.rowcount if isinstance(result, CursorResult) else 0
