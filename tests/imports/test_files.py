"""Files of every sort: what each is, whether it is taken, and how its rows are read."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tests.imports.builders import PEOPLE, a_row, as_csv, as_xlsx, saved
from volunteers.errors import Refusal, Refused
from volunteers.imports.rules import upload, workbooks
from volunteers.imports.rules.cells import DAY, FAULT, FORMULA, NUMBER, Cell, letter_of
from volunteers.imports.rules.csv_files import open_text, read_rows
from volunteers.imports.rules.kinds import SheetKind
from volunteers.imports.rules.matching import find_heading_row
from volunteers.imports.rules.targets import targets_of

SHEET = as_xlsx([a_row()])
LINE = "Name;Né\nZoë;Łukasz\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("", b"", "nothing"), ("a.csv", b"", "empty"), ("a.csv", b"x" * 20_000_001, "too_large"),
        ("a.xlsx", b"Name,Age\nA,1\n", "called_excel"), ("a.csv", SHEET, "called_csv"), ("a.xlsm", SHEET, "macros"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "old_format"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "old_format"),
        ("a.csv", b"%PDF-1.7", "other_format"), ("a.csv", b"<html><table>", "other_format"),
        ("a.xls", b"Name\tAge", "old_format"), ("a.docx", SHEET, "other_format"), ("a.csv", b"a\0b\0c", "binary"),
        ("a", b"Name,Age", "other_format"), ("people.exe.csv", b"Name,Age", "program"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_told_in_words(name: str, content: bytes, code: str) -> None:
    found = upload.judge(name, content)
    assert isinstance(found, Refusal), found
    assert found.code == code
    assert found.message.endswith(".")


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [(LINE.encode(), "UTF-8"), (LINE.encode("utf-8-sig"), "UTF-8"), (LINE.encode("utf-16"), "UTF-16"),
     (LINE.replace("Ł", "L").encode("cp1252"), "Windows-1252")],
)  # fmt: skip
def test_letters_are_read_in_whatever_way_they_were_written(encoded: bytes, encoding: str) -> None:
    text = open_text(encoded)
    assert text.encoding == encoding
    assert [[cell.text for cell in row.cells] for row in read_rows(text)][1][0] == "Zoë"


def test_letters_of_no_known_kind_are_refused() -> None:
    with pytest.raises(Refused, match="CSV UTF-8"):
        open_text(b"Name;\x81\x8d\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(separator: str) -> None:
    rows = [a_row(Surname="Smith, jr; x"), a_row(Surname='O"Neill')]
    text = open_text(as_csv(rows, separator=separator))
    assert text.separator == separator
    assert [row.cells[1].text for row in read_rows(text)] == ["Surname", "Smith, jr; x", 'O"Neill']


def test_what_excel_writes_to_itself_on_the_first_line_is_no_row() -> None:
    text = open_text(b"sep=;\nA;B\n1,5;2\n")
    assert text.separator == ";"
    assert [row.number for row in read_rows(text)] == [2, 3]


def test_rows_keep_the_numbers_the_spreadsheet_shows() -> None:
    text = open_text(b'A,B\n\n  ,\n"two\nlines",x\n')
    assert [(row.number, row.cells[0].text) for row in read_rows(text)] == [(1, "A"), (4, "two lines")]


def test_a_quotation_mark_that_is_never_closed_is_refused() -> None:
    with pytest.raises(Refused, match="quotation mark"):
        list(read_rows(open_text(b'A,B\n"x,' + b"y" * 200_000)))


def cells(content: bytes, sheet: str = "People") -> list[tuple[Cell, ...]]:
    with workbooks.opened(content) as book:
        return [row.cells for row in workbooks.read_rows(book, sheet)]


def test_a_workbook_is_read_and_never_computed() -> None:
    book = Workbook()
    book.active.title = "People"
    moment = datetime(2020, 4, 3, 9)  # noqa: DTZ001 - as a spreadsheet has it
    book.active.append(["=1+1", "#REF!", 7001, 1.5, True, date(2020, 4, 3), moment, " two  spaces\n"])
    book.active["B1"].data_type = "e"
    found = cells(saved(book))[0]
    assert found == (
        Cell("=1+1", FORMULA), Cell("#REF!", FAULT), Cell("7001", NUMBER), Cell("1.5", NUMBER), Cell("yes"),
        Cell("2020-04-03", DAY), Cell("2020-04-03", DAY), Cell("two spaces"),
    )  # fmt: skip


def test_merged_cells_hidden_rows_and_hidden_sheets_are_named() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "People"
    for line in (["Volunteers 2024"], ["Name", ""], ["A", "B"], ["C", "D"]):
        sheet.append(line)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    with workbooks.opened(saved(book)) as found:
        assert workbooks.sheets_of(found) == [workbooks.SheetLine("People", False), workbooks.SheetLine("Old", True)]
        facts = workbooks.facts_of(found, "People")
    assert [one.words for one in facts.merged] == ["A1 to D1", "A3 to A4"]
    assert facts.hidden_rows == 1


def test_a_hundred_thousand_empty_rows_are_passed_over() -> None:
    empty = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(3, 100_003)) + b"</sheetData>"
    content = _with_part(SHEET, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", empty))
    assert len(cells(content)) == 2


def test_a_cell_at_the_end_of_the_world_takes_no_memory() -> None:
    far = b'<row r="200000"><c r="A200000" t="str"><v>x</v></c></row></sheetData>'
    content = _with_part(SHEET, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far))
    assert len(cells(content)) == 3


def test_a_sheet_too_wide_is_refused() -> None:
    book = Workbook()
    book.active.title = "People"
    book.active.append(["x"] * 201)
    with pytest.raises(Refused, match="more than 200 columns"):
        cells(saved(book))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(310):
                part.write(b"\0" * 1_000_000)
    assert len(out.getvalue()) < 1_000_000
    monkeypatch.delattr(zipfile.ZipFile, "open")  # the directory says enough: no part of it is opened
    assert workbooks.refusal_of_archive(out.getvalue()) == workbooks.BOMB


def test_a_workbook_that_declares_entities_is_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    content = _with_part(SHEET, "xl/workbook.xml", lambda part: laughs + part)
    assert workbooks.refusal_of_archive(content) == workbooks.BROKEN


@pytest.mark.parametrize("content", [b"PK\x03\x04", SHEET[: len(SHEET) // 2], b"PK\x03\x04" + b"x" * 5000])
def test_a_damaged_workbook_is_refused(content: bytes) -> None:
    assert workbooks.refusal_of_archive(content) == workbooks.BROKEN


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(Refused, match="damaged"), workbooks.opened(out.getvalue()):
        pass


@pytest.mark.parametrize(
    ("first", "place"),
    [([list(PEOPLE)], 0), ([["Volunteers 2024"], ["", ""], list(PEOPLE)], 2), ([["a", "b"], ["1", "2"]], 0),
     ([["Only a title"], ["x", "y"]], 1), ([], 0)],
)  # fmt: skip
def test_headings_are_found_below_titles(first: list[list[str]], place: int) -> None:
    assert find_heading_row(first, targets_of(SheetKind.PEOPLE)) == place


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_the_spreadsheet_shows(place: int, letters: str) -> None:
    assert letter_of(place) == letters


def _with_part(content: bytes, name: str, change: object) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)  # type: ignore[operator]
    return out.getvalue()
