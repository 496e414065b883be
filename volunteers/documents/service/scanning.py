"""Scanning what is stored and was not scanned yet."""

from sqlalchemy import select

from volunteers import clock
from volunteers.documents.models import Document, DocumentContent
from volunteers.documents.rules import ScanState
from volunteers.documents.service.keeping import drop_content, note
from volunteers.extensions import db, sealing_key
from volunteers.sealing import unseal_bytes

UNSCANNED = (ScanState.WAITING, ScanState.NOT_SCANNED)


def content_to_scan(document_id: int) -> bytes | None:
    """What is in a stored file that was not scanned; None when it was meanwhile, or is gone."""
    found = db.session.scalar(
        select(DocumentContent)
        .join(Document, Document.id == DocumentContent.document_id)
        .where(DocumentContent.document_id == document_id, Document.scan.in_(UNSCANNED))
    )
    return unseal_bytes(found.sealed, key=sealing_key(), place=found.place) if found else None


def mark_scanned(document_id: int, found: ScanState) -> None:
    """Note what the scanner said; what had a virus is deleted. Does nothing for a file that was scanned meanwhile."""
    document = db.session.scalars(
        select(Document)
        .where(Document.id == document_id, Document.scan.in_(UNSCANNED), Document.removed_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if document is None:
        return
    document.scan, document.scanned_at = found, clock.now()
    if found is ScanState.INFECTED:
        drop_content(document)
        note("document_infected", document, by=None)
