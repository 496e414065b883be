"""Spreadsheets that are kept too long, or came in unseen."""

from tests.imports.builders import a_checked_import
from tests.integrity.planted.kept import ago
from tests.integrity.planted.planting import plants
from tests.people.builders import an_account
from volunteers.extensions import db
from volunteers.imports.models import ImportContent, ImportRecord
from volunteers.imports.rules import ImportState
from volunteers.permissions import Role


@plants("import_kept")
def a_sheet_of_last_season() -> list[int]:
    maker = an_account(Role.ADMINISTRATOR)
    old, given_up, young = (a_checked_import(maker) for _ in range(3))
    old.made_at, young.made_at = ago(33), ago(30)
    given_up.state = ImportState.DROPPED
    db.session.add(ImportContent(import_id=given_up.id, part="rows", number=0, sealed=b"x"))
    db.session.flush()
    return [old.id, given_up.id]


@plants("import_unseen")
def what_came_in_behind_the_history() -> list[int]:
    maker = an_account(Role.ADMINISTRATOR)
    unseen, unapplied, _good = (a_checked_import(maker) for _ in range(3))
    unseen.state, unseen.applied_at = ImportState.APPLIED, ago(1)
    db.session.add(ImportRecord(made_in="accounts", row_id=1, import_id=unapplied.id, volunteer_id=1, digest=""))
    db.session.flush()
    return [unseen.id, unapplied.id]
