"""Duty sheets: what stands on them, and that any Latin name prints on the PDF as it is written."""

from datetime import date, time, timedelta
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_special, a_station, page
from tests.sql_count import counted_sql
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Duty, DutyState, SignUpState
from volunteers.rosters.rules.paper import NOTE, sheets_as_pdf, unprintable
from volunteers.rosters.rules.sheets import Sheet, SheetLine, SheetPost

MONDAY = date(2027, 1, 18)
LATIN = "Łukasz Siân Ŵyn Dvořák Nguyễn Đặng Ọláṣọlá Şahin ğıİ őű țș ħ Þórður Straße Ærø Zoë Ñuñez “O’Brien” – Ā"


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def a_full_duty(**more) -> Duty:
    duty = a_duty(title="Carnival", on=MONDAY, posts=[a_post(places=3), a_post("Driver", places=1)], **more)
    duty.risk_assessment, duty.address, duty.map_reference = "Crowds.", "1 High Street", "ST 229 244"
    a_sign_up(duty, a_volunteer(grade="qualified", first_name="Łukasz", last_name="Nowak"))
    a_sign_up(duty, a_volunteer(grade="accompanied", first_name="Siân", last_name="Ŵyn"))
    a_sign_up(duty, a_special("Gone"), state=SignUpState.WITHDRAWN)
    return duty


def a_sheet(*names: str) -> Sheet:
    people = tuple(SheetLine(name, "Qualified Special Constable") for name in names)
    post = SheetPost("Patrol", max(1, len(names)), people)
    words = ("Friday 4 December 2026, 6pm to 11pm (5 hours)", "The hall", "Bring a torch.\nWear boots.", "")
    return Sheet(1, "Carnival", "Special Constabulary", *words, 2, False, False, (post,))


def letters_of(pdf: bytes) -> set[str]:
    """Every character the fonts embedded in a PDF say that they draw."""
    found: set[str] = set()
    with pikepdf.open(BytesIO(pdf)) as paper:
        for one in paper.objects:
            if isinstance(one, pikepdf.Stream) and b"beginbfchar" in (text := one.read_bytes()):
                for line in text.decode("ascii", "ignore").splitlines():
                    parts = line.strip().strip("<>").split("> <")
                    if len(parts) == 2:
                        found.add(bytes.fromhex(parts[1]).decode("utf-16-be"))
    return found


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as paper:
        return len(paper.pages)


def test_the_sheet_says_what_those_on_the_duty_need(browser):
    duty = a_full_duty()
    shown = page(browser, f"/staff/duties/{duty.id}/sheet")
    for words in (
        "Carnival", "Monday 18 January 2027, 6pm to 11pm (5 hours)", "Taunton police station", "1 High Street",
        "Grid reference ST 229 244", "Meet at the front desk.", "Crowds.", "Patrol: 2 of 3", "Driver: 0 of 1",
        "Łukasz Nowak", "Qualified Special Constable", "Siân Ŵyn", "Nobody yet",
    ):  # fmt: skip
        assert words in shown
    assert "Alex Gone" not in shown


def test_the_pdf_is_whole_and_cannot_be_run_by_a_browser(browser):
    duty = a_full_duty()
    answer = browser.get(f"/staff/duties/{duty.id}/sheet.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="duty-{duty.id}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert pages_of(answer.data) == 1
    assert set("ŁukaszSiânŴynCarnival") <= letters_of(answer.data)


def test_every_latin_letter_prints_as_it_is_written():
    assert unprintable(LATIN) == ""
    pdf = sheets_as_pdf([a_sheet(*LATIN.split())], printed="4 December 2026 at 9am", force="The force")
    assert set(LATIN) - {" "} <= letters_of(pdf)


def test_a_letter_that_cannot_be_printed_is_marked_and_the_sheet_says_so():
    assert unprintable("Li 李 and 明") == "李明"
    pdf = sheets_as_pdf([a_sheet("李明")], printed="4 December 2026 at 9am", force="The force")
    drawn = letters_of(pdf)
    assert "李" not in drawn
    assert set(NOTE) - {" "} <= drawn


def test_many_people_and_long_words_go_on_to_another_page_and_never_out_of_their_cell():
    crowd = [f"Someone With-A-Very-Long-Name-That-Does-Not-End-In-One-Cell {number}" for number in range(60)]
    pdf = sheets_as_pdf([a_sheet(*crowd), a_sheet()], printed="4 December 2026 at 9am", force="The force")
    assert 3 <= pages_of(pdf) <= 5
    assert pages_of(sheets_as_pdf([], printed="now", force="The force")) == 1


def test_a_week_of_a_unit_is_printed_together(browser):
    taunton = a_station("Taunton team")
    inside = [
        a_duty(title=f"Day {number}", on=MONDAY + timedelta(days=number), unit_id=taunton.id) for number in (0, 6)
    ]
    a_duty(title="Week after", on=MONDAY + timedelta(days=7), starts=time(0), unit_id=taunton.id)
    a_duty(title="A draft", on=MONDAY, unit_id=taunton.id, state=DutyState.DRAFT)
    a_duty(title="Of no unit", on=MONDAY)
    shown = page(browser, f"/staff/duties/sheets/{taunton.id}?from={MONDAY + timedelta(days=3)}")
    assert all(duty.title in shown for duty in inside)
    assert not any(words in shown for words in ("Week after", "A draft", "Of no unit"))
    pdf = browser.get(f"/staff/duties/sheets/{taunton.id}.pdf?from={MONDAY}")
    assert pages_of(pdf.data) == 2


def test_sheets_out_of_scope_are_not_found(browser):
    duty, unit = a_duty(area="bristol"), a_station(area="bristol")
    for address in (f"{duty.id}/sheet", f"{duty.id}/sheet.pdf", f"sheets/{unit.id}", f"sheets/{unit.id}.pdf"):
        page(browser, f"/staff/duties/{address}", 404)


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    taunton = a_station()
    address = f"/staff/duties/sheets/{taunton.id}?from={MONDAY}"
    a_full_duty(unit_id=taunton.id)
    with counted_sql(app) as few:
        page(browser, address)
    for number in range(5):
        duty = a_duty(on=MONDAY + timedelta(days=number), unit_id=taunton.id)
        a_sign_up(duty, a_special(f"Other{number}"))
    with counted_sql(app) as many:
        page(browser, address)
    assert many.count == few.count
