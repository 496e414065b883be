"""What is done to every list a force keeps: entries are put in their place, changed, ended and offered again.

One keeper at a time: whoever changes a list first waits for those before them, then judges what stands now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.models import Kept
from volunteers.forces.rules.lists import in_order
from volunteers.history.service import record

STALE = Refusal(
    "stale",
    "Someone else changed this meanwhile. What you typed is still here, and what the list says now is shown below. "
    "Save again to put yours in its place.",
)
Row = TypeVar("Row", bound=Kept)


@dataclass(frozen=True)
class KeptList(Generic[Row]):
    """A list: what the history calls one entry, the lock its keepers take, and how to read it and fill it."""

    subject: str
    lock: int
    read: Callable[[], Sequence[Row]]
    defaults: Callable[[], Sequence[Row]]

    def locked(self, *, by: int | None) -> list[Row]:
        """Every entry, as it stands once everyone before us is done; a list nobody kept yet begins as its defaults."""
        db.session.execute(select(func.pg_advisory_xact_lock(self.lock)))
        if rows := self.read():
            return list(rows)
        for place, row in enumerate(self.defaults(), start=1):
            row.position, row.version = place, 1
            db.session.add(row)
        db.session.flush()
        rows = list(self.read())
        record(f"{self.subject}s_taken_over", subject=self.subject, subject_id=0, by=by, number=len(rows))
        return rows

    def add(self, made: Row, rows: Sequence[Row], *, after: str | None, by: int) -> Row:
        """Put one more entry in its place."""
        made.position, made.version = len(rows) + 1, 1
        db.session.add(made)
        db.session.flush()
        place(made, [*rows, made], after)
        record(f"{self.subject}_added", subject=self.subject, subject_id=made.id, by=by, code=made.code, name=made.name)
        return made

    def change(self, row: Row, rows: Sequence[Row], values: Mapping[str, Any], *, after: str | None, by: int) -> bool:
        """Say something else of an entry, or move it, and whether that was a change; without one nothing is written."""
        said = {name: {"from": _said(getattr(row, name)), "to": _said(new)} for name, new in values.items()}
        changed = {name: both for name, both in said.items() if both["from"] != both["to"]}
        moved = place(row, rows, after)
        if not changed and not moved:
            return False
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        more: dict[str, Any] = {"changed": changed} if changed else {"moved": True}
        more |= {} if "name" in changed else {"name": row.name}
        record(f"{self.subject}_changed", subject=self.subject, subject_id=row.id, by=by, **more)
        return True

    def end(self, row: Row, *, by: int) -> None:
        """Offer an entry no longer."""
        row.ended_at, row.version = clock.now(), row.version + 1
        record(f"{self.subject}_ended", subject=self.subject, subject_id=row.id, by=by, name=row.name)

    def begin_again(self, row: Row, *, by: int) -> None:
        """Offer an ended entry again, as it was."""
        row.ended_at, row.version = None, row.version + 1
        act = f"{self.subject}_offered_again"
        record(act, subject=self.subject, subject_id=row.id, by=by, name=row.name)


def entry(rows: Sequence[Row], code: str, *, version: int | None = None) -> Row:
    """The entry of that code; raises ``NotFound``, and ``Conflict`` when it is not at that version any more."""
    for row in rows:
        if row.code == code:
            if version is not None and row.version != version:
                raise Conflict(STALE)
            return row
    raise NotFound(f"no entry {code!r}")


def place(row: Row, rows: Sequence[Row], after: str | None) -> bool:
    """Put an entry where it belongs among those offered, and say whether that was elsewhere."""
    offered = {each.code: each for each in rows if not each.is_ended or each is row}
    before = list(offered)
    wanted = in_order(before, row.code, after)
    for number, code in enumerate(wanted, start=1):
        offered[code].position = number
    return wanted != before


def _said(value: Any) -> Any:
    return sorted(value) if isinstance(value, (list, tuple)) else value
