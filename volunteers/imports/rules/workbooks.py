"""Excel workbooks: judged before anything is unpacked, read row by row, and never computed.

Source for what is refused: assurance.md 1, T11, and 2.6; OWASP ASVS 5.0, 5.2.3. A workbook that says it is larger than
it may be is not opened, and no part of one unpacks to more than it says (``zipfile`` stops there).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from volunteers.documents.rules.archive import ENCRYPTED, WAYS_TO_PACK
from volunteers.errors import Refusal, Refused
from volunteers.imports.rules.cells import EMPTY, Row, cell_of
from volunteers.imports.rules.kinds import MOST_COLUMNS

MOST_ENTRIES = 1_000
MOST_UNPACKED_BYTES = 300_000_000
PIECE_BYTES = 1_000_000
OVERLAP_BYTES = 400
MOST_MERGED = 2_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]{0,100}?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]{0,300}?hidden="(?:1|true)"')
PLACE = re.compile(r"([A-Z]+)(\d+)")
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)

BOMB = Refusal("unpacks_too_large", "This workbook unpacks to more than can be read here. Split it, or save it as CSV.")
BROKEN = Refusal(
    "broken", "This workbook is damaged or was not made by a spreadsheet. Open it in Excel and save it again."
)
LOCKED = Refusal("locked", "This workbook has a password. Save it again without one.")
TOO_WIDE = Refusal("too_wide", f"The sheet has more than {MOST_COLUMNS} columns. Delete those that are not needed.")
NO_SHEET = Refusal("no_sheet", "There is no sheet with that name in this workbook.")


@dataclass(frozen=True)
class SheetLine:
    """A sheet to choose."""

    name: str
    is_hidden: bool


@dataclass(frozen=True)
class Merged:
    """Cells that were merged into one; only the first of them holds a value."""

    first_row: int
    last_row: int
    words: str


@dataclass
class SheetFacts:
    """What a sheet says of itself beside its cells."""

    merged: list[Merged] = field(default_factory=list)
    hidden_rows: int = 0
    is_1904: bool = False


def refusal_of_archive(content: bytes) -> Refusal | None:
    """Why a workbook is not opened, from its directory and the beginnings of its parts alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
                return BOMB
            if any(entry.flag_bits & ENCRYPTED for entry in entries):
                return LOCKED
            names = {entry.filename for entry in entries}
            if len(names) < len(entries) or "[Content_Types].xml" not in names:
                return BROKEN
            if any(entry.compress_type not in WAYS_TO_PACK for entry in entries):
                return BROKEN
            return (
                BROKEN if any(_declares(archive, name) for name in names if name.endswith((".xml", ".rels"))) else None
            )
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return BROKEN


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The workbook, to be read row by row; raises ``Refused`` for one that cannot be."""
    # Imported here: it takes half a second that no page needs.
    from openpyxl import load_workbook

    if (wrong := refusal_of_archive(content)) is not None:
        raise Refused(wrong)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except Exception as fault:  # openpyxl raises whatever its parsers do; the file is someone else's
        raise Refused(BROKEN) from fault
    try:
        yield book
    finally:
        book.close()


def sheets_of(book: Any) -> list[SheetLine]:
    """The sheets of cells, in order; charts are none."""
    return [SheetLine(str(sheet.title), sheet.sheet_state != "visible") for sheet in book.worksheets]


def facts_of(book: Any, name: str) -> SheetFacts:
    """Merged cells and hidden rows of a sheet, found in its part of the archive: reading row by row passes them by."""
    facts = SheetFacts(is_1904=book.epoch.year == 1904)
    with book._archive.open(_sheet(book, name)._worksheet_path) as part:
        tail = b""
        while piece := part.read(PIECE_BYTES):
            block = tail + piece
            facts.hidden_rows += len(HIDDEN_ROW.findall(block)) - len(HIDDEN_ROW.findall(tail))
            for first, last in MERGED.findall(block):
                _add(facts.merged, first.decode(), last.decode())
            tail = block[-OVERLAP_BYTES:]
    return facts


def read_rows(book: Any, name: str) -> Iterator[Row]:
    """The rows of a sheet that hold anything, with their numbers; raises ``Refused`` for a damaged or too wide one."""
    sheet = _sheet(book, name)
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    try:
        for number, record in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
            cells = tuple(cell_of(one.value, one.data_type) if one.value is not None else EMPTY for one in record)
            if not any(cell.text for cell in cells):
                continue
            if len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS].text:
                raise Refused(TOO_WIDE)
            yield Row(number, _trimmed(cells[:MOST_COLUMNS]))
    except Refused:
        raise
    except Exception as fault:  # as above
        raise Refused(BROKEN) from fault


def _trimmed(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    last = next(place for place in range(len(cells), 0, -1) if cells[place - 1].text)
    return cells[:last]


def _sheet(book: Any, name: str) -> Any:
    for sheet in book.worksheets:
        if sheet.title == name:
            return sheet
    raise Refused(NO_SHEET)


def _declares(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part declares entities, which no spreadsheet does and which may unfold without end."""
    with archive.open(name) as part:
        return bool(DECLARES.search(part.read(4096).replace(b"\0", b"")))


def _add(merged: list[Merged], first: str, last: str) -> None:
    begin, end = PLACE.fullmatch(first), PLACE.fullmatch(last)
    one = Merged(int(begin[2]), int(end[2]), f"{first} to {last}") if begin and end else None
    if one is not None and one not in merged[-20:] and len(merged) < MOST_MERGED:
        merged.append(one)
