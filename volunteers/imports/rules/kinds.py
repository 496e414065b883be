"""What a sheet may hold, how an import stands, and how much of it is taken."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LARGEST_BYTES = 20_000_000
LARGEST_MEGABYTES = LARGEST_BYTES // 1_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 500
# How long an import may be undone, and how long anything of its file is kept.
UNDO_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=30)


class SheetKind(StrEnum):
    """What stands in the sheet."""

    PEOPLE = "people"
    CLEARANCES = "clearances"
    QUALIFICATIONS = "qualifications"
    EVERYTHING = "everything"

    @property
    def label(self) -> str:
        return KINDS[self].label

    @property
    def explains(self) -> str:
        """What a row of it is, and what it is good for."""
        return KINDS[self].explains

    @property
    def brings_people(self) -> bool:
        """Whether a row may be of someone who is not here yet."""
        return self in {SheetKind.PEOPLE, SheetKind.EVERYTHING}


class ImportState(StrEnum):
    """How far an import has come."""

    READING = "reading"
    CHOOSING = "choosing"
    MATCHING = "matching"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    STOPPED = "stopped"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return STATES[self].words

    @property
    def tone(self) -> str:
        """The colour only repeats the words."""
        return STATES[self].tone

    @property
    def is_working(self) -> bool:
        """Whether a job is at it, or should be."""
        return self in WORKING

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be brought in by it."""
        return self in OVER


class Mode(StrEnum):
    """What is brought in of a sheet with problems."""

    ALL = "all"
    GOOD = "good"


@dataclass(frozen=True)
class _Kind:
    label: str
    explains: str


@dataclass(frozen=True)
class _State:
    words: str
    tone: str


KINDS = {
    SheetKind.PEOPLE: _Kind(
        "People and how they serve",
        "A row for each person and kind of volunteering: name, date of birth, area, unit, rank, since when.",
    ),
    SheetKind.CLEARANCES: _Kind(
        "Clearances of people who are here",
        "A row for each clearance, such as a vetting list: who, which one, from when until when.",
    ),
    SheetKind.QUALIFICATIONS: _Kind(
        "Qualifications of people who are here",
        "A row for each qualification, such as a training record: who, which one, from when until when.",
    ),
    SheetKind.EVERYTHING: _Kind(
        "Everything in one sheet",
        "A row for each person, with columns for their service and for each clearance and qualification.",
    ),
}
STATES = {
    ImportState.READING: _State("Reading the file", "waiting"),
    ImportState.CHOOSING: _State("Choose a sheet", "fair"),
    ImportState.MATCHING: _State("Match the columns", "fair"),
    ImportState.CHECKING: _State("Checking every row", "waiting"),
    ImportState.CHECKED: _State("Checked, not brought in yet", "fair"),
    ImportState.APPLYING: _State("Bringing it in", "waiting"),
    ImportState.APPLIED: _State("Brought in", "good"),
    ImportState.UNDOING: _State("Undoing", "waiting"),
    ImportState.UNDONE: _State("Undone", "poor"),
    ImportState.STOPPED: _State("Could not be used", "poor"),
    ImportState.DROPPED: _State("Given up", "poor"),
}
WORKING = frozenset({ImportState.READING, ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING})
OVER = frozenset({ImportState.APPLIED, ImportState.UNDONE, ImportState.STOPPED, ImportState.DROPPED})
OPEN = frozenset(ImportState) - OVER
