"""A row as it was meant: each cell read by what its column holds, and whatever cannot be read named in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from volunteers.imports.rules import reading_cells
from volunteers.imports.rules.catalogue import Catalogue, own_choice, unit_of
from volunteers.imports.rules.cells import Cell, Row
from volunteers.imports.rules.dates import DateOrder, NotADate, plus_months, read_date
from volunteers.imports.rules.kinds import SheetKind
from volunteers.imports.rules.matching import LEAVE_OUT, plain
from volunteers.imports.rules.problems import Problem, Where, in_cell, of_row
from volunteers.imports.rules.targets import Held, Shape, Target, targets_of

NAMES = ("first_name", "last_name")
MERGED = "Cells {} are merged: only the first holds a value. Unmerge them and fill in each one."


@dataclass(frozen=True, slots=True)
class Holding:
    """A clearance or a qualification as a row gives it."""

    kind: str
    code: str
    name: str
    from_on: date
    until_on: date | None
    reference: str | None = None

    @property
    def key(self) -> tuple[str, str, date, date | None]:
        return self.kind, self.code, self.from_on, self.until_on


@dataclass(slots=True)
class Entry:
    """What a row says, as far as it could be read."""

    row: int
    number: str = ""
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    email: str = ""
    strand: str = ""
    area: str = ""
    unit_id: int | None = None
    rank: str | None = None
    grade: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None
    held: list[Holding] = field(default_factory=list)
    is_left_out: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Meant:
    """How the columns of a sheet were matched, and what was decided for all rows at once.

    ``values`` gives, by column, what a value stands for; ``LEAVE_OUT`` leaves it, or its rows, out.
    """

    kind: SheetKind
    places: Mapping[str, Where]
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    is_1904: bool = False
    merged: Mapping[int, str] = field(default_factory=dict)


class Reader:
    """Reads rows, one after the other. Words that come again are looked up once."""

    def __init__(self, meant: Meant, catalogue: Catalogue) -> None:
        self.meant = meant
        self.catalogue = catalogue
        self.targets = {one.code: one for one in targets_of(meant.kind, catalogue.held)}
        self._found: dict[tuple[str, str, str, str], str | None] = {}
        self._dates: dict[tuple[Cell, DateOrder], date | str] = {}
        self._wide = [
            one for one in catalogue.held if any(one.target(part) in meant.places for part in ("from", "until"))
        ]

    def read(self, row: Row) -> tuple[Entry, list[Problem]]:
        """The entry of a row, and everything that is wrong with its cells."""
        entry, wrong = Entry(row.number), list[Problem]()
        if row.number in self.meant.merged:
            words = self.meant.merged[row.number]
            wrong.append(of_row(row.number, "merged", MERGED.format(words)))
        self._read_person(row, entry, wrong)
        if self.meant.kind.brings_people:
            self._read_service(row, entry, wrong)
            for held in self._wide:
                self._read_wide(row, entry, held, wrong)
        else:
            self._read_holding(row, entry, wrong)
        return entry, wrong

    def _read_person(self, row: Row, entry: Entry, wrong: list[Problem]) -> None:
        entry.number = self._text(row, "number", wrong)
        entry.email = self._text(row, "email", wrong)
        whole = self._text(row, "full_name", wrong)
        entry.first_name, entry.last_name = (self._text(row, name, wrong) for name in NAMES)
        if whole and not (entry.first_name or entry.last_name):
            parts = reading_cells.parts_of(whole)
            if parts is None:
                words = "First and last name cannot be told apart. Write “Last, First”, or give each its own column."
                wrong.append(self._in_cell(row, "full_name", whole, "whole_name", words))
            else:
                entry.first_name, entry.last_name = parts
        entry.birth_date = self._date(row, "birth_date", wrong)
        if self.meant.kind.brings_people:
            self._demand(row, entry, wrong)

    def _demand(self, row: Row, entry: Entry, wrong: list[Problem]) -> None:
        said = {one.heading for one in wrong}
        for code in (*NAMES, "birth_date"):
            where = self.meant.places.get(code) or self.meant.places.get("full_name")
            if not getattr(entry, code) and (where is None or where.heading not in said):
                wrong.append(
                    in_cell(row.number, where, "", "missing", f"{self.targets[code].label} is missing. Fill it in.")
                )

    def _read_service(self, row: Row, entry: Entry, wrong: list[Problem]) -> None:
        entry.strand = self._choice(row, "strand", entry, wrong) or ""
        entry.area = self._choice(row, "area", entry, wrong) or ""
        if entry.is_left_out:
            return
        unit = self._choice(row, "unit", entry, wrong) if entry.strand and entry.area else None
        entry.unit_id = int(unit) if unit else None
        if entry.strand:
            entry.rank = self._choice(row, "rank", entry, wrong) or self.catalogue.strand(entry.strand).lowest_rank
            entry.grade = self._choice(row, "grade", entry, wrong)
        entry.end_reason = self._choice(row, "end_reason", entry, wrong)
        entry.started_on = self._date(row, "started_on", wrong)
        entry.ended_on = self._date(row, "ended_on", wrong)
        if entry.started_on is None and not self._said(wrong, "started_on"):
            wrong.append(self._in_cell(row, "started_on", "", "missing", "Serves since is missing. Fill in the date."))

    def _read_holding(self, row: Row, entry: Entry, wrong: list[Problem]) -> None:
        kind = self.meant.kind.value.removesuffix("s")
        code = self._choice(row, kind, entry, wrong)
        held = next((one for one in self.catalogue.held_of(kind) if one.code == code), None)
        if held is not None:
            self._add(row, entry, held, {"from": "from_on", "until": "until_on", "reference": "reference"}, wrong)

    def _read_wide(self, row: Row, entry: Entry, held: Held, wrong: list[Problem]) -> None:
        columns = {part: held.target(part) for part in ("from", "until", "reference")}
        if any(self._cell(row, columns[part]).text for part in ("from", "until")):
            self._add(row, entry, held, columns, wrong)

    def _add(self, row: Row, entry: Entry, held: Held, columns: Mapping[str, str], wrong: list[Problem]) -> None:
        """One holding; the date that is missing is reckoned from the other where one lasts a set time."""
        said = len(wrong)
        from_on, until_on = (self._date(row, columns[part], wrong) for part in ("from", "until"))
        reference = self._text(row, columns["reference"], wrong) or None
        if from_on is None and until_on and held.months:
            from_on = plus_months(until_on, -held.months)
        elif from_on and until_on is None and held.months and not self._cell(row, columns["until"]).text:
            until_on = plus_months(from_on, held.months)
        if len(wrong) > said:
            return
        if from_on is None:
            words = f"{held.name}: the first day it is good is missing. Fill it in."
            wrong.append(self._in_cell(row, columns["from"], "", "missing", words))
        elif until_on and until_on < from_on:
            words = f"{held.name} ends before it begins. Put one of the dates right."
            wrong.append(
                self._in_cell(row, columns["until"], self._cell(row, columns["until"]).text, "ends_before", words)
            )
        else:
            entry.held.append(Holding(held.kind, held.code, held.name, from_on, until_on, reference))

    def _cell(self, row: Row, target: str) -> Cell:
        where = self.meant.places.get(target)
        return row.at(where.place) if where else Cell("")

    def _text(self, row: Row, target: str, wrong: list[Problem]) -> str:
        cell = self._cell(row, target)
        if not cell.text:
            return ""
        shape = self.targets[target].shape if target in self.targets else Shape.TEXT
        value, words = reading_cells.read_text(cell, shape)
        if words:
            wrong.append(self._in_cell(row, target, cell.text, reading_cells.code_of(cell), words))
        return value

    def _date(self, row: Row, target: str, wrong: list[Problem]) -> date | None:
        cell = self._cell(row, target)
        if not cell.text:
            return None
        if words := reading_cells.unusable(cell):
            wrong.append(self._in_cell(row, target, cell.text, reading_cells.code_of(cell), words))
            return None
        order = self.meant.orders.get(target, DateOrder.DAY_FIRST)
        key = (cell, order)
        if key not in self._dates:
            self._dates[key] = _date_or_words(cell, order, is_1904=self.meant.is_1904)
        found = self._dates[key]
        if isinstance(found, str):
            wrong.append(self._in_cell(row, target, cell.text, "not_a_date", found))
            return None
        return found

    def _choice(self, row: Row, target: str, entry: Entry, wrong: list[Problem]) -> str | None:
        cell = self._cell(row, target)
        value = cell.text
        if not value:
            same = self.meant.same.get(target)
            if not same and self.targets[target].is_needed:
                words = f"{self.targets[target].label} is missing. Fill it in."
                wrong.append(self._in_cell(row, target, "", "missing", words))
            return same or None
        if words := reading_cells.unusable(cell):
            wrong.append(self._in_cell(row, target, value, reading_cells.code_of(cell), words))
            return None
        key = (target, value, entry.strand, entry.area)
        if key not in self._found:
            self._found[key] = self._meaning(target, value, entry)
        found = self._found[key]
        if found == LEAVE_OUT:
            entry.is_left_out = entry.is_left_out or self.targets[target].is_needed
            return None
        if found is None:
            wrong.append(self._in_cell(row, target, value, "unknown", self._unknown(self.targets[target], entry)))
        return found

    def _meaning(self, target: str, value: str, entry: Entry) -> str | None:
        decided = self.meant.values.get(target, {}).get(plain(value))
        if decided == LEAVE_OUT:
            return LEAVE_OUT
        if decided and target in {"rank", "grade"}:
            return own_choice(decided, entry.strand)
        if decided and target == "unit":
            unit = unit_of(self.catalogue.units, decided)
            return decided if unit and unit.serves(entry.strand, entry.area) else None
        return decided or self.catalogue.find(target, value, entry.strand or None, entry.area or None)

    def _unknown(self, target: Target, entry: Entry) -> str:
        if target.code == "unit":
            return "There is no such unit of this kind in this area. Put the unit or the area right, or leave it empty."
        if target.code in {"rank", "grade"} and entry.strand:
            kind = self.catalogue.strand(entry.strand).name
            return f"{kind} has no such {target.code}. Put it right, or leave it empty."
        return f"This {target.label.lower()} is not known here. Say what it stands for, or put it right."

    def _in_cell(self, row: Row, target: str, value: str, code: str, words: str) -> Problem:
        return in_cell(row.number, self.meant.places.get(target), value, code, words)

    def _said(self, wrong: list[Problem], target: str) -> bool:
        where = self.meant.places.get(target)
        return where is not None and any(one.column == where.letter for one in wrong)


def _date_or_words(cell: Cell, order: DateOrder, *, is_1904: bool) -> date | str:
    try:
        return read_date(cell, order, is_1904=is_1904)
    except NotADate as fault:
        return str(fault)
