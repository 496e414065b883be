"""Handing a file out."""

from sqlalchemy import select

from volunteers.documents.models import DocumentContent
from volunteers.documents.queries import get_document
from volunteers.documents.rules import name_to_save_as
from volunteers.documents.rules.folder import Folder, Opened, refusal_to_open
from volunteers.documents.service.keeping import note
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db, sealing_key
from volunteers.sealing import unseal_bytes


def open_document(document_id: int, *, folder: Folder, by: int, reason: str) -> Opened:
    """The content of a file, with who opened it and why in the history: commit before any of it is sent.

    Refused for a file that waits for its scan or had a virus; raises ``NotFound`` for one of another application, and
    for one that was removed.
    """
    document = get_document(folder.application_id, document_id)
    if (wrong := refusal_to_open(document.scan)) is not None:
        raise Refused(wrong)
    content = db.session.scalar(select(DocumentContent).where(DocumentContent.document_id == document.id))
    if document.removed_at is not None or content is None:
        raise NotFound(f"document {document_id} was removed")
    name = name_to_save_as(document.kind, document.media_type, reference=folder.reference, number=document.id)
    note("document_opened", document, by=by, reason=reason)
    return Opened(name, document.media_type, unseal_bytes(content.sealed, key=sealing_key(), place=content.place))
