"""Writing, changing, pinning and removing the notes of a case. The history says that it was done, never the words."""

from sqlalchemy import select, update

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.models import CaseNote
from volunteers.onboarding.rules import CHANGED_MEANWHILE, NOT_YOUR_NOTE, REMOVED_MEANWHILE, may_change
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Permission, Viewer

NOT_PERMITTED = Refusal("not_permitted", "You do not have the right to write notes on this application.")


def write_note(application_id: int, *, body: str, by: Viewer) -> CaseNote:
    """Add a note. ``NotFound`` out of scope; refused without the right to it, and on one's own application."""
    application = _take(application_id, by)
    note = CaseNote(application_id=application.id, body=body, written_by_id=by.account_id, written_at=clock.now())
    db.session.add(note)
    db.session.flush()
    _record("note_written", note, by)
    return note


def change_note(application_id: int, note_id: int, *, body: str, seen_version: int, by: Viewer) -> CaseNote:
    """Put other words in the place of a note's, over the version that was seen.

    Refused for a note of someone else that is not the pinned one; ``Conflict`` when it was changed or removed since.
    """
    note = _note(_take(application_id, by), note_id)
    if note.removed_at is not None:
        raise Conflict(REMOVED_MEANWHILE)
    _judge(note, by)
    if note.version != seen_version:
        raise Conflict(CHANGED_MEANWHILE)
    if note.body != body:
        note.body, note.changed_by_id, note.changed_at = body, by.account_id, clock.now()
        db.session.flush()
        _record("note_changed", note, by)
    return note


def remove_note(application_id: int, note_id: int, *, by: Viewer) -> None:
    """Show a note to nobody from now on. Refused for someone else's; removing it again does nothing."""
    note = _note(_take(application_id, by), note_id)
    if note.written_by_id != by.account_id:
        raise Refused(NOT_YOUR_NOTE)
    if note.removed_at is None:
        note.removed_at, note.is_pinned = clock.now(), False
        db.session.flush()
        _record("note_removed", note, by)


def pin_note(application_id: int, note_id: int, *, is_pinned: bool, by: Viewer) -> None:
    """Put a note on top, in the place of the one that was there; or take it down. Anyone who writes notes there may."""
    application = _take(application_id, by)
    note = _note(application, note_id)
    if note.removed_at is not None:
        raise Conflict(REMOVED_MEANWHILE)
    if note.is_pinned is is_pinned:
        return
    if is_pinned:
        others = update(CaseNote).where(CaseNote.application_id == application.id, CaseNote.is_pinned)
        db.session.execute(others.values(is_pinned=False))
    # What is typed over the words meanwhile stays good: pinning changes none of them.
    db.session.execute(update(CaseNote).where(CaseNote.id == note.id).values(is_pinned=is_pinned))
    _record("note_pinned" if is_pinned else "note_unpinned", note, by)


def _take(application_id: int, by: Viewer) -> Application:
    application = take(application_id, by=by)
    if not by.may_in(Permission.APPLICATION_NOTE, application.strand, application.area):
        raise Refused(NOT_PERMITTED)
    return application


def _note(application: Application, note_id: int) -> CaseNote:
    """The note, as it stands now: the application is locked, and so nobody changes it meanwhile."""
    wanted = select(CaseNote).where(CaseNote.id == note_id, CaseNote.application_id == application.id)
    note = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if note is None:
        raise NotFound(f"no note {note_id} of this application")
    return note


def _judge(note: CaseNote, by: Viewer) -> None:
    if not may_change(note.written_by_id == by.account_id, note.is_pinned):
        raise Refused(NOT_YOUR_NOTE)


def _record(act: str, note: CaseNote, by: Viewer) -> None:
    record(act, subject="application", subject_id=note.application_id, by=by.account_id, note=note.id)
