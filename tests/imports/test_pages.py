"""The pages of an import, from the file to the list of problems, as an administrator walks them."""

import csv
import io
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.imports.builders import PEOPLE, a_row, applied, as_csv, as_xlsx, fresh, people
from tests.pages import sent_form
from tests.people.builders import CLEARED, an_account, as_viewer, signed_in
from volunteers.history.models import HistoryEntry
from volunteers.imports import jobs
from volunteers.imports.models import Import
from volunteers.imports.rules import ImportState
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Grant, Role

NEW = "/staff/imports/new"


@pytest.fixture
def rosa(session: Session) -> Account:
    return an_account(grants=[Grant(Role.ADMINISTRATOR), CLEARED], full_name="Rosa Quiet")


@pytest.fixture
def browser(client: FlaskClient, rosa: Account) -> FlaskClient:
    return signed_in(client, rosa)


def page(browser: FlaskClient, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, (address, response.status_code, response.headers.get("Location"))
    return response.get_data(as_text=True)


def sent(browser: FlaskClient, content: bytes, name: str = "people.csv", kind: str = "people") -> TestResponse:
    form: dict[str, Any] = sent_form(page(browser, NEW), kind=kind)
    return browser.post(NEW, data={**form, "file": (io.BytesIO(content), name)})


def filled(shown: str, **answers: str) -> dict[str, Any]:
    """What a browser would send of the page's form, with everything as it was chosen, and these answers."""
    tree = html5lib.parse(shown, namespaceHTMLElements=False)
    chosen = {}
    for select_box in tree.iter("select"):
        options = list(select_box.iter("option"))
        picked = next((each for each in options if each.get("selected") is not None), options[0])
        chosen[select_box.get("name")] = picked.get("value", "")
    return {**sent_form(shown), **chosen, **answers}


def one(session: Session) -> Import:
    return fresh(session.scalars(select(Import)).one())


def walked(browser: FlaskClient, session: Session, content: bytes) -> str:
    """The address of an import that was sent, matched as guessed, and checked."""
    address = str(sent(browser, content).headers["Location"])
    jobs.work([one(session).id])
    columns = str(browser.get(address).headers["Location"])
    assert columns == f"{address}/columns"
    browser.post(columns, data=sent_form(page(browser, columns)))
    jobs.work([one(session).id])
    return address


def test_from_the_file_to_the_people(browser: FlaskClient, session: Session) -> None:
    rows = [*people(3), a_row(Email="bad", DOB="31/04/1990", Surname="=1+1")]
    address = walked(browser, session, as_csv(rows))
    shown = page(browser, address)
    assert "Formulas, which are not run" in shown
    assert "Dates that cannot be read" in shown
    answered = browser.post(f"{address}/apply", data=sent_form(shown, mode="all"))
    assert "There are rows with problems." in answered.get_data(as_text=True)
    browser.post(f"{address}/apply", data=sent_form(shown, mode="good"))
    assert "Bringing it in" in page(browser, address)
    jobs.work([one(session).id])
    assert "Nobody was written to." in page(browser, address)
    assert len(session.scalars(select(Volunteer)).all()) == 3
    assert "Brought in" in page(browser, "/staff/imports")


def test_the_page_looks_again_while_a_job_is_at_it(browser: FlaskClient, session: Session) -> None:
    address = str(sent(browser, as_csv(people(1))).headers["Location"])
    response = browser.get(address)
    assert response.headers["Refresh"] == "2"
    assert "Reading the file" in response.get_data(as_text=True)
    session.execute(select(1))
    one(session).state, one(session).total, one(session).done = ImportState.CHECKING, 200, 50
    session.flush()
    assert "25%: 50 of 200 rows" in page(browser, address)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"Name,Age\n", "people.xlsx", "what is in it is plain text"), (b"", "people.csv", "The file is empty"),
     (as_xlsx([a_row()]), "people.csv", "is an Excel workbook"), (b"%PDF-1.4", "people.pdf", "This is a PDF")],
)  # fmt: skip
def test_a_file_of_another_sort_is_told_on_the_page(
    browser: FlaskClient, session: Session, content: bytes, name: str, words: str
) -> None:
    shown = sent(browser, content, name).get_data(as_text=True)
    assert words in shown
    assert session.scalars(select(Import)).all() == []


def test_the_kind_and_the_file_are_asked(browser: FlaskClient) -> None:
    shown = browser.post(NEW, data=sent_form(page(browser, NEW))).get_data(as_text=True)
    assert "Choose what is in the sheet." in shown


def test_a_file_beyond_all_reason_is_answered(browser: FlaskClient) -> None:
    response = sent(browser, b"x" * 20_500_000)
    assert response.status_code == 413
    assert "larger than 20 MB" in response.get_data(as_text=True)
    response.request.environ["wsgi.input"].close()  # the test client's own


def test_a_second_press_is_no_second_import(browser: FlaskClient, session: Session) -> None:
    form: dict[str, Any] = sent_form(page(browser, NEW), kind="people")
    first, second = (
        browser.post(NEW, data={**form, "file": (io.BytesIO(as_csv(people(1))), "p.csv")}) for _ in range(2)
    )
    assert first.headers["Location"] == second.headers["Location"]
    assert one(session).file_name == "p.csv"


