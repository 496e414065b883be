"""A cell as it was read: its text as typed, and what the program that wrote it held it for."""

import re
from datetime import date, time
from typing import Any, NamedTuple

from volunteers.imports.rules.kinds import LONGEST_CELL

TEXT, NUMBER, DAY, FORMULA, FAULT = "t", "n", "d", "f", "e"
# What no page may hold; a line break within a cell is read as a space.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
IN_ITS_PLACE = "\ufffd"


class Cell(NamedTuple):
    """One cell. ``kind`` is one of the letters above; a day is written year first, a number as short as can be."""

    text: str
    kind: str = TEXT

    @property
    def is_formula(self) -> bool:
        """Whether it computes, or would as soon as someone opened it in a spreadsheet."""
        return self.kind == FORMULA or (self.kind == TEXT and self.text.startswith("="))


EMPTY = Cell("")


class Row(NamedTuple):
    """A row with the number that the spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, place: int) -> Cell:
        """The cell in a column; an empty one beyond the end of the row."""
        return self.cells[place] if place < len(self.cells) else EMPTY


def tidy(text: str) -> str:
    """Without spaces around it or doubled within; what cannot be shown is a question mark in a box."""
    if text.isascii() and text.isalnum():
        return text[:LONGEST_CELL]
    return SPACES.sub(" ", HIDDEN.sub(IN_ITS_PLACE, text)).strip()[:LONGEST_CELL]


def cell_of(value: Any, data_type: str = "") -> Cell:
    """A cell from what openpyxl read in it, with its type of data there."""
    if value is None:
        return EMPTY
    if data_type == "f" or not isinstance(value, str | bool | int | float | date | time):
        return Cell(tidy(str(getattr(value, "text", value))) or "=", FORMULA)
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        return Cell(_short(value), NUMBER)
    if isinstance(value, date):  # a moment is one too
        return Cell(f"{value:%Y-%m-%d}" if value.year >= 1000 else str(value), DAY)
    return Cell(tidy(str(value)), FAULT if data_type == "e" else TEXT)


def pack(row: Row) -> list[Any]:
    """A row as it is kept: plain text is most of it."""
    return [row.number, [one.text if one.kind == TEXT else [one.text, one.kind] for one in row.cells]]


def unpack(kept: list[Any]) -> Row:
    """The row again."""
    number, cells = kept
    return Row(number, tuple(Cell(one) if isinstance(one, str) else Cell(*one) for one in cells))


def letter_of(place: int) -> str:
    """The letters that a spreadsheet shows above a column, the first being number 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _short(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
