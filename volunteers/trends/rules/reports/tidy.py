"""A report as tidy rows for CSV: one figure a row, every column the same thing, and the notes apart.

Source: "Releasing statistics in spreadsheets", Analysis Function: data without decoration, notes in a file beside it.
"""

from collections.abc import Iterator

from volunteers.trends.rules.reports.document import Document, Facts, Heading, Paragraph, Table
from volunteers.trends.rules.reports.figures import Figure

COLUMNS = (
    "report", "release", "cut_off", "section", "table", "row", "column", "value", "unit", "figure_of", "words",
)  # fmt: skip
NOTE_COLUMNS = ("report", "release", "section", "about", "note")


def figure_rows(document: Document) -> list[list[str]]:
    """Every figure, and every word that stands in a table, with the headings first.

    ``value`` is the bare number, ``[c]`` where it is not given, and empty for words; ``words`` are as they are read.
    """
    begun = [document.kind.value, document.release, document.cut_off.isoformat()]
    return [list(COLUMNS), *([*begun, *row] for row in _figures(document))]


def note_rows(document: Document) -> list[list[str]]:
    """The sentences of the report and the notes of its tables, with the headings first."""
    begun = [document.kind.value, document.release]
    return [list(NOTE_COLUMNS), *([*begun, *row] for row in _notes(document))]


def _figures(document: Document) -> Iterator[list[str]]:
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Table | Facts):
            for line in block.lines:
                for column, cell in zip(block.columns[1:], line.cells, strict=True):
                    if cell != "":
                        yield [section, block.caption, line.name, column, *_cell(cell)]


def _cell(cell: Figure | str) -> list[str]:
    if isinstance(cell, str):
        return ["", "", "", cell]
    value = cell.words if cell.value is None else str(cell.value)
    return [value, cell.unit.value, cell.as_at.isoformat() if cell.as_at else "", cell.words]


def _notes(document: Document) -> Iterator[list[str]]:
    section = ""
    yield ["", "The whole report", f"{document.title}. {document.force}. Release {document.release_digest}."]
    for block in document.blocks:
        match block:
            case Heading():
                section = block.text
            case Paragraph():
                yield [section, "The whole section", block.text]
            case _:
                yield from ([section, block.caption, note] for note in block.notes)
