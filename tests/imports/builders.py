"""Sheets and imports for tests: a sheet of good people, sent by an administrator cleared for children."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from tests.people.builders import CLEARED, an_account, as_viewer
from volunteers import clock
from volunteers.extensions import db
from volunteers.imports import jobs, service
from volunteers.imports.models import Import, ImportProblem
from volunteers.imports.rules import ImportState, Mode, SheetKind
from volunteers.imports.rules.problems import Level
from volunteers.imports.rules.upload import FileFormat
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work

PEOPLE = (
    "First name", "Surname", "DOB", "Email", "Collar no", "Volunteer type", "District", "Station", "Rank",
    "Patrol status", "Date joined", "Date left",
)  # fmt: skip
GOOD: dict[str, Any] = {
    "First name": "Alex", "Surname": "Hughes", "DOB": "17/05/1990", "Email": "alex@example.org", "Collar no": "7001",
    "Volunteer type": "Specials", "District": "Bristol", "Station": "", "Rank": "", "Patrol status": "Directed patrol",
    "Date joined": "25/09/2020", "Date left": "",
}  # fmt: skip


def a_row(**other: Any) -> dict[str, Any]:
    """A good row of a sheet of people; names with underscores stand for the headings with spaces."""
    return {**GOOD, **{name.replace("_", " "): value for name, value in other.items()}}


def people(count: int) -> list[dict[str, Any]]:
    """So many different good people."""
    return [
        a_row(First_name=f"Anna{_letters(n)}", Surname=f"Berg{_letters(n // 7)}", Email=f"p{n}@example.org",
              Collar_no=f"C{n}", DOB=f"{n % 28 + 1:02}/{n % 12 + 1:02}/{1950 + n % 45}")
        for n in range(count)
    ]  # fmt: skip


def as_csv(rows: Sequence[dict[str, Any]], headings: Sequence[str] = PEOPLE, *, separator: str = ",") -> bytes:
    """The rows as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(
    rows: Sequence[dict[str, Any]], headings: Sequence[str] = PEOPLE, **sheets: Sequence[Sequence[Any]]
) -> bytes:
    """The rows as the first sheet of a workbook, with other sheets after it."""
    book = Workbook()
    book.active.title = "People"
    for line in (list(headings), *([row.get(heading) for heading in headings] for row in rows)):
        book.active.append(line)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def an_administrator(*, for_children: bool = True) -> Viewer:
    """Someone who may import."""
    grants = [Grant(Role.ADMINISTRATOR), *([CLEARED] if for_children else [])]
    return as_viewer(an_account(grants=grants, full_name="Rosa Quiet"))


def received(content: bytes, *, by: Viewer, name: str = "people.csv", kind: SheetKind = SheetKind.PEOPLE) -> Import:
    """An import whose file was sent and read."""
    with unit_of_work():
        found = service.receive(name, content, kind=kind, by=by)
    jobs.work([found.id])
    return fresh(found)


def checked(
    content: bytes, *, by: Viewer, name: str = "people.csv", kind: SheetKind = SheetKind.PEOPLE,
    matching: dict[str, str] | None = None, same: dict[str, str] | None = None,
    values: dict[str, dict[str, str]] | None = None,
    orders: dict[str, str] | None = None,
) -> Import:  # fmt: skip
    """An import whose columns were matched as they were guessed, and whose rows were checked."""
    found = received(content, by=by, name=name, kind=kind)
    assert found.state is ImportState.MATCHING, (found.state, found.stopped_because)
    with unit_of_work():
        is_asked = service.match_columns(found.id, {**found.matching, **(matching or {})}, same or {}, by=by)
    if is_asked:
        with unit_of_work():
            service.answer_values(found.id, values or {}, orders or {}, by=by)
    jobs.work([found.id])
    return fresh(found)


def applied(content: bytes, *, by: Viewer, mode: Mode = Mode.ALL, **more: Any) -> Import:
    """An import that was brought in."""
    found = checked(content, by=by, **more)
    with unit_of_work():
        service.ask_to_apply(found.id, mode, by=by)
    jobs.work([found.id])
    return fresh(found)


def a_checked_import(maker: Account) -> Import:
    """An import with one problem, as it stands after its check; without its file."""
    found = Import(
        kind=SheetKind.PEOPLE, file_name="people.csv", file_format=FileFormat.CSV, sha256="0" * 64, size=100,
        state=ImportState.CHECKED, made_by_id=maker.id, made_at=clock.now(), rows=2, reading={"heading_row": 1},
        counts={"new": 1, "adds": 0, "same": 0, "left_out": 0, "bad": 1, "without_email": 0},
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    db.session.add(
        ImportProblem(
            import_id=found.id, row=3, letter="C", heading="DOB", value="31/04/1990", code="not_a_date",
            advice="There is no 31 April 1990. Look up the right date.", level=Level.PROBLEM, is_of_cadets=False,
        )
    )  # fmt: skip
    db.session.flush()
    return found


def fresh(found: Import) -> Import:
    """The import as the database has it now."""
    return db.session.scalars(
        select(Import).where(Import.id == found.id).execution_options(populate_existing=True)
    ).one()


def problems(found: Import, level: Level = Level.PROBLEM) -> list[tuple[int, str, str, str]]:
    """Row, column, kind and value of each problem, in order."""
    own = select(ImportProblem).where(ImportProblem.import_id == found.id, ImportProblem.level == level)
    rows = db.session.scalars(own.order_by(ImportProblem.row, ImportProblem.id))
    return [(one.row, one.heading, one.code, one.value) for one in rows]


def _letters(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters += chr(ord("a") + rest)
        if not number:
            return letters
