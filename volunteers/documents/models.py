"""Documents people sent us, and their sealed content, which stands apart so that no list ever loads it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.documents.rules import DocumentKind, MediaType, ScanState
from volunteers.extensions import Model, words


class Document(Model):
    """One file for one application. ``name`` is what its sender called it; nothing is ever handed out under it.

    A removed document keeps its row, without content.
    """

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        Index(None, "account_id"),
        Index(None, "application_id"),
        Index(
            "ix_documents_to_scan",
            "id",
            postgresql_where=text("scan IN ('waiting', 'not_scanned') AND removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind))
    name: Mapped[str]
    media_type: Mapped[MediaType] = mapped_column(words(MediaType))
    size: Mapped[int]
    scan: Mapped[ScanState] = mapped_column(words(ScanState))
    scanned_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class DocumentContent(Model):
    """What is in the file, sealed for its document."""

    __tablename__ = "document_contents"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    sealed: Mapped[bytes]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return place_of(self.document_id)


def place_of(document_id: int) -> str:
    """What the content of a document is sealed for."""
    return f"document_contents.sealed.{document_id}"
