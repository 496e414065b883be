"""Imports: the file while it is needed, what was found in it, and every row that came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.imports.rules import ImportState, Mode, SheetKind
from volunteers.imports.rules.problems import Level
from volunteers.imports.rules.upload import FileFormat
from volunteers.people.models import Account

WORKING_STATES = "state IN ('reading', 'checking', 'applying', 'undoing')"


class Import(Model):
    """One file that was sent, and how far it has come.

    ``done`` of ``total`` is how far the job at it is. ``claimed_until`` is how long another job leaves it to that one.
    ``reading`` says how it was read: encoding, separator, sheet, heading row. ``matching`` gives what each column
    holds by its key, ``answers`` what was decided for all rows at once. ``counts`` are rows by what becomes of them.
    """

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("(state IN ('applied', 'undoing', 'undone')) <= (applied_at IS NOT NULL)", name="applied"),
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        Index("ix_imports_working", "id", postgresql_where=text(WORKING_STATES)),
        Index(None, "made_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SheetKind] = mapped_column(words(SheetKind))
    file_name: Mapped[str]
    file_format: Mapped[FileFormat] = mapped_column(words(FileFormat))
    sha256: Mapped[str]
    size: Mapped[int]
    state: Mapped[ImportState] = mapped_column(words(ImportState))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    sheet: Mapped[str | None]
    rows: Mapped[int] = mapped_column(default=0)
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)
    matching: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mode: Mapped[Mode | None] = mapped_column(words(Mode))
    stopped_because: Mapped[str] = mapped_column(default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    has_cadets: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[Account] = relationship(foreign_keys=made_by_id)


class ImportContent(Model):
    """A piece of a file, or of the rows read from it, packed and sealed. All of it goes once it is no longer needed."""

    __tablename__ = "import_contents"

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return place_of(self.import_id, self.part, self.number)


class ImportProblem(Model):
    """One line of the list of problems. Those of cadets are seen only by who is cleared for children."""

    __tablename__ = "import_problems"
    __table_args__ = (Index(None, "import_id", "level", "row", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    row: Mapped[int]
    letter: Mapped[str]
    heading: Mapped[str]
    value: Mapped[str]
    code: Mapped[str]
    advice: Mapped[str]
    level: Mapped[Level] = mapped_column(words(Level))
    is_of_cadets: Mapped[bool]


class ImportRecord(Model):
    """A row that an import made: its table and number there, whose it is, and a digest of it as it was made."""

    __tablename__ = "import_records"
    __table_args__ = (Index(None, "import_id", "volunteer_id"),)

    made_in: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    volunteer_id: Mapped[int]
    digest: Mapped[str]


class RememberedMatching(Model):
    """How a sheet with these headings was matched last, and what its values stood for."""

    __tablename__ = "remembered_matchings"

    kind: Mapped[SheetKind] = mapped_column(words(SheetKind), primary_key=True)
    headings_digest: Mapped[str] = mapped_column(primary_key=True)
    matching: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, Any]]
    remembered_at: Mapped[datetime]


class ForceNumber(Model):
    """The number by which the force's other systems know a volunteer: collar, warrant or staff number."""

    __tablename__ = "force_numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), unique=True)
    number: Mapped[str]
    plain_number: Mapped[str] = mapped_column(unique=True)


def place_of(import_id: int, part: str, number: int) -> str:
    """What a piece of an import is sealed for."""
    return f"import_contents.sealed.{import_id}.{part}.{number}"
