"""A spreadsheet of a force in Chromium: many people, watched as they come in, and a small file with a dozen faults."""

import csv
import io
import re
import time
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Error as Moving

from tests.browser.chromium import Visitor, binary
from tests.browser.staff import signed_in_staff
from tests.copies import Copy
from tests.imports.builders import a_row, as_csv, as_xlsx, people
from tests.service import working_at
from volunteers.permissions import Role

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
ROWS = 1_500  # enough for someone to see how far it has come; how fast it is, ``bench/imports.py`` measures
PATIENCE = 120_000.0
ONE = re.compile(r"/staff/imports/\d+$")


def test_many_people_come_in_while_someone_watches(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.ADMINISTRATOR)
    rosa = signed_in_staff(copy, browser, Role.ADMINISTRATOR)
    rosa.open("/staff/imports/columns/everything")
    rosa.open("/staff/imports")
    rosa.press("Bring in a spreadsheet")
    rosa.press("Send the file")
    assert "Choose what is in the sheet." in rosa.words
    _send(rosa, as_csv(people(ROWS)), "people.csv", "people")
    _judge_while_working(rosa, "Reading the file")
    with working_at("figures", copy.service):
        _wait(rosa, "**/columns")
        assert "1,500 rows below the headings" in rosa.words
        rosa.judge()
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Go on").click()
        percent = _watch(rosa, "Checked, not brought in yet")
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Bring in 1,500 rows").click()
        percent |= _watch(rosa, "What to do next")
    rosa.judge()
    assert percent, "nobody saw how far it had come"
    assert _people(copy) == ROWS
    rosa.press("Undo this import")
    assert "1,500 people go again" in rosa.words


def test_a_small_file_with_a_dozen_faults_is_put_right(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.ADMINISTRATOR)
    rosa = signed_in_staff(copy, browser, Role.ADMINISTRATOR, scripts=False)
    with working_at("figures", copy.service):
        rosa.open("/staff/imports/new")
        _send(rosa, as_xlsx(_faulty(), Leavers=[["x", "y"]]), "people.xlsx", "people")
        _wait(rosa, "**/sheet")
        rosa.judge()
        rosa.fill(sheet="People")
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Read this sheet").click()
        _wait(rosa, "**/columns")
        rosa.press("Go on")
        assert "What do these stand for?" in rosa.words
        rosa.press("Check every row")
        assert "District: say what “Bath” stands for." in rosa.words
        rosa.page.get_by_label("Bath").select_option(label="Bath and North East Somerset")
        rosa.page.get_by_label("3 April 1990").check()
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Check every row").click()
        _watch(rosa, "Checked, not brought in yet")
        rosa.judge(state="with problems")
        rosa.press("Every problem, row by row")
        assert "There is no 31 April 1990." in rosa.words
        assert "formulas are not run" in rosa.words
        assert _taken_out(rosa)
        rosa.page.go_back()
        rosa.press("Bring it in")
        assert "Choose what should be brought in." in rosa.words
        rosa.fill(mode="good")
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Bring it in").click()
        _watch(rosa, "What to do next")
        rosa.judge(state="brought in")
        rosa.press("Undo this import")
        with rosa.page.expect_navigation():
            rosa.page.get_by_role("button", name="Undo it").click()
        _watch(rosa, "who came with it went again")
    assert _people(copy) == 0
    rosa.open("/staff/imports")
    assert "Undone" in rosa.words


def _faulty() -> list[dict[str, Any]]:
    """Three good people, and a dozen faults."""
    good = [a_row(Email=f"good{n}@example.org", First_name=name, Collar_no=n, DOB="17/05/1990")
            for n, name in enumerate(("Ada", "Bo", "Cy"), 1)]  # fmt: skip
    good[0]["District"], good[1]["DOB"] = "Bath", "03/04/1990"
    faults = [
        {"DOB": "31/04/1990"}, {"DOB": "12/25/1990"}, {"DOB": ""}, {"DOB": "17/05/90"}, {"Surname": "=A1"},
        {"Surname": ""}, {"Email": "nobody"}, {"Date joined": "01/12/2001"}, {"Date left": "01/01/2001"},
        {"Collar no": "=1+1"}, {"District": ""}, {"Volunteer type": "Cadet", "Patrol status": ""},
    ]  # fmt: skip
    bad = a_row(First_name="Di", Collar_no="")
    rows = [
        {**bad, "Email": f"bad{n}@example.org", "Surname": f"Dee{chr(97 + n)}", **fault}
        for n, fault in enumerate(faults)
    ]
    return [*good, *rows]


def _send(visitor: Visitor, content: bytes, name: str, kind: str) -> None:
    visitor.fill(kind=kind)
    visitor.page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content})
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Send the file").click()


def _judge_while_working(visitor: Visitor, words: str) -> None:
    """Look at the page of progress as it stands, without its looking again by itself in the middle."""

    def hold_still(route: Route) -> None:
        answer = route.fetch()
        kept = {name: value for name, value in answer.headers.items() if name != "refresh"}
        route.fulfill(response=answer, headers=kept)

    visitor.page.route(ONE, hold_still)
    visitor.open(visitor.path)
    assert words in visitor.words
    visitor.page.unroute(ONE)
    visitor.page.reload()


def _wait(visitor: Visitor, address: str) -> None:
    """Until the page of progress has led on by itself."""
    visitor.page.wait_for_url(address, timeout=PATIENCE)


def _watch(visitor: Visitor, words: str) -> set[str]:
    """Until the page says so by itself; every percentage it showed on the way."""
    page, seen = "", set[str]()
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        with suppress(Moving):  # it is just looking again
            page = visitor.page.content()
        seen.update(re.findall(r"(\d+)%: [\d,]+ of", page))
        if words in page:
            return seen
        time.sleep(0.2)
    raise AssertionError(f"the page never said “{words}”")


def _taken_out(visitor: Visitor) -> bool:
    """The list as a file: no cell of it is a formula."""
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="Rows of adults as CSV").click()
    lines = list(csv.reader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert len(lines) > 10
    assert not any(cell.startswith("=") for line in lines for cell in line)
    return True


def _people(copy: Copy) -> int:
    with psycopg.connect(copy.service.environment["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM volunteers").fetchone()
    assert row is not None
    return int(row[0])
