"""The documents of an application, for those of its staff who may open them."""

from volunteers.documents.queries import DocumentLine, get_line, list_documents
from volunteers.errors import NotFound
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.permissions import Permission, Viewer


def find_case_documents(case: CaseFile, viewer: Viewer) -> list[DocumentLine] | None:
    """What was sent; None for those who may not open it, for one's own application, and where nothing is asked."""
    if not may_open(case, viewer):
        return None
    lines = list_documents(case.application.id)
    return lines if lines or case.strand.documents else None


def get_case_document(case: CaseFile, document_id: int, viewer: Viewer) -> DocumentLine:
    """One of them; raises ``NotFound`` for any other, and for those who may not open it."""
    if not may_open(case, viewer):
        raise NotFound(f"no document {document_id} for this viewer")
    return get_line(case.application.id, document_id)


def may_open(case: CaseFile, viewer: Viewer) -> bool:
    """Whether this person opens the documents of this application: never their own on a page of staff."""
    application = case.application
    return not case.is_own and viewer.may_in(Permission.DOCUMENT_OPEN, application.strand, application.area)
