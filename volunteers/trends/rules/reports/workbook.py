"""A report as a workbook (XLSX) that can be read without seeing it.

Source: "Releasing statistics in spreadsheets", Analysis Function: a cover sheet and a sheet of notes, one table a
sheet, each marked up as a table with one row of headings, no merged or empty cells, numbers as numbers, [c] as text.
"""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from volunteers.trends.rules.reports.document import Document, Facts, Table
from volunteers.trends.rules.reports.figures import Figure, Unit
from volunteers.trends.rules.reports.notes import NOT_GIVEN
from volunteers.trends.rules.reports.tables import day_words
from volunteers.trends.rules.reports.tidy import note_rows

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS = {Unit.PEOPLE: "#,##0", Unit.HOURS: "#,##0", Unit.PERCENT: "0.0", Unit.TIMES: "0.00"}
UNIT_WORDS = {Unit.PERCENT: " (%)"}
WIDEST, NARROWEST = 60, 14
EMPTY = "[z]"
# A file made twice is the same file: the format asks for times, and these are not when it was made.
EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def to_xlsx(document: Document) -> bytes:
    """The workbook, byte for byte the same for the same report."""
    # Not before it is needed: most processes that serve pages never write one.
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title, book.properties.creator = document.title, document.force
    book.properties.language = "en-GB"
    _cover(book, document)
    _notes(book, document)
    for number, table in enumerate(document.tables, 1):
        _sheet(book, number, table)
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def sheet_name(number: int) -> str:
    """The name of the sheet of a table, in the order of the report from 1."""
    return f"Table {number}"


def _cover(book: "Workbook", document: Document) -> None:
    sheet: Worksheet = book.active
    sheet.title = "Cover"
    said = [
        document.title, document.force,
        f"Made on {day_words(document.made_on)} from the release {document.release}.",
        f"Digest of that release (SHA-256): {document.release_digest}",
        f"{NOT_GIVEN} {EMPTY}: there is nothing to say here.",
        "Notes are on the next sheet.",
        "Contents",
        *(f"{sheet_name(number)}: {table.caption}" for number, table in enumerate(document.tables, 1)),
    ]  # fmt: skip
    for row, words in enumerate(said, 1):
        _write(sheet, row, 1, words, is_bold=words == "Contents", size=14 if row == 1 else 11)
    sheet.column_dimensions["A"].width = 110


def _notes(book: "Workbook", document: Document) -> None:
    sheet = book.create_sheet("Notes")
    _write(sheet, 1, 1, "Notes", is_bold=True, size=14)
    rows = [row[2:] for row in note_rows(document)]
    headings = ["Section", "About", "Note"]
    _grid(sheet, 2, "Notes", headings, [[cell or "Report" for cell in row] for row in rows[1:]])
    for column, width in zip("ABC", (32, 36, 90), strict=True):
        sheet.column_dimensions[column].width = width


def _sheet(book: "Workbook", number: int, table: Table | Facts) -> None:
    sheet = book.create_sheet(sheet_name(number))
    _write(sheet, 1, 1, f"{sheet_name(number)}: {table.caption}", is_bold=True, size=14)
    words = "This sheet holds one table. Notes on it are on the sheet “Notes”."
    _write(sheet, 2, 1, words, is_wrapped=False)
    headings = [f"{column}{_unit_words(table, place)}" for place, column in enumerate(table.columns)]
    rows = [[line.name, *line.cells] for line in table.lines]
    _grid(sheet, 3, f"Table_{number}", headings, rows)
    for place, heading in enumerate(headings):
        longest = max([len(str(_words(row[place]))) for row in rows], default=0)
        letter = sheet.cell(3, place + 1).column_letter
        sheet.column_dimensions[letter].width = max(NARROWEST, min(WIDEST, max(longest, len(heading) // 2) + 3))
    sheet.freeze_panes = sheet.cell(4, 2).coordinate


def _grid(sheet: "Worksheet", top: int, name: str, headings: list[str], rows: list[list[Any]]) -> None:
    """Headings and rows, marked up as a table. A table has a row, so an empty one says that it is."""
    from openpyxl.worksheet.table import Table as Marked
    from openpyxl.worksheet.table import TableStyleInfo

    rows = rows or [[EMPTY for _ in headings]]
    for place, heading in enumerate(headings, 1):
        _write(sheet, top, place, heading, is_bold=True)
    for number, row in enumerate(rows, top + 1):
        for place, cell in enumerate(row, 1):
            _write(sheet, number, place, cell)
    last = sheet.cell(top + len(rows), len(headings)).coordinate
    marked = Marked(displayName=name, ref=f"A{top}:{last}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)


def _write(
    sheet: "Worksheet", row: int, column: int, cell: Figure | str, *, is_bold: bool = False, size: int = 11,
    is_wrapped: bool = True,
) -> None:  # fmt: skip
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    at = sheet.cell(row, column)
    if isinstance(cell, Figure) and cell.value is not None:
        at.value, at.number_format = cell.value, FORMATS[cell.unit]
    else:
        at.value = ILLEGAL_CHARACTERS_RE.sub("", _words(cell)) or EMPTY
        at.data_type = "s"  # words that begin like a formula stay words
        at.alignment = Alignment(
            wrap_text=is_wrapped, vertical="top", horizontal="right" if isinstance(cell, Figure) else None
        )
    at.font = Font(name="Arial", bold=is_bold, size=size)


def _words(cell: Figure | str) -> str:
    return cell.words if isinstance(cell, Figure) else cell


def _unit_words(table: Table | Facts, place: int) -> str:
    """What a column of numbers is in, where the numbers do not say it."""
    if isinstance(table, Facts) or not place:
        return ""
    units = {line.cells[place - 1].unit for line in table.lines if isinstance(line.cells[place - 1], Figure)}  # type: ignore[union-attr]
    return UNIT_WORDS.get(units.pop(), "") if len(units) == 1 else ""


def _without_times(book: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
