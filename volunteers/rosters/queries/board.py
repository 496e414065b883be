"""The duties of a week or a month by day and unit, with how well each is covered."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries.counts import Tally, tally_of, with_tally
from volunteers.rosters.queries.cover import EVERYTHING, Narrowed, Short, list_short
from volunteers.rosters.queries.judging import teams_of
from volunteers.rosters.queries.rows import area_name
from volunteers.rosters.rules import Cover, clock_words, hours_words
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

# More duties or units than this are not laid out: the page asks to be narrowed.
MOST_DUTIES = 600
MOST_UNITS = 40
NO_UNIT = "No unit"
ANYWHERE = Unit.name.label("unit")


@dataclass(frozen=True)
class BoardDuty:
    """A duty on the calendar, on the day it begins. ``unit_id`` is None for one of no unit."""

    id: int
    title: str
    strand_code: str
    on: date
    starts_at: datetime
    ends_at: datetime
    unit_id: int | None
    unit: str
    area: str
    is_draft: bool
    cover: Cover
    tally: Tally

    @property
    def starts(self) -> str:
        return clock_words(clock.in_london(self.starts_at))

    @property
    def hours(self) -> str:
        return hours_words(clock.in_london(self.starts_at), clock.in_london(self.ends_at))

    @property
    def tone(self) -> str:
        return "draft" if self.is_draft else self.cover.tone

    @property
    def words(self) -> str:
        """How it is covered, in words, with how many are on it."""
        return f"{'Draft' if self.is_draft else self.cover.words}, {self.cover.count}"


@dataclass(frozen=True)
class UnitRow:
    """A unit, and in which row of the grid it stands."""

    unit_id: int | None
    name: str
    row: int


@dataclass(frozen=True)
class Cell:
    """What a unit has on one day."""

    unit: UnitRow
    duties: tuple[BoardDuty, ...]
    short: tuple[Short, ...]


@dataclass(frozen=True)
class BoardDay:
    """A day of the calendar; ``cells`` are of the units that have anything then. None begins on a day that is past."""

    on: date
    is_today: bool
    is_past: bool
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """Friday 4 December."""
        return f"{self.on:%A} {self.on.day} {self.on:%B}"

    @property
    def duties(self) -> list[BoardDuty]:
        """Every duty that begins that day, in order of time."""
        found = [duty for cell in self.cells for duty in cell.duties]
        return sorted(found, key=lambda duty: (duty.starts_at, duty.id))

    @property
    def short(self) -> list[Short]:
        return [one for cell in self.cells for one in cell.short]


@dataclass(frozen=True)
class Board:
    """Days and units. ``is_cut`` says that there is more than is shown."""

    days: tuple[BoardDay, ...]
    units: tuple[UnitRow, ...]
    is_cut: bool


def get_board(viewer: Viewer, first: date, last: date, narrowed: Narrowed = EVERYTHING) -> Board:
    """Everything from a day to a day, both included, in at most four statements however much there is."""
    duties = list_board(viewer, first, last, narrowed)
    short = list_short(viewer, first, last, narrowed)
    units = _units(duties, short)
    shown = {unit.unit_id: unit for unit in units[:MOST_UNITS]}
    today = clock.today()
    days = tuple(
        BoardDay(on, on == today, on < today, _cells(on, shown, duties[:MOST_DUTIES], short))
        for on in (first + timedelta(days=step) for step in range((last - first).days + 1))
    )
    return Board(days, tuple(shown.values()), len(duties) > MOST_DUTIES or len(units) > MOST_UNITS)


def list_board(viewer: Viewer, first: date, last: date, narrowed: Narrowed = EVERYTHING) -> list[BoardDuty]:
    """Drafts and published duties that begin between two days, both included; one more than are ever shown."""
    rows = db.session.execute(
        board_query(viewer, narrowed)
        .where(
            Duty.starts_at >= clock.start_of_day(first), Duty.starts_at < clock.start_of_day(last + timedelta(days=1)),
            Duty.state != DutyState.CANCELLED,
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST_DUTIES + 1)
    ).all()  # fmt: skip
    return board_duties(rows)


def board_query(viewer: Viewer, narrowed: Narrowed) -> Select[*tuple[Any, ...]]:
    """The columns that ``board_duties`` reads, of the viewer's duties."""
    query = (
        select(
            Duty.id, Duty.title, Duty.strand, Duty.area, Duty.starts_at, Duty.ends_at, Duty.state,
            Duty.minimum_to_run, Duty.needs_independent, Duty.unit_id, ANYWHERE,
        )
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(
            viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area),
            *narrowed.of(Duty.strand, Duty.area, Duty.unit_id),
        )
    )  # fmt: skip
    return with_tally(query)


def board_duties(rows: Sequence[Any]) -> list[BoardDuty]:
    """The duties of these rows; one statement more where any needs someone who may be alone."""
    alone = without_independent([row.id for row in rows if row.needs_independent])
    return [_duty(row, is_alone=row.id in alone) for row in rows]


def without_independent(duty_ids: Collection[int]) -> frozenset[int]:
    """Those of these duties on which nobody may be on duty alone."""
    teams = teams_of(list(duty_ids)) if duty_ids else {}
    return frozenset(duty_id for duty_id in duty_ids if duty_id not in teams or not teams[duty_id].has_lone())


def minimum_of(strand: Strand, minimum_to_run: int | None) -> int:
    """The fewest a duty runs with: its own number, or the strand's smallest team."""
    return minimum_to_run or strand.duty.minimum_team


def _duty(row: Any, *, is_alone: bool) -> BoardDuty:
    tally, strand = tally_of(row), get_strand(row.strand)
    cover = Cover(tally.confirmed, tally.places, minimum_of(strand, row.minimum_to_run), is_alone)
    return BoardDuty(
        row.id, row.title, row.strand, clock.on(row.starts_at), row.starts_at, row.ends_at, row.unit_id,
        row.unit or NO_UNIT, area_name(row.area), row.state is DutyState.DRAFT, cover, tally,
    )  # fmt: skip


def _units(duties: Sequence[BoardDuty], short: Sequence[Short]) -> list[UnitRow]:
    """Every unit that has anything, by name; what is of no unit comes last."""
    names: dict[int | None, str] = {duty.unit_id: duty.unit for duty in duties}
    names |= {one.unit_id: one.unit for one in short}
    order = sorted(names.items(), key=lambda one: (one[0] is None, one[1].lower(), one[0] or 0))
    return [UnitRow(unit_id, name, row) for row, (unit_id, name) in enumerate(order, 2)]


def _cells(
    on: date, units: Mapping[int | None, UnitRow], duties: Sequence[BoardDuty], short: Sequence[Short]
) -> tuple[Cell, ...]:
    there: dict[int | None, list[BoardDuty]] = defaultdict(list)
    below: dict[int | None, list[Short]] = defaultdict(list)
    for duty in duties:
        if duty.on == on:
            there[duty.unit_id].append(duty)
    for one in short:
        if one.on == on:
            below[one.unit_id].append(one)
    return tuple(
        Cell(unit, tuple(there[unit_id]), tuple(below[unit_id]))
        for unit_id, unit in units.items()
        if there[unit_id] or below[unit_id]
    )
