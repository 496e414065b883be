"""The documents of one application, as far as this room knows an application."""

from dataclasses import dataclass

from volunteers.documents.rules.kinds import MOST_BYTES, MOST_FILES, DocumentKind, MediaType, ScanState
from volunteers.documents.rules.refusals import CLOSED, NOT_ASKED, TOO_MANY_BYTES, TOO_MANY_FILES
from volunteers.errors import Refusal


@dataclass(frozen=True)
class Folder:
    """Whose they are, what is asked for, and whether anything may still be added or taken out."""

    application_id: int
    account_id: int
    reference: str
    asked: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True)
class Received:
    """A file that may be kept: cleaned, with what the scanner said of it."""

    name: str
    media_type: MediaType
    content: bytes
    scan: ScanState


@dataclass(frozen=True)
class Opened:
    """A file as it is handed out, under a name of ours."""

    name: str
    media_type: MediaType
    content: bytes


def refusals_to_keep(folder: Folder, kind: DocumentKind, size: int, *, files: int, stored: int) -> list[Refusal]:
    """What stands in the way of one more file of this size, beside so many of so many bytes in all."""
    found = []
    if not folder.is_open:
        found.append(CLOSED)
    elif kind not in folder.asked:
        found.append(NOT_ASKED)
    elif files >= MOST_FILES:
        found.append(TOO_MANY_FILES)
    elif stored + size > MOST_BYTES:
        found.append(TOO_MANY_BYTES)
    return found


def refusal_to_open(scan: ScanState) -> Refusal | None:
    """Why nobody may open a file, by what the scanner said of it."""
    if scan is ScanState.WAITING:
        return Refusal("waiting", "This file waits for its virus scan. It can be opened after that.", "The scanner")
    if scan is ScanState.INFECTED:
        return Refusal("infected", "There was a virus in this file. It is gone, and cannot be opened.")
    return None
