"""Every form of a report, read back: what is in the document is in each, and nothing else."""

import csv
import io
import re
from xml.etree import ElementTree

import openpyxl
import pikepdf
import pytest
from jinja2 import Environment, FileSystemLoader

from config import ROOT
from tests.trends.reported import MADE_ON, a_quarter, a_year, needs_pango
from volunteers.trends.rules.reports import pdf
from volunteers.trends.rules.reports.annual import annual_return
from volunteers.trends.rules.reports.document import Document, Line, Table
from volunteers.trends.rules.reports.figures import Figure
from volunteers.trends.rules.reports.inputs import Asked
from volunteers.trends.rules.reports.quarterly import quarterly_report
from volunteers.trends.rules.reports.tidy import COLUMNS, figure_rows, note_rows
from volunteers.trends.rules.reports.workbook import EMPTY, sheet_name, to_xlsx
from volunteers.web.spreadsheets import as_csv

FORMULA = '=HYPERLINK("https://evil.example")'


def with_formula() -> Document:
    quarter = a_quarter()
    plan = quarter.plan
    objectives = [Asked(FORMULA, "All volunteering", "", "It names no measure.")]
    return quarterly_report(a_quarter(plan=type(plan)(**{**vars(plan), "objectives": objectives})))


QUARTERLY, ANNUAL = quarterly_report(a_quarter()), annual_return(a_year(), made_on=MADE_ON)
REPORTS = pytest.mark.parametrize("document", [QUARTERLY, ANNUAL, with_formula()], ids=["quarter", "year", "formula"])


def printed(document: Document) -> str:
    """The page as it is printed."""
    templates = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    templates.filters["day"] = lambda on: f"{on.day} {on:%B %Y}"
    return templates.get_template("trends/report_print.html").render(document=document)


def style() -> str:
    return (ROOT / "templates/trends/report_print.css").read_text()


def cells_of(document: Document) -> list[tuple[str, str, str, str]]:
    """Every cell in words: table, row, column, words."""
    return [
        (table.caption, line.name, column, cell if isinstance(cell, str) else cell.words)
        for table in document.tables
        for line in table.lines
        for column, cell in zip(table.columns[1:], line.cells, strict=True)
    ]


def test_without_a_year_before_there_is_no_empty_column_for_it() -> None:
    assert "A year before" in printed(QUARTERLY)
    assert "A year before" not in printed(quarterly_report(a_quarter(a_year_before=None)))


@REPORTS
def test_every_figure_is_a_row_of_the_csv_and_nothing_else_is(document: Document) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(figure_rows(document)).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    read = [(row["table"], row["row"].removeprefix("'"), row["column"], row["words"]) for row in rows]
    assert read == [cell for cell in cells_of(document) if cell[3]]
    for row in rows:
        if row["unit"]:
            assert row["value"] == "[c]" or float(row["value"]) >= 0
    assert {row["release"] for row in rows} == {document.release}


@REPORTS
def test_notes_and_sentences_stand_in_a_file_of_their_own(document: Document) -> None:
    notes = " ".join(row[-1] for row in note_rows(document))
    assert "[c]: not given, so that nobody can be recognised." in notes
    assert document.release_digest in notes
    assert all(note in notes for table in document.tables for note in table.notes)


def test_no_cell_of_a_file_is_a_formula() -> None:
    document = with_formula()
    assert as_csv(figure_rows(document)).decode().count('"=HYPERLINK') == 0
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert any(cell.value == FORMULA for sheet in book for row in sheet for cell in row)


@REPORTS
def test_the_workbook_has_one_marked_table_a_sheet_and_every_figure_as_a_number(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))
    assert book.sheetnames == ["Cover", "Notes", *(sheet_name(n + 1) for n in range(len(document.tables)))]
    assert book.properties.title == document.title
    for number, table in enumerate(document.tables, 1):
        sheet = book[sheet_name(number)]
        assert not sheet.merged_cells.ranges
        (marked,) = sheet.tables.values()
        assert marked.ref == f"A3:{sheet.cell(3 + len(table.lines), len(table.columns)).coordinate}"
        headings = [cell.value for cell in sheet[3]]
        assert [re.sub(r" \(%\)$", "", str(words)) for words in headings] == list(table.columns)
        for line, row in zip(table.lines, sheet.iter_rows(min_row=4), strict=True):
            assert [cell.value for cell in row] == [line.name, *(stored(cell) for cell in line.cells)]


