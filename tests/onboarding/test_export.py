"""Lists taken out as files: no cell computes anything, the reason stands in the history, adults and cadets apart."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.onboarding.builders import a_case
from tests.onboarding.test_caseload_page import SPECIALS, as_one_with, days_ago, page
from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from volunteers.history.models import HistoryEntry
from volunteers.onboarding.queries import Wanted, list_to_export
from volunteers.onboarding.rules.exports import HEADINGS, FileKind, Group, Sheet, as_csv, file_name, harmless
from volunteers.onboarding.service.exports import as_workbook
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role

EXPORT = "/staff/applications/export"
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.example\",\"Click\")", "=IMPORTXML(\"http://x\",\"//a\")",
    "=WEBSERVICE(\"http://x.example\")", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=2+5+cmd|' /C notepad'!'A1'", "=A1",
    "==1+1", "=\"a\"&\"b\"", "=-1", "=+1", "=@SUM(1,1)", "={1,2}", "=IF(1,1,1)", "=1;=2", "=\t1", "= 1+1",
    "=SUM(A1:A9)",
    "+1+1", "+cmd|' /C calc'!A0", "+1", "+", "+A1", "-1+1", "-cmd|' /C calc'!A0", "-ve", "-", "-2+3", "-A1",
    "@SUM(1+1)*cmd|' /C calc'!A0", "@A1", "@", "\t=1+1", "\t@SUM(1)", "\r=1+1", "\r\n=1+1", "\0=1+1", "\0", "\t",
)  # fmt: skip


@pytest.fixture
def helen(session: Session) -> Account:
    return an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "bristol")], full_name="Helen Marsh")


@pytest.fixture
def browser(client: FlaskClient, helen: Account) -> FlaskClient:
    return signed_in(client, helen)


def taken_out(browser: FlaskClient, query: str = "list=open", **answers: str) -> TestResponse:
    address = f"{EXPORT}?{query}"
    form = sent_form(page(browser, address), **{"reason": "meeting", "kind": "csv", **answers})
    return browser.post(address, data=form)


def rows_of(response: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"), newline="")))


def cells_of(content: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(content))
    cells = [[cell for cell in row if cell.value is not None] for row in book.worksheets[0].iter_rows()]
    assert {cell.data_type for row in cells for cell in row} == {"s"}
    assert {cell.number_format for row in cells for cell in row} == {"@"}
    return [[str(cell.value) for cell in row] for row in cells]


def test_the_corpus_has_forty_formulas() -> None:
    assert len(set(FORMULAS)) == 40


@pytest.mark.parametrize("field", range(len(HEADINGS)))
def test_no_cell_begins_as_a_formula_does(field: int) -> None:
    rows = tuple(tuple(formula if place == field else "x" for place in range(len(HEADINGS))) for formula in FORMULAS)
    sheet = Sheet("=1+1", HEADINGS, rows)
    written = list(csv.reader(io.StringIO(as_csv(sheet).decode("utf-8-sig"), newline="")))
    assert len(written) == len(FORMULAS) + 2
    for row in written:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\0", "\r")), cell


def test_a_workbook_types_every_formula_as_text() -> None:
    sheet = Sheet("=1+1", HEADINGS, tuple((formula, "x") for formula in FORMULAS))
    cells = cells_of(as_workbook(sheet))
    assert cells[0] == ["'=1+1"]
    assert all(row[0].startswith("'") for row in cells[2:])


@pytest.mark.parametrize("name", ["O'Neill", "Smith-Jones", 'a, "b"', "two\nlines", "Zoë", "李"])
def test_a_name_reads_as_it_was_typed(name: str) -> None:
    assert harmless(name) == name
    written = as_csv(Sheet("w", ("Name",), ((name,),))).decode("utf-8-sig")
    assert next(iter(csv.reader(io.StringIO(written.split("\r\n", 2)[2], newline="")))) == [name]
    assert cells_of(as_workbook(Sheet("w", ("Name",), ((name,),))))[2] == [name]


def test_a_name_that_begins_with_a_sign_still_reads() -> None:
    assert harmless("-ve") == "'-ve"


def test_nothing_in_the_name_of_the_file_tells_of_anyone() -> None:
    assert file_name(datetime(2026, 3, 1, 9, 5, tzinfo=UTC), FileKind.XLSX) == "applications-2026-03-01-0905.xlsx"


def test_a_list_leaves_as_filtered_with_who_when_and_why_on_top(
    browser: FlaskClient, helen: Account, session: Session
) -> None:
    late = a_case("sift", first_name="=Late", **days_ago(90))
    a_case("sift", first_name="Fresh", **days_ago(1))
    a_case("sift", first_name="Elsewhere", area="somerset", **days_ago(90))
    response = taken_out(browser, "list=open&late=overdue")
    assert response.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="applications-\d{4}-\d\d-\d\d-\d{4}\.csv"', response.headers["Content-Disposition"]
    )
    assert response.headers["Cache-Control"] == "no-store"
    watermark, headings, *rows = rows_of(response)
    assert watermark[0].startswith("Taken out by Helen Marsh on ")
    assert "Reason: to go through cases at a meeting. 1 application." in watermark[0]
    assert tuple(headings) == HEADINGS
    assert [row[:2] for row in rows] == [[late.reference, "'=Late Lovelace"]]
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.act == "applications_exported")).one()
    assert (entry.by_account_id, entry.details["rows"], entry.details["reason"]) == (helen.id, 1, "meeting")


def test_a_workbook_holds_the_same(browser: FlaskClient) -> None:
    a_case("sift", first_name="Grace")
    watermark, headings, *rows = cells_of(taken_out(browser, kind="xlsx").get_data())
    assert "Helen Marsh" in watermark[0]
    assert tuple(headings) == HEADINGS
    assert [row[1] for row in rows] == ["Grace Lovelace"]


def test_the_reason_and_the_kind_of_file_are_asked(browser: FlaskClient, session: Session) -> None:
    shown = taken_out(browser, reason="", kind="").get_data(as_text=True)
    assert "Choose why you are taking this list out." in shown
    assert "Choose the kind of file." in shown
    assert session.scalars(select(HistoryEntry).where(HistoryEntry.act == "applications_exported")).all() == []
    assert "the first 500 of the list" in shown


def test_adults_and_cadets_never_stand_in_one_file(client: FlaskClient) -> None:
    browser = as_one_with(client, Grant(Role.COORDINATOR))
    a_case("submitted", first_name="Adult")
    a_case("submitted", first_name="Young", strand="cadets")
    assert "Choose whom the file should hold." in taken_out(browser).get_data(as_text=True)
    for group, name in (("adults", "Adult Lovelace"), ("cadets", "Young Lovelace")):
        assert [row[1] for row in rows_of(taken_out(browser, group=group))[2:]] == [name]


def test_ones_own_cases_are_of_one_group_too(session: Session) -> None:
    account = an_account(Role.COORDINATOR)
    for strand in (SPECIALS, "cadets"):
        a_case("submitted", strand=strand, first_name=strand).owner_id = account.id
    session.flush()
    for group, strand in ((Group.ADULTS, SPECIALS), (Group.CADETS, "cadets")):
        lines = list_to_export(Wanted(), group, as_viewer(account), limit=500)
        assert [line.name for line in lines] == [f"{strand} Lovelace"]


def test_no_more_than_so_many_leave(session: Session, helen: Account) -> None:
    for _ in range(4):
        a_case("submitted")
    assert len(list_to_export(Wanted(), Group.ADULTS, as_viewer(helen), limit=3)) == 3


@pytest.mark.parametrize("query", ["strand=cadets", "area=somerset", "late=x"])
def test_what_is_out_of_scope_is_not_found(browser: FlaskClient, query: str) -> None:
    page(browser, f"{EXPORT}?{query}", 404)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.VETTING_OFFICER, Role.ADMINISTRATOR])
def test_those_who_may_not_take_lists_out_have_no_form(client: FlaskClient, role: Role) -> None:
    page(as_one_with(client, Grant(role)), EXPORT, 403)
