"""Storing a file that was received, sealed, and taking it out again."""

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.documents.models import Document, DocumentContent, place_of
from volunteers.documents.queries import get_document, used_by
from volunteers.documents.rules import DocumentKind, ScanState
from volunteers.documents.rules.folder import Folder, Received, refusals_to_keep
from volunteers.documents.rules.refusals import CLOSED
from volunteers.errors import Refused
from volunteers.extensions import db, sealing_key
from volunteers.history.service import record
from volunteers.people.models import Account
from volunteers.sealing import seal_bytes


def store(received: Received, *, folder: Folder, kind: DocumentKind, by: int) -> Document:
    """Keep a file with an application, sealed for its own row.

    Refused when the application has ended, when it does not ask for this kind, and past what one person may keep.
    Two files of one person are judged one after the other.
    """
    db.session.execute(select(Account.id).where(Account.id == folder.account_id).with_for_update(key_share=True))
    used = used_by(folder.account_id)
    size = len(received.content)
    if refusals := refusals_to_keep(folder, kind, size, files=used.files, stored=used.stored):
        raise Refused(refusals)
    now = clock.now()
    document = Document(
        application_id=folder.application_id, account_id=folder.account_id, kind=kind, name=received.name,
        media_type=received.media_type, size=size, scan=received.scan, created_at=now,
        scanned_at=now if received.scan is ScanState.CLEAN else None,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()  # the seal is bound to the row's number
    sealed = seal_bytes(received.content, key=sealing_key(), place=place_of(document.id))
    db.session.add(DocumentContent(document_id=document.id, sealed=sealed))
    db.session.flush()
    note("document_added", document, by=by)
    return document


def remove(document_id: int, *, folder: Folder, by: int) -> None:
    """Take a file out: its content is deleted, the row stays to say that it was there. A second time does nothing.

    Refused when the application has ended; raises ``NotFound`` for a file of another application.
    """
    document = get_document(folder.application_id, document_id)
    if not folder.is_open:
        raise Refused(CLOSED)
    if document.removed_at is None:
        document.removed_at = clock.now()
        drop_content(document)
        note("document_removed", document, by=by)


def drop_content(document: Document) -> None:
    """Delete what is in a file for good."""
    db.session.execute(delete(DocumentContent).where(DocumentContent.document_id == document.id))


def note(act: str, document: Document, *, by: int | None, **more: str) -> None:
    """Write an act on a file into the history of its application."""
    record(
        act, subject="application", subject_id=document.application_id, by=by, document=document.id,
        kind=document.kind.value, **more,
    )  # fmt: skip
