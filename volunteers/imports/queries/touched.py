"""What was done with the people of an import since it came: whoever is touched is kept when it is undone.

A volunteer is touched when a row that came for them has changed, when a row of any table that did not come with it
points at one that did, when they have signed in, or when the history says that something was done with their record.
The foreign keys of every table are asked, so that rooms this one knows nothing of are asked too.
"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select, text, union_all

from volunteers.extensions import Base, db
from volunteers.history.models import HistoryEntry
from volunteers.imports.models import ImportRecord
from volunteers.people.models import Volunteer

# Children before parents: so they are deleted, and in the other order they were made.
MADE_IN = (
    "qualifications", "clearances", "grade_periods", "force_numbers", "service_periods", "role_grants", "volunteers",
    "accounts",
)  # fmt: skip
PAGE = 50


@dataclass(frozen=True)
class Remains:
    """Who would stay when an import is undone, the first of them by name; and how many would go, or lose what came."""

    names: tuple[tuple[int, str], ...]
    kept: int
    removed: int
    lessened: int


def find_remains(import_id: int) -> Remains:
    """Who would stay, and how many would not; a fixed number of statements."""
    touched = list_touched(import_id)
    named = (
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name)
        .where(Volunteer.id.in_(touched))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
        .limit(PAGE)
    )
    names = tuple((number, f"{first} {last}") for number, first, last in db.session.execute(named))
    own, untouched = ImportRecord.import_id == import_id, ImportRecord.volunteer_id.not_in(touched)
    counted = select(func.count(ImportRecord.volunteer_id.distinct())).where(own, untouched)
    everyone = db.session.scalar(counted) or 0
    removed = db.session.scalar(counted.where(ImportRecord.made_in == "volunteers")) or 0
    return Remains(names, len(touched), removed, everyone - removed)


def list_touched(import_id: int) -> list[int]:
    """The volunteers of an import with whom something was done since; a statement or two for each table it made."""
    found: set[int] = set()
    for name in MADE_IN:
        found.update(db.session.scalars(_changed(import_id, name)))
        if (wanted := _pointed_at(import_id, name)) is not None:
            found.update(db.session.scalars(wanted))
    found.update(db.session.scalars(_noted(import_id)))
    return sorted(found)


def _own(import_id: int, name: str) -> Select[int]:
    own = select(ImportRecord.volunteer_id)
    return own.where(ImportRecord.import_id == import_id, ImportRecord.made_in == name)


def _changed(import_id: int, name: str) -> Select[int]:
    """Whose rows in a table are not as they were made."""
    row = Base.metadata.tables[name].alias("t")
    wanted = _own(import_id, name).join_from(ImportRecord, row, row.c.id == ImportRecord.row_id)
    return wanted.where(ImportRecord.digest != func.md5(text("t::text")))


def _pointed_at(import_id: int, name: str) -> Select[int] | None:
    """At whose rows in a table some row points that the import did not make."""
    keys = [
        (table, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == name
    ]
    columns = []
    for table, column in keys:
        pointing = table.alias()
        wanted = select(pointing.c[column].label("row_id")).where(pointing.c[column].is_not(None))
        if table.name in MADE_IN:
            own = select(ImportRecord.row_id).where(
                ImportRecord.import_id == import_id, ImportRecord.made_in == table.name
            )
            wanted = wanted.where(pointing.c.id.not_in(own))
        columns.append(wanted)
    if not columns:
        return None
    return _own(import_id, name).where(ImportRecord.row_id.in_(select(union_all(*columns).subquery().c.row_id)))


def _noted(import_id: int) -> Select[int]:
    """Of whom the history says something later than that they came."""
    came = (
        select(func.max(HistoryEntry.id))
        .where(
            HistoryEntry.subject == "import", HistoryEntry.subject_id == import_id, HistoryEntry.act == "import_applied"
        )
        .scalar_subquery()
    )  # fmt: skip
    own = select(ImportRecord.volunteer_id).where(ImportRecord.import_id == import_id)
    return select(HistoryEntry.subject_id).where(
        HistoryEntry.subject == "volunteer",
        HistoryEntry.id > came,
        HistoryEntry.act != "imported",
        HistoryEntry.subject_id.in_(own),
    )
