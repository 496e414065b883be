"""Reading documents: never their content, which only ``service.open_document`` gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from volunteers.documents.models import Document
from volunteers.documents.rules import DocumentKind, MediaType, ScanState
from volunteers.errors import NotFound
from volunteers.extensions import LARGEST_ID, db, virus_scanner
from volunteers.strands.rules import DocumentAsked

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class DocumentLine:
    """One file of a list."""

    id: int
    kind: DocumentKind
    name: str
    media_type: MediaType
    size: int
    scan: ScanState
    created_at: datetime

    @property
    def can_be_opened(self) -> bool:
        return self.scan in {ScanState.CLEAN, ScanState.NOT_SCANNED}

    @property
    def is_infected(self) -> bool:
        return self.scan is ScanState.INFECTED

    @property
    def is_waiting(self) -> bool:
        return self.scan is ScanState.WAITING

    @property
    def scan_words(self) -> str:
        """What staff read of the scan."""
        return {
            ScanState.CLEAN: "Scanned, no virus found",
            ScanState.NOT_SCANNED: "Not scanned for viruses",
            ScanState.WAITING: "Waiting for its virus scan: it cannot be opened yet",
            ScanState.INFECTED: "Had a virus, and was deleted",
        }[self.scan]

    @property
    def tone(self) -> str:
        """How that is coloured."""
        return {
            ScanState.CLEAN: "good",
            ScanState.NOT_SCANNED: "waiting",
            ScanState.WAITING: "waiting",
            ScanState.INFECTED: "poor",
        }[self.scan]

    @property
    def size_words(self) -> str:
        """Its size in kB, or in MB from one upwards."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1_000))} kB"
        return f"{self.size / 1_000_000:.1f} MB"


@dataclass(frozen=True)
class Shelf:
    """One kind of document: what is asked of it, if it is, and the files there are."""

    kind: DocumentKind
    asked: DocumentAsked | None
    lines: tuple[DocumentLine, ...]

    @property
    def is_lacking(self) -> bool:
        """Whether it is asked of everyone, and no usable file of it is there yet."""
        is_there = any(not line.is_infected for line in self.lines)
        return self.asked is not None and not self.asked.optional and not is_there


@dataclass(frozen=True)
class Used:
    """How much one person keeps here: files, and bytes."""

    files: int
    stored: int


def list_documents(application_id: int) -> list[DocumentLine]:
    """The files of an application that were not removed, oldest first."""
    rows = db.session.execute(
        select(
            Document.id, Document.kind, Document.name, Document.media_type, Document.size, Document.scan,
            Document.created_at,
        )
        .where(Document.application_id == application_id, Document.removed_at.is_(None))
        .order_by(Document.id)
        .limit(MOST_AT_ONCE)
    )  # fmt: skip
    return [DocumentLine(*row) for row in rows]


def count_by_kind(application_id: int) -> dict[DocumentKind, int]:
    """How many usable files of each kind an application has; a kind with none is not named."""
    rows = db.session.execute(
        select(Document.kind, func.count().label("how_many"))
        .where(
            Document.application_id == application_id,
            Document.removed_at.is_(None),
            Document.scan != ScanState.INFECTED,
        )
        .group_by(Document.kind)
    )
    return {row.kind: row.how_many for row in rows}


def get_document(application_id: int, document_id: int) -> Document:
    """A file of this application, removed or not; raises ``NotFound``."""
    own = select(Document).where(Document.id == document_id, Document.application_id == application_id)
    found = db.session.scalars(own).one_or_none() if document_id <= LARGEST_ID else None
    if found is None:
        raise NotFound(f"no document {document_id} of this application")
    return found


def get_line(application_id: int, document_id: int) -> DocumentLine:
    """A file of this application that was not removed; raises ``NotFound``."""
    for line in list_documents(application_id):
        if line.id == document_id:
            return line
    raise NotFound(f"no document {document_id} of this application")


def used_by(account_id: int) -> Used:
    """How much of a person's is kept, over all applications."""
    files, stored = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Document.size), 0)).where(
            Document.account_id == account_id,
            Document.removed_at.is_(None),
            Document.scan != ScanState.INFECTED,
        )
    ).one()
    return Used(files, stored)


def list_to_scan() -> Sequence[int]:
    """The files nobody scanned yet, oldest first; none where there is no scanner."""
    if virus_scanner() is None:
        return ()
    unscanned = (ScanState.WAITING, ScanState.NOT_SCANNED)
    return db.session.scalars(
        select(Document.id)
        .where(Document.scan.in_(unscanned), Document.removed_at.is_(None))
        .order_by(Document.id)
        .limit(MOST_AT_ONCE)
    ).all()


def list_shelves(application_id: int, asked: Sequence[DocumentAsked]) -> list[Shelf]:
    """Each kind that is asked for, in order, with the files there are; then kinds that are no longer asked for."""
    lines = list_documents(application_id)
    kinds = {one.kind: one for one in asked}
    others = [line.kind for line in lines if line.kind not in kinds]
    return [
        Shelf(DocumentKind(kind), kinds.get(kind), tuple(line for line in lines if line.kind == kind))
        for kind in dict.fromkeys([*kinds, *others])
    ]