def stored(cell: Figure | str) -> object:
    """What a cell of a workbook holds."""
    if isinstance(cell, str):
        return cell or EMPTY
    return "[c]" if cell.value is None else cell.value


def test_a_table_without_rows_says_so_in_the_workbook() -> None:
    table = Table("none", "Nothing", ("A", "B"), ())
    document = Document(**{**vars(QUARTERLY), "blocks": (table,)})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))["Table 1"]
    assert [cell.value for cell in sheet[4]] == [EMPTY, EMPTY]


@REPORTS
def test_the_printed_page_has_every_cell(document: Document) -> None:
    page = ElementTree.fromstring(  # noqa: S314  # our own page
        printed(document).partition("<body>")[2].rpartition("</body>")[0].join(["<b>", "</b>"])
    )
    tables = {table.findtext("caption"): table for table in page.iter("table")}
    for table in document.tables:
        rows = [["".join(cell.itertext()).strip() for cell in row] for row in tables[table.caption].iter("tr")]
        expected = [[line.name, *(c if isinstance(c, str) else c.words for c in line.cells)] for line in table.lines]
        assert rows == [list(table.columns), *expected]


@needs_pango
@REPORTS
def test_the_pdf_can_be_read_aloud_and_is_the_same_each_time(document: Document) -> None:
    made = pdf.to_pdf(printed(document), style())
    assert made == pdf.to_pdf(printed(document), style())
    with pikepdf.open(io.BytesIO(made)) as read:
        assert str(read.Root.Lang) == "en-GB"
        assert bool(read.Root.MarkInfo.Marked)
        assert bool(read.Root.ViewerPreferences.DisplayDocTitle)
        assert str(read.docinfo["/Title"]) == document.title
        assert "/CreationDate" not in read.docinfo
        assert "/ModDate" not in read.docinfo
        kinds = tags(read.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption"} <= kinds.keys()
        assert kinds["/Table"] == len(document.tables)
        with read.open_metadata() as about:
            assert str(about["pdfuaid:part"]) == "1"


def tags(tree: pikepdf.Object) -> dict[str, int]:
    """How many elements of each kind the structure of a PDF has."""
    found: dict[str, int] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Array):
            continue
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
            continue
        if "/S" in node:
            found[str(node.S)] = found.get(str(node.S), 0) + 1
        if "/K" in node and node.get("/Type") != "/MCR":
            waiting.append(node.K)
    return found


@needs_pango
def test_a_table_of_many_columns_is_printed_on_a_page_across() -> None:
    columns = ("Group", *(f"Column {number}" for number in range(1, 9)))
    wide = Table("wide", "Wide", columns, tuple(Line(f"Row {n}", ("x",) * 8) for n in range(60)))
    made = pdf.to_pdf(printed(Document(**{**vars(QUARTERLY), "blocks": (*QUARTERLY.blocks, wide)})), style())
    with pikepdf.open(io.BytesIO(made)) as read:
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in read.pages]
    assert shapes.count(True) >= 2
    assert not shapes[0]


@needs_pango
@pytest.mark.parametrize(
    ("page", "style"),
    [
        ('<img src="file:///etc/passwd" alt="x">', ""),
        ('<img src="http://127.0.0.1:9/x.png" alt="x">', ""),
        ('<img src="data:image/png;base64,AAAA" alt="x">', ""),
        ("<p>x", "@import 'http://127.0.0.1:9/x.css';"),
        ("<p>x", "p { background: url(file:///etc/passwd) }"),
    ],
)
def test_a_page_that_asks_for_anything_is_not_printed(page: str, style: str) -> None:
    with pytest.raises(ValueError, match="asks for more"):
        pdf.to_pdf(f"<html lang='en'><title>x</title>{page}", style)


def test_without_pango_it_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    class Absent:
        def find_spec(self, name: str, *_rest: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("sys.meta_path", [Absent()])
    for name in [name for name in __import__("sys").modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(__import__("sys").modules, name)
    with pytest.raises(pdf.CannotPrint, match="Pango"):
        pdf.to_pdf("<p>x", "")
    assert "Pango" in pdf.no_pdf_words("Pango is missing.")
    assert pdf.no_pdf_words("") == "The PDF is being made."
