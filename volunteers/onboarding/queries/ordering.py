"""Reading a caseload in its order from many short, ordered pieces of one index.

Each slot (strand, area, stage, whether a decision is due) is read for one page and no further, so a page costs the same
however many applications there are.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)  # fmt: skip
from sqlalchemy.sql.selectable import TableValuedAlias

from volunteers.applications.models import Application
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.rules import Place, Slot, begins_after
from volunteers.onboarding.rules.caseload import AFTER_ALL

SLOT_COLUMNS: dict[str, Any] = {
    "strand": Text(),
    "area": Text(),
    "stage": Text(),
    "decision_due": Boolean(),
    "place": Integer(),
    "days": Integer(),
    "since": DateTime(timezone=True),
    "number": Integer(),
}


def in_order(slots: Sequence[Slot], after: Place | None, *, limit: int, unvetted: "Unvetted | None") -> Select[Any]:
    """Ids with group and longest day: first what waits on the viewer, then what is late or soonest late."""
    starts = [(slot, start) for slot in slots if (start := begins_after(slot, after)) is not None]
    slot = _slots([(each, *start) for each, start in starts])
    behind = tuple_(Application.stage_since, Application.id) > tuple_(slot.c.since, slot.c.number)
    conditions = [behind] if unvetted is None else [behind, unvetted.condition()]
    found = (
        select(Application.id, Application.stage_since)
        .where(*_in_slot(slot), *conditions)
        .order_by(Application.stage_since, Application.id)
        .limit(limit)
        .lateral("found")
    )
    due = (found.c.stage_since + func.make_interval(0, 0, 0, slot.c.days)).label("due")
    return (
        select(found.c.id, slot.c.place.label("group"), due)
        .select_from(slot.join(found, true()))
        .order_by(slot.c.place, due, found.c.id)
        .limit(limit)
    )


def newest_first(slots: Sequence[Slot], after: Place | None, *, limit: int) -> Select[Any]:
    """Ids with group and the moment they ended, for applications that have ended."""
    start = (after.due, after.id) if after else (AFTER_ALL, 0)
    slot = _slots([(each, *start) for each in slots])
    found = (
        select(Application.id, Application.stage_since.label("due"))
        .where(
            *_in_slot(slot),
            tuple_(Application.stage_since, Application.id) < tuple_(slot.c.since, slot.c.number),
        )
        .order_by(Application.stage_since.desc(), Application.id.desc())
        .limit(limit)
        .lateral("found")
    )
    return (
        select(found.c.id, slot.c.place.label("group"), found.c.due)
        .select_from(slot.join(found, true()))
        .order_by(found.c.due.desc(), found.c.id.desc())
        .limit(limit)
    )


def counted(slots: Sequence[Slot], latest: Mapping[tuple[str, str], datetime], *, cap: int) -> Select[Any]:
    """How many stand at each stage, and how many of them came there before the moment given for it.

    Counting stops at a cap in each slot; ``is_more`` says so.
    """
    slot = _slots([(each, latest[each.strand, each.stage], 0) for each in slots])
    some = select(Application.stage_since).where(*_in_slot(slot)).correlate(slot).limit(cap).subquery()
    late = func.count().filter(some.c.stage_since < slot.c.since)
    numbers = select(func.count().label("count"), late.label("overdue")).select_from(some).lateral("numbers")
    total, overdue = func.sum(numbers.c.count), func.sum(numbers.c.overdue)
    return (
        select(
            slot.c.strand,
            slot.c.stage,
            total.label("count"),
            overdue.label("overdue"),
            func.bool_or(numbers.c.count >= cap).label("is_more"),
        )
        .select_from(slot.join(numbers, true()))
        .group_by(slot.c.strand, slot.c.stage)
    )


class Unvetted:
    """Applications whose vetting is still to be recorded, or has run out by a date."""

    def __init__(self, codes: Sequence[str], on: date) -> None:
        self.codes, self.on = list(codes), on

    def condition(self) -> ColumnElement[bool]:
        """Nothing recorded that is passed and good, or failed."""
        today = bindparam("vetted_on", self.on, Date())
        good = Check.valid_until.is_(None) | (Check.valid_until >= today)
        decided = or_(Check.state == CheckState.FAILED, (Check.state == CheckState.PASSED) & good)
        return ~exists().where(Check.application_id == Application.id, Check.code.in_(self.codes), decided)


def _slots(rows: Sequence[tuple[Slot, datetime, int]]) -> TableValuedAlias:
    """The slots as rows of a table, sent as one value so that the statement reads the same however many they are."""
    sent = json.dumps(
        [
            {
                "strand": slot.strand,
                "area": slot.area,
                "stage": slot.stage,
                "decision_due": slot.decision_due,
                "place": slot.group,
                "days": slot.days,
                "since": since.isoformat(),
                "number": number,
            }
            for slot, since, number in rows
        ]
    )
    columns = [column(name, kind) for name, kind in SLOT_COLUMNS.items()]
    records = func.json_to_recordset(cast(bindparam(None, sent, Text()), JSON)).table_valued(*columns)
    return records.render_derived(name="slot", with_types=True)


def _in_slot(slot: TableValuedAlias) -> list[ColumnElement[bool]]:
    return [
        Application.strand == slot.c.strand,
        Application.area == slot.c.area,
        Application.stage == slot.c.stage,
        Application.decision_due == slot.c.decision_due,
    ]
