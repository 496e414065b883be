"""The notes of a case, for those who write them and never for the applicant."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.models import CaseNote
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.rules import NoteLine
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer

MOST_NOTES = 100


def find_notes(case: CaseFile, viewer: Viewer) -> list[NoteLine] | None:
    """The notes, the pinned one first and then the newest; one statement.

    None for those who write no notes there, and on one's own application.
    """
    if not may_note(case, viewer):
        return None
    rows = db.session.execute(
        _notes(case.application.id).order_by(CaseNote.is_pinned.desc(), CaseNote.id.desc()).limit(MOST_NOTES)
    )
    return [_line(note, written_by, changed_by, viewer) for note, written_by, changed_by in rows]


def get_note(case: CaseFile, note_id: int, viewer: Viewer) -> NoteLine:
    """One of them; raises ``NotFound`` for any other, and for one that was removed."""
    if may_note(case, viewer):
        row = db.session.execute(_notes(case.application.id).where(CaseNote.id == note_id)).one_or_none()
        if row is not None:
            note, written_by, changed_by = row
            return _line(note, written_by, changed_by, viewer)
    raise NotFound(f"no note {note_id} for this viewer")


def may_note(case: CaseFile, viewer: Viewer) -> bool:
    """Whether this person reads and writes the notes of this application: never on their own."""
    application = case.application
    return not case.is_own and viewer.may_in(Permission.APPLICATION_NOTE, application.strand, application.area)


def _notes(application_id: int) -> Select[*tuple[Any, ...]]:
    writer, changer = aliased(Account), aliased(Account)
    return (
        select(CaseNote, writer.full_name, changer.full_name)
        .join(writer, writer.id == CaseNote.written_by_id)
        .outerjoin(changer, changer.id == CaseNote.changed_by_id)
        .where(CaseNote.application_id == application_id, CaseNote.removed_at.is_(None))
        .execution_options(populate_existing=True)
    )


def _line(note: CaseNote, written_by: str, changed_by: str | None, viewer: Viewer) -> NoteLine:
    return NoteLine(
        note.id, note.body, note.is_pinned, note.written_by_id, written_by, note.written_at, changed_by,
        note.changed_at, note.version, is_own=note.written_by_id == viewer.account_id,
    )  # fmt: skip
