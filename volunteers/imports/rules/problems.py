"""What is wrong with a row, or worth knowing of it: where, what stood there, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.imports.rules.cells import letter_of

LONGEST_VALUE = 100


class Level(StrEnum):
    """A problem keeps its row out; a note does not."""

    PROBLEM = "problem"
    NOTE = "note"


# What many rows have in common, by the code of their problems and notes.
KINDS = {
    "formula": "Formulas, which are not run",
    "unreadable": "Values that cannot be used",
    "missing": "Cells that must be filled in",
    "not_a_date": "Dates that cannot be read",
    "unknown": "Words that are not known here",
    "merged": "Merged cells",
    "merged_headings": "Merged headings",
    "whole_name": "Whole names that cannot be told apart",
    "ends_before": "What ends before it begins",
    "birth_date": "Dates of birth that cannot be right",
    "not_yours": "People you may not bring in",
    "too_far_ahead": "Service that starts too far ahead",
    "reason_without_end": "Reasons for leaving without a date",
    "too_young": "People who were too young",
    "too_old": "People who were too old",
    "unknown_person": "People who are not here",
    "twins": "Two people with the same name and date of birth",
    "two_people": "Rows that point at two people",
    "not_in_reach": "People whose record you may not open",
    "of_staff": "E-mail addresses of staff",
    "other_person": "Addresses or numbers that are someone else's",
    "twice": "The same person and service twice",
    "overlaps": "Service that overlaps",
    "other_number": "Another force number than the one here",
    "left_out": "Left out as you decided",
    "known": "Already known, with something to add",
    "nothing_new": "Nothing new",
    "other_email": "Already known with another e-mail address",
}


@dataclass(frozen=True)
class Where:
    """A column as the spreadsheet shows it."""

    place: int
    heading: str

    @property
    def letter(self) -> str:
        return letter_of(self.place)


@dataclass(frozen=True)
class Problem:
    """One line of the list. ``column`` and ``heading`` are empty where it is about the whole row."""

    row: int
    code: str
    words: str
    value: str = ""
    column: str = ""
    heading: str = ""
    level: Level = Level.PROBLEM

    @property
    def is_bad(self) -> bool:
        return self.level is Level.PROBLEM


def in_cell(row: int, where: Where | None, value: str, code: str, words: str) -> Problem:
    """A problem of one cell, with what was typed there."""
    letter, heading = (where.letter, where.heading) if where else ("", "")
    return Problem(row, code, words, value[:LONGEST_VALUE], letter, heading)


def of_row(row: int, code: str, words: str) -> Problem:
    """A problem of the row as a whole."""
    return Problem(row, code, words)


def note(row: int, code: str, words: str) -> Problem:
    """Something to know of a row that is brought in all the same, or that needs no bringing in."""
    return Problem(row, code, words, level=Level.NOTE)
