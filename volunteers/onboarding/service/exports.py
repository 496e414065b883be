"""Taking a list out of the service. That it was taken, by whom and why stands in the history before it is sent."""

import io
import re
from dataclasses import dataclass

from volunteers import clock
from volunteers.history.service import record
from volunteers.onboarding.queries import Wanted, list_to_export
from volunteers.onboarding.rules.exports import (
    MOST_ROWS,
    FileKind,
    Group,
    Sheet,
    as_csv,
    file_name,
    harmless,
    sheet_of,
    watermark_of,
)
from volunteers.permissions import Viewer

# What no cell of a workbook may hold: ECMA-376 part 1, 22.9.2.19 (ST_Xstring), by way of XML 1.0, 2.2.
BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WIDTHS = (15, 26, 24, 20, 26, 13, 11, 11, 30, 44, 22)


@dataclass(frozen=True)
class ExportedFile:
    """A file to be saved. Its name says when it was made and nothing else."""

    content: bytes
    kind: FileKind
    name: str


def export_list(wanted: Wanted, *, group: Group, kind: FileKind, reason: str, when: str, by: Viewer) -> ExportedFile:
    """The list as filtered, at most ``MOST_ROWS`` of it, of adults or of cadets; ``when`` is this moment in words.

    ``NotFound`` for what is out of scope for exports.
    """
    lines = list_to_export(wanted, group, by, limit=MOST_ROWS)
    sheet = sheet_of(lines, watermark=watermark_of(by.name, when, reason, len(lines)))
    content = as_csv(sheet) if kind is FileKind.CSV else as_workbook(sheet)
    record(
        "applications_exported", subject="account", subject_id=by.account_id, by=by.account_id,
        rows=len(lines), group=group.value, kind=kind.value, reason=reason,
        filters={"list": wanted.tab.value, **wanted.filters.words},
    )  # fmt: skip
    return ExportedFile(content, kind, file_name(clock.in_london(clock.now()), kind))


def as_workbook(sheet: Sheet) -> bytes:
    """An XLSX workbook of one sheet, every cell typed and formatted as text, so that editing one makes no formula."""
    # Imported here: it takes half a second and some memory that no other page needs.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    page = book.create_sheet("Applications")
    page.freeze_panes = "A3"
    for number, width in enumerate(WIDTHS):
        page.column_dimensions[chr(ord("A") + number)].width = width
    for place, row in enumerate(((sheet.watermark,), sheet.headings, *sheet.rows)):
        cells = []
        for text in row:
            cell = WriteOnlyCell(page, value=BARRED.sub("\ufffd", harmless(text)))
            cell.data_type, cell.number_format = "s", "@"
            if place < 2:
                cell.font = Font(bold=True)
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