def test_what_was_chosen_for_a_column_stays_when_something_is_missing(browser: FlaskClient, session: Session) -> None:
    address = str(sent(browser, as_csv(people(1))).headers["Location"])
    jobs.work([one(session).id])
    form = filled(page(browser, f"{address}/columns"), column_2="-", column_4="email")
    shown = browser.post(f"{address}/columns", data=form).get_data(as_text=True)
    assert "Date of birth: choose its column." in shown
    assert "E-mail address: choose one column only, you chose 2." in shown
    assert filled(shown)["column_2"] == "-"


def test_unknown_words_and_doubtful_dates_are_asked(browser: FlaskClient, session: Session) -> None:
    rows = [{**row, "District": "Bath", "DOB": "03/04/1990"} for row in people(2)]
    address = str(sent(browser, as_csv(rows)).headers["Location"])
    jobs.work([one(session).id])
    columns = f"{address}/columns"
    values = str(browser.post(columns, data=sent_form(page(browser, columns))).headers["Location"])
    shown = page(browser, values)
    assert "What does 03/04/1990 mean in this column?" in shown
    assert "3 April 1990" in shown
    assert "4 March 1990" in shown
    again = browser.post(values, data=sent_form(shown)).get_data(as_text=True)
    assert "District: say what “Bath” stands for." in again
    assert "DOB: say what 03/04/1990 means." in again
    area = f"value_{PEOPLE.index('District')}_0"
    browser.post(values, data=filled(again, **{area: "bath_and_north_east_somerset", "order_2": "month_first"}))
    jobs.work([one(session).id])
    assert one(session).counts["new"] == 2
    assert filled(page(browser, values))[area] == "bath_and_north_east_somerset"


def test_the_list_of_problems_is_paged_narrowed_and_taken_out(browser: FlaskClient, session: Session) -> None:
    rows = [a_row(Email="@SUM(1+1)", DOB="31/04/1990", Collar_no="") for _ in range(60)]
    address = walked(browser, session, as_csv(rows))
    first = page(browser, f"{address}/problems")
    assert "120 lines" in first
    assert "Later rows" in first
    narrowed = page(browser, f"{address}/problems?code=not_a_date")
    assert "60 lines" in narrowed
    response = browser.get(f"{address}/problems.csv?of=adults")
    lines = list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert len(lines) == 121
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    assert ["2", "D", "Email", "'@SUM(1+1)"] in [line[:4] for line in lines]
    assert session.scalars(
        select(HistoryEntry.details).where(HistoryEntry.act == "import_problems_exported")
    ).one() == {"rows": 120}
    assert browser.get(f"{address}/problems.csv?of=cadets").status_code == 404


def test_a_sheet_is_chosen_and_a_hidden_one_named(browser: FlaskClient, session: Session) -> None:
    content = as_xlsx([a_row()], Leavers=[["x", "y"]])
    address = str(sent(browser, content, "p.xlsx").headers["Location"])
    jobs.work([one(session).id])
    sheet = str(browser.get(address).headers["Location"])
    assert "Choose a sheet." in browser.post(sheet, data=sent_form(page(browser, sheet))).get_data(as_text=True)
    browser.post(sheet, data=sent_form(page(browser, sheet), sheet="People"))
    jobs.work([one(session).id])
    assert one(session).state is ImportState.MATCHING


def test_undo_says_who_goes_first(browser: FlaskClient, session: Session, rosa: Account) -> None:
    found = applied(as_csv(people(2)), by=as_viewer(rosa))
    address = f"/staff/imports/{found.id}"
    shown = page(browser, f"{address}/undo")
    assert "2 people go again" in shown
    browser.post(f"{address}/undo", data=sent_form(shown))
    jobs.work([found.id])
    assert "2 people who came with it went again" in page(browser, address)


def test_an_import_is_given_up(browser: FlaskClient, session: Session) -> None:
    address = walked(browser, session, as_csv(people(1)))
    browser.post(f"{address}/drop", data=sent_form(page(browser, address)))
    assert "and it is erased" in page(browser, address)


@pytest.mark.parametrize("kind", ["people", "clearances", "qualifications", "everything"])
def test_a_template_explains_its_columns_and_comes_back_as_an_empty_sheet(
    browser: FlaskClient, session: Session, kind: str
) -> None:
    assert "Also known as" in page(browser, f"/staff/imports/columns/{kind}")
    content = browser.get(f"/staff/imports/columns/{kind}/template.csv").get_data()
    assert content.decode("utf-8-sig").splitlines()[1].startswith('"# Rows that begin with #')
    sent(browser, content, "template.csv", kind)
    jobs.work([one(session).id])
    assert "There is no row" in one(session).stopped_because
    assert browser.get("/staff/imports/columns/nothing").status_code == 404


def test_a_volunteers_page_says_their_force_number(client: FlaskClient, session: Session, rosa: Account) -> None:
    applied(as_csv([a_row()]), by=as_viewer(rosa))
    helen = an_account(grants=[Grant(Role.COORDINATOR)])
    number = session.scalars(select(Volunteer.id)).one()
    assert "7001" in page(signed_in(client, helen), f"/staff/volunteers/{number}")
