"""Reading a file once, from its first row to its last, into rows that are quick to go through again."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from itertools import chain, islice
from typing import Any

from volunteers.errors import Refusal, Refused
from volunteers.imports.models import Import
from volunteers.imports.queries import get_catalogue
from volunteers.imports.rules import MOST_ROWS, ImportState
from volunteers.imports.rules.cells import Row
from volunteers.imports.rules.csv_files import open_text
from volunteers.imports.rules.csv_files import read_rows as read_csv
from volunteers.imports.rules.matching import LOOKED_AT, find_heading_row
from volunteers.imports.rules.profile import Profile, pack
from volunteers.imports.rules.targets import targets_of
from volunteers.imports.rules.upload import FileFormat
from volunteers.imports.rules.workbooks import SheetFacts, facts_of, opened, sheets_of
from volunteers.imports.rules.workbooks import read_rows as read_sheet
from volunteers.imports.service import contents
from volunteers.imports.service.claiming import go_on_to, hold, note_progress
from volunteers.imports.service.matching import begin_matching

AT_ONCE = 1_000
NO_FILE = Refusal("no_file", "The file is no longer kept. Send it again.")
NO_ROWS = Refusal("no_rows", "There is no row in this sheet below the headings.")
TOO_MANY = Refusal("too_many", f"There are more than {MOST_ROWS:,} rows in this sheet. Split it.")
COMMENT = "#"


class SheetReader:
    """One pass over the rows of a file, in pieces; what its columns hold is known at its end.

    Where a workbook has several sheets and none was chosen, there are no pieces and ``sheets`` names them. Rows that
    begin with # are passed over, as in our own template. Raises ``Refused`` in words for what cannot be read.
    """

    def __init__(self, found: Import, content: bytes) -> None:
        self.kind, self.file_format, self.sheet = found.kind, found.file_format, found.sheet
        self.content = content
        self.sheets: list[dict[str, Any]] = []
        self.facts: dict[str, Any] = {}
        self.profile = Profile(Row(0, ()))
        self._merged = SheetFacts()

    def pieces(self) -> Iterator[list[Row]]:
        """The rows below the headings, so many at a time."""
        with ExitStack() as stack:
            rows = self._rows(stack)
            if rows is None:
                return
            below = self._below_headings(rows)
            while piece := list(islice(below, AT_ONCE)):
                for row in piece:
                    self.profile.add(row)
                if self.profile.rows > MOST_ROWS:
                    raise Refused(TOO_MANY)
                yield piece
        if not self.profile.rows:
            raise Refused(NO_ROWS)

    def _rows(self, stack: ExitStack) -> Iterator[Row] | None:
        if self.file_format is FileFormat.CSV:
            text = open_text(self.content)
            self.facts = {"encoding": text.encoding, "separator": text.separator_name}
            return read_csv(text)
        book = stack.enter_context(opened(self.content))
        sheets = sheets_of(book)
        if self.sheet is None and len(sheets) > 1:
            self.sheets = [asdict(one) for one in sheets]
            return None
        self.sheet = self.sheet or (sheets[0].name if sheets else "")
        self._merged = facts_of(book, self.sheet)
        self.facts = {"is_1904": self._merged.is_1904, "hidden_rows": self._merged.hidden_rows}
        return read_sheet(book, self.sheet)

    def _below_headings(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The headings are looked for among the first rows: titles and merged cells may stand above them."""
        said = (row for row in rows if not _is_comment(row))
        first = list(islice(said, LOOKED_AT))
        if not first:
            return
        targets = targets_of(self.kind, get_catalogue().held)
        place = find_heading_row([[cell.text for cell in row.cells] for row in first], targets)
        headings = first[place]
        self.facts |= {"heading_row": headings.number, **self._merged_cells(headings.number)}
        self.profile = Profile(headings)
        yield from chain(first[place + 1 :], said)

    def _merged_cells(self, heading_row: int) -> dict[str, Any]:
        """Merged cells at and below the headings, by row; those above are titles and harm nothing."""
        below: dict[str, str] = {}
        headings = ""
        for one in self._merged.merged:
            if one.first_row <= heading_row <= one.last_row:
                headings = headings or one.words
            for row in range(max(one.first_row, heading_row + 1), min(one.last_row, one.first_row + AT_ONCE) + 1):
                below.setdefault(str(row), one.words)
        return {"merged": below, "merged_headings": headings}


def open_sheet(import_id: int) -> SheetReader:
    """A reader of the file of an import; what an earlier try kept of its rows is erased."""
    found = hold(import_id)
    content = contents.find(import_id, contents.FILE)
    if content is None:
        raise Refused(NO_FILE)
    contents.erase(import_id, contents.ROWS, contents.COLUMNS)
    return SheetReader(found, content)


def keep_piece(import_id: int, number: int, rows: list[Row], *, done: int) -> None:
    """Keep some rows that were read, and say how many there are by now."""
    contents.keep_rows(import_id, number, rows)
    note_progress(import_id, done, total=done)


def finish_reading(import_id: int, reader: SheetReader) -> None:
    """The sheet is read and its columns are guessed; or a sheet has to be chosen first."""
    found = hold(import_id)
    if reader.sheets:
        found.reading = {"sheets": reader.sheets}
        go_on_to(found, ImportState.CHOOSING)
        return
    columns = reader.profile.columns()
    contents.keep_json(import_id, contents.COLUMNS, [pack(column) for column in columns])
    contents.erase(import_id, contents.FILE)
    found.reading = {**found.reading, **reader.facts}
    found.sheet, found.rows, found.total = reader.sheet, reader.profile.rows, reader.profile.rows
    begin_matching(found, columns)
    go_on_to(found, ImportState.MATCHING)


def _is_comment(row: Row) -> bool:
    return next((cell.text for cell in row.cells if cell.text), "").startswith(COMMENT)
