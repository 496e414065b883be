"""An import of the demonstration: last year's leavers from an old system, checked, with what is wrong in the sheet."""

import csv
import io
from datetime import timedelta

from sqlalchemy import update

from volunteers import clock
from volunteers.demo.names import a_person
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.imports import service
from volunteers.imports.models import Import, RememberedMatching
from volunteers.imports.rules import SheetKind
from volunteers.permissions import Viewer

PEOPLE = 24
FIRST_NUMBER = 900_000
HEADINGS = (
    "Collar no", "First name", "Surname", "DOB", "Email", "Volunteer type", "District", "Date joined", "Date left",
    "Reason for leaving",
)  # fmt: skip
# What is wrong, by row and column of the sheet: as spreadsheets have it.
FAULTS = {
    (3, "DOB"): "31/04/1979", (6, "District"): "", (8, "Surname"): "=PROPER(C9)", (11, "Date left"): "01/02/2009",
    (14, "Email"): "not known", (17, "DOB"): "14/11/61", (20, "Date joined"): "25/12/1989",
}  # fmt: skip


def add_imports(scene: Scene) -> None:
    """A sheet that an administrator sent and had checked: it waits for being brought in, or put right."""
    persona = BY_KEY["administrator"]
    by = Viewer(scene.staff["administrator"], persona.name, frozenset(persona.grants))
    found = service.receive("leavers-old-system.csv", _sheet(scene), kind=SheetKind.PEOPLE, by=by)
    reader = service.open_sheet(found.id)
    for number, rows in enumerate(reader.pieces()):
        service.keep_piece(found.id, number, rows, done=reader.profile.rows)
    service.finish_reading(found.id, reader)
    db.session.flush()
    service.match_columns(found.id, found.matching, {}, by=by)
    check = service.begin_check(found.id)
    for judged in check.pieces():
        service.keep_judged(found.id, judged)
    service.finish_check(found.id, check)
    _on_its_day(found, scene)


def _on_its_day(found: Import, scene: Scene) -> None:
    """It was sent and checked three days ago, whenever the demonstration is made."""
    found.made_at = clock.start_of_day(scene.today - timedelta(days=3)) + timedelta(hours=10, minutes=40)
    found.checked_at = found.made_at + timedelta(minutes=4)
    db.session.execute(update(RememberedMatching).values(remembered_at=found.checked_at))
    db.session.flush()


def _sheet(scene: Scene) -> bytes:
    chance, out = scene.chance("imports"), io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADINGS)
    writer.writeheader()
    areas = [area.name for area in scene.force.areas]
    for number in range(PEOPLE):
        joined = scene.today - timedelta(days=365 * 9 + chance.randrange(900))
        left = scene.today - timedelta(days=200 + chance.randrange(300))
        person = a_person(chance, FIRST_NUMBER + number, on=joined)
        row = {
            "Collar no": f"{7100 + number}", "First name": person.first_name, "Surname": person.last_name,
            "DOB": f"{person.birth_date:%d/%m/%Y}", "Email": person.email, "Volunteer type": "Specials",
            "District": chance.choice(areas), "Date joined": f"{joined:%d/%m/%Y}", "Date left": f"{left:%d/%m/%Y}",
            "Reason for leaving": chance.choice(["Resigned", "Retired", "Moved away"]),
        }  # fmt: skip
        row |= {column: value for (place, column), value in FAULTS.items() if place == number}
        writer.writerow(row)
    return out.getvalue().encode()
