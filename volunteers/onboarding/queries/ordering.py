"""Reading applications in the order of a caseload from short, ordered pieces of one index.

A piece is what one index holds in order: everything, a strand, a strand in an area, or one stage of these. Each is
read for one page and no further, so a page costs the same however many applications there are.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)  # fmt: skip
from sqlalchemy.sql.selectable import TableValuedAlias

from volunteers.applications.models import OPEN, Application
from volunteers.onboarding.rules import Place, Reach
from volunteers.people.models import Account

Slot = Mapping[str, str]  # the columns of the index that a piece fixes, with their values
# Plain columns of the table: a statement of them is built and read in half the time of one of entities.
TABLE = Application.__table__.c
COLUMNS: tuple[Any, ...] = tuple(
    TABLE[name]
    for name in (
        "id", "reference", "first_name", "last_name", "strand", "area", "stage", "stage_since", "pipeline_version",
        "waits_on", "usual_until", "longest_until", "owner_id",
    )
)  # fmt: skip
SOONEST_LATE = (TABLE.longest_until, TABLE.id)
NEWEST = (TABLE.stage_since.desc(), TABLE.id.desc())
NAMES = Account.__table__.c


@dataclass(frozen=True)
class Part:
    """One group of a list: in which slots its applications are, and what else is asked of them."""

    group: int
    slots: Sequence[Slot]
    conditions: Sequence[ColumnElement[bool]]


def slots_of(reaches: Sequence[Reach], stages: Mapping[str, Sequence[str]] | None = None) -> list[Slot]:
    """What is reached, as slots; with ``stages`` one for each of these stages of each strand."""
    found: list[Slot] = []
    for reach in reaches:
        slot = {name: code for name, code in (("strand", reach.strand), ("area", reach.area)) if code is not None}
        if stages is None:
            found.append(slot)
            continue
        for strand in [reach.strand] if reach.strand else stages:
            found += [{**slot, "strand": strand, "stage": stage} for stage in stages.get(strand, ())]
    return found


def soonest_late(parts: Sequence[Part], after: Place | None, *, limit: int) -> Select[Any] | None:
    """Open applications by group, and in each the one whose longest day is nearest first; None for nothing."""
    pieces: list[Select[Any]] = []
    for part in parts:
        if after is not None and part.group < after.group:
            continue
        conditions = [OPEN, *part.conditions]
        if after is not None and part.group == after.group:
            conditions.append(tuple_(*SOONEST_LATE) > tuple_(literal(after.day, Date()), literal(after.id)))
        columns = (*COLUMNS, literal(part.group).label("group"))
        pieces += _pieces(part.slots, columns, conditions, SOONEST_LATE, limit)
    return _page(pieces, ("group", "longest_until", "id"), limit)


def newest_first(
    slots: Sequence[Slot], conditions: Sequence[ColumnElement[bool]], after: Place | None, *, limit: int
) -> Select[Any] | None:
    """Applications that ended, the newest first; None for nothing."""
    asked = list(conditions)
    if after is not None:
        asked.append(tuple_(TABLE.stage_since, TABLE.id) < tuple_(literal(after.moment), literal(after.id)))
    columns = (*COLUMNS, literal(0).label("group"))
    return _page(_pieces(slots, columns, asked, NEWEST, limit), ("-stage_since", "-id"), limit)


def first_of_each(
    slots: Sequence[Slot], conditions: Sequence[ColumnElement[bool]], *, limit: int
) -> Select[Any] | None:
    """The open applications of each slot whose longest day is nearest, so many of each; None for nothing."""
    columns = (*COLUMNS, literal(0).label("group"))
    return _page(_pieces(slots, columns, [OPEN, *conditions], SOONEST_LATE, limit), ("longest_until", "id"), None)


def counted(
    slots: Sequence[Slot], conditions: Sequence[ColumnElement[bool]], *, on: date, cap: int
) -> Select[Any] | None:
    """For each slot strand and stage, how many there are, how many overdue, and how many slow or overdue on a date.

    The latest are counted first, and counting stops one after a cap, so that "more" can be told; None for nothing.
    """
    today = bindparam("counted_on", on, Date())
    found = []
    for names, alike in _alike(slots):
        slot = _table_of(names, alike)
        some = (
            select(TABLE.usual_until, TABLE.longest_until)
            .where(*_in_slot(names, slot), OPEN, *conditions)
            .order_by(TABLE.longest_until)
            .limit(_so_many(cap + 1))
            .correlate(slot)
            .subquery()
        )
        late, slow = some.c.longest_until < today, some.c.usual_until < today
        numbers = (
            select(
                func.count().label("count"),
                func.count().filter(late).label("overdue"),
                func.count().filter(slow | late).label("late"),
            )
            .select_from(some)
            .lateral("numbers")
        )
        found.append(
            select(slot.c.strand, slot.c.stage, numbers.c.count, numbers.c.overdue, numbers.c.late).select_from(
                slot.join(numbers, true())
            )
        )
    return select(union_all(*found).subquery()) if found else None


def sizes(parts: Sequence[Part], *, cap: int) -> Select[Any]:
    """One row: how many each part holds, counted until one after a cap."""
    columns = []
    for part in parts:
        pieces = _pieces(part.slots, (literal(1).label("one"),), [OPEN, *part.conditions], (), cap + 1)
        if pieces:
            some = union_all(*pieces).subquery() if len(pieces) > 1 else pieces[0].subquery()
            some = select(some).limit(_so_many(cap + 1)).subquery()
            columns.append(select(func.count()).select_from(some).scalar_subquery())
        else:
            columns.append(select(literal(0)).scalar_subquery())
    return select(*columns)


def _pieces(
    slots: Sequence[Slot], columns: Sequence[Any], conditions: Sequence[Any], order: Sequence[Any], limit: int
) -> list[Select[Any]]:
    """A statement for each kind of slot: a plain one for a single slot, else one that reads them side by side."""
    found: list[Select[Any]] = []
    for names, alike in _alike(slots):
        if len(alike) == 1:
            fixed = [TABLE[name] == alike[0][name] for name in names]
            found.append(select(*columns).where(*fixed, *conditions).order_by(*order).limit(_so_many(limit)))
        else:
            slot = _table_of(names, alike)
            wanted = select(*columns).where(*_in_slot(names, slot), *conditions).order_by(*order)
            each = wanted.limit(_so_many(limit)).lateral()
            found.append(select(each).select_from(slot.join(each, true())))
    return found


def _page(pieces: Sequence[Select[Any]], order: Sequence[str], limit: int | None) -> Select[Any] | None:
    """The pieces as one list in its order, with the name of whose case each is."""
    if not pieces:
        return None
    page = union_all(*pieces).subquery("page") if len(pieces) > 1 else pieces[0].subquery("page")
    owner = select(NAMES.full_name).where(NAMES.id == page.c.owner_id).scalar_subquery()
    by = [page.c[name[1:]].desc() if name.startswith("-") else page.c[name] for name in order]
    wanted = select(page, owner.label("owner")).order_by(*by)
    return wanted if limit is None else wanted.limit(_so_many(limit))


def _alike(slots: Sequence[Slot]) -> list[tuple[tuple[str, ...], list[Slot]]]:
    """The slots by which columns they fix."""
    kinds: dict[tuple[str, ...], list[Slot]] = {}
    for slot in slots:
        kinds.setdefault(tuple(sorted(slot)), []).append(slot)
    return list(kinds.items())


def _table_of(names: Sequence[str], slots: Sequence[Slot]) -> TableValuedAlias:
    """The slots as rows of a table, sent as one value so that the statement reads the same however many they are."""
    sent = cast(bindparam(None, json.dumps(list(map(dict, slots))), Text()), JSON)
    columns = [column(name, Text()) for name in names]
    return func.json_to_recordset(sent).table_valued(*columns).render_derived(name="slot", with_types=True)


def _in_slot(names: Sequence[str], slot: TableValuedAlias) -> list[ColumnElement[bool]]:
    return [and_(TABLE[name] == slot.c[name]) for name in names]


def _so_many(limit: int) -> ColumnElement[int]:
    """Written into the statement, so that it is planned for so few rows."""
    return literal_column(str(int(limit)))
