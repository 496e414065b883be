"""What becomes of every row: the whole list of bad input, each with its row, its column and its words."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.imports.builders import (
    PEOPLE,
    a_row,
    an_administrator,
    as_csv,
    as_xlsx,
    checked,
    fresh,
    people,
    problems,
    received,
    saved,
)
from tests.onboarding.test_export import FORMULAS
from tests.people.builders import a_volunteer, an_account
from volunteers import clock
from volunteers.imports import jobs, service
from volunteers.imports.models import ImportProblem
from volunteers.imports.rules import ImportState, SheetKind
from volunteers.imports.rules.matching import plain
from volunteers.imports.rules.problems import Level
from volunteers.imports.rules.targets import targets_of
from volunteers.people.models import RoleGrant
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

HELD = ("Email", "Collar no", "First name", "Surname", "DOB", "Vetting level", "Valid from", "Expiry date", "Reference")
YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("change", "heading", "code", "words"),
    [
        ({"DOB": "31/04/1990"}, "DOB", "not_a_date", "There is no 31 April 1990."),
        ({"DOB": "31 April 1990"}, "DOB", "not_a_date", "There is no 31 April 1990."),
        ({"DOB": "long ago"}, "DOB", "not_a_date", "This is not a date."),
        ({"DOB": "17/05/90"}, "DOB", "not_a_date", "four digits"),
        ({"DOB": ""}, "DOB", "missing", "Date of birth is missing."),
        ({"DOB": "17/05/1890"}, "DOB", "not_a_date", "The year 1890"),
        ({"DOB": "17/05/1905"}, "", "birth_date", "cannot be right"),
        ({"Surname": ""}, "Surname", "missing", "Last name is missing."),
        ({"Surname": "=A2&B2"}, "Surname", "formula", "formulas are not run"),
        ({"Surname": "Hugh3s"}, "Surname", "unreadable", "A name does not hold “3”."),
        ({"Surname": "\ufffd"}, "Surname", "unreadable", "cannot be read"),
        ({"Email": "alex at example.org"}, "Email", "unreadable", "not an e-mail address"),
        ({"Collar no": "no. 7"}, "Collar no", "", ""),
        ({"Collar no": "@7"}, "Collar no", "unreadable", "beginning with a letter or digit"),
        ({"Date joined": ""}, "Date joined", "missing", "Serves since is missing."),
        ({"Date left": "01/01/2019"}, "", "ends_before", "ends before it starts"),
        ({"Date joined": "25/09/2007"}, "", "too_young", "They were under 18, the least age in Special Constabulary"),
        ({"Date joined": "25/09/2039"}, "", "too_far_ahead", "more than a year from now"),
        ({"Volunteer type": "Cadet", "Patrol status": ""}, "", "too_old", "They were over"),
        ({"District": ""}, "District", "missing", "Area is missing."),
    ],
)
def test_one_thing_wrong_with_a_row(
    session: Session, change: dict[str, str], heading: str, code: str, words: str
) -> None:
    found = checked(as_csv([a_row(), {**a_row(Email="o@example.org", Surname="Other", Collar_no="7002"), **change}]),
                    by=an_administrator())  # fmt: skip
    if not code:
        assert problems(found) == []
        return
    assert [(row, where, kind) for row, where, kind, _ in problems(found)] == [(3, heading, code)]
    said = session.query(ImportProblem).filter_by(import_id=found.id, level=Level.PROBLEM).one()
    assert words in said.advice
    assert (found.counts["new"], found.counts["bad"]) == (1, 1)


@pytest.mark.parametrize("heading", ["First name", "Email", "Collar no", "DOB", "Date joined"])
def test_none_of_forty_formulas_comes_in_as_one(session: Session, heading: str) -> None:
    formulas = [one for one in FORMULAS if "\0" not in one]  # a file with one of those is no CSV
    rows = [{**row, heading: formula} for row, formula in zip(people(len(formulas)), formulas, strict=True)]
    found = checked(as_csv(rows), by=an_administrator())
    bad = {row - 2 for row, *_ in problems(found)}
    # A name of minus and letters is one; a tab alone leaves an optional column empty.
    assert {formula for place, formula in enumerate(formulas) if place not in bad} <= {"-ve", "\t"}


def test_formulas_of_a_workbook_are_named_and_not_run(session: Session) -> None:
    found = checked(as_xlsx([a_row(Surname="=A2"), a_row(DOB="=TODAY()", Email="b@example.org")]), name="p.xlsx",
                    by=an_administrator())  # fmt: skip
    assert problems(found) == [(2, "Surname", "formula", "=A2"), (3, "DOB", "formula", "=TODAY()")]


def test_dates_of_every_sort_in_one_workbook(session: Session) -> None:
    rows = people(4)
    for row, value in zip(rows, [date(1990, 5, 17), 33010, "1990-05-17", "17 May 1990"], strict=True):
        row["DOB"] = value
    found = checked(as_xlsx(rows), name="p.xlsx", by=an_administrator())
    assert (problems(found), found.counts["new"]) == ([], 4)


def test_who_stands_twice_in_the_sheet(session: Session) -> None:
    rows = [
        a_row(), a_row(), a_row(Surname="Other"), a_row(Email="x@example.org", Collar_no=""),
        a_row(First_name="Bo", Email="", Collar_no="7001"),
        a_row(First_name="Cy", Collar_no="", Email="AlEx+x@example.org"),
    ]  # fmt: skip
    found = checked(as_csv(rows), by=an_administrator())
    assert [(row, code) for row, _, code, _ in problems(found)] == [
        (3, "twice"), (4, "other_person"), (5, "twice"), (7, "other_person"),
    ] or [(row, code) for row, _, code, _ in problems(found)] == [
        (3, "twice"), (4, "other_person"), (5, "twice"), (6, "twice"), (7, "twice"),
    ]  # fmt: skip


def test_who_is_here_already_is_added_to_skipped_or_clashes(session: Session) -> None:
    joined = date(2020, 9, 25)
    account = an_account(Role.VOLUNTEER, email="alex@example.org", full_name="Alex Hughes")
    a_volunteer(account=account, area="bristol", started_on=joined, grade="directed")
    rows = [
        a_row(Collar_no=""),  # the very same
        a_row(Volunteer_type="PSV", Collar_no="", Patrol_status=""),  # another strand
        a_row(Date_joined="25/09/2021", Collar_no=""),  # overlaps
        a_row(
            Email="other@example.org", Volunteer_type="Farm Watch", Patrol_status="", Collar_no=""
        ),  # by name and birth
        a_row(Surname="Nobody", Collar_no=""),  # the address is someone else's
    ]
    found = checked(as_csv(rows), by=an_administrator())
    assert [(row, code) for row, _, code, _ in problems(found)] == [(4, "overlaps"), (6, "other_person")]
    assert {(row, code) for row, _, code, _ in problems(found, Level.NOTE)} == {
        (2, "nothing_new"), (3, "known"), (5, "known"), (5, "other_email"),
    }  # fmt: skip
    assert {name: found.counts[name] for name in ("new", "adds", "same", "bad")} == {
        "new": 0, "adds": 2, "same": 1, "bad": 2,
    }  # fmt: skip


def test_the_address_of_staff_is_nobodys_who_volunteers(session: Session) -> None:
    an_account(Role.SUPERVISOR, email="alex@example.org")
    found = checked(as_csv([a_row()]), by=an_administrator())
    assert [code for _, _, code, _ in problems(found)] == ["of_staff"]


def test_cadets_come_in_by_who_is_cleared_for_children_alone(session: Session) -> None:
    young = clock.today() - YEAR * 15
    cadet = a_row(
        DOB=f"{young:%d/%m/%Y}", Volunteer_type="Cadet", Date_joined=f"{clock.today():%d/%m/%Y}", Patrol_status=""
    )
    by = an_administrator(for_children=False)
    found = checked(as_csv([cadet, a_row(Email="b@example.org", Surname="B", Collar_no="")]), by=by)
    assert [(row, code) for row, _, code, _ in problems(found)] == [(2, "not_yours")]
    assert checked(as_csv([cadet]), by=an_administrator()).counts["new"] == 1


def test_clearances_find_their_people_by_number_address_or_birth(session: Session) -> None:
    known = a_volunteer(account=an_account(Role.VOLUNTEER, email="alex@example.org"), area="bristol")
    rows = [
        {"Email": "ALEX@example.org", "Vetting level": "Recruitment vetting", "Valid from": "17/05/2024"},
        {"First name": "alex", "Surname": "HUGHES", "DOB": f"{known.birth_date:%d/%m/%Y}", "Vetting level": "Medical",
         "Valid from": "01/02/2025", "Expiry date": "31/01/2024"},
        {"Email": "nobody@example.org", "Vetting level": "Medical", "Valid from": "17/05/2024"},
        {"Vetting level": "Medical", "Valid from": "17/05/2024"},
    ]  # fmt: skip
    found = checked(
        as_csv(rows, HELD), by=an_administrator(), kind=SheetKind.CLEARANCES, name="v.csv",
        orders={"from_on": "day_first"},
    )  # fmt: skip
    assert [(row, code) for row, _, code, _ in problems(found)] == [
        (3, "ends_before"), (4, "unknown_person"), (5, "unknown_person"),
    ]  # fmt: skip
    assert found.counts["adds"] == 1


def test_values_nobody_knows_are_asked_once_for_all_rows(session: Session) -> None:
    rows = [
        {**row, "District": area} for row, area in zip(people(4), ["Bath", "Bath", "bristol", "Nowhere"], strict=True)
    ]
    found = checked(
        as_csv(rows), by=an_administrator(),
        values={"area": {"bath": "bath_and_north_east_somerset", "nowhere": "-"}},
    )  # fmt: skip
    assert (found.counts["new"], found.counts["left_out"]) == (3, 1)


def test_merged_cells_are_named_row_by_row(session: Session) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(people(3))))
    book.active.merge_cells("A3:A4")
    book.active.merge_cells("A1:B1")
    found = checked(saved(book), name="p.xlsx", by=an_administrator(), matching={"": "last_name"})
    assert {(row, code) for row, _, code, _ in problems(found)} >= {
        (1, "merged_headings"),
        (3, "merged"),
        (4, "merged"),
    }


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"Name,Age\n", "p.csv", "There is no row"), (as_csv([]), "p.csv", "There is no row"),
     (b"# nothing\n", "p.csv", "There is no row")],
)  # fmt: skip
def test_a_sheet_without_rows_is_stopped_in_words(session: Session, content: bytes, name: str, words: str) -> None:
    found = received(content, by=an_administrator(), name=name)
    assert found.state is ImportState.STOPPED
    assert words in found.stopped_because


def test_a_right_that_was_lost_meanwhile_stops_the_job(session: Session) -> None:
    by = an_administrator()
    found = received(as_csv(people(1)), by=by)
    with unit_of_work():
        service.match_columns(found.id, found.matching, {}, by=by)
    session.execute(delete(RoleGrant).where(RoleGrant.account_id == by.account_id))
    jobs.work([found.id])
    assert "may no longer bring in people" in fresh(found).stopped_because


def test_every_heading_of_the_sheet_is_known() -> None:
    names = {plain(name) for one in targets_of(SheetKind.PEOPLE) for name in (one.label, *one.also)}
    assert {plain(heading) for heading in PEOPLE} <= names
