"""Bulk moves as whoever made them sees them: the list, and what became of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk.models import BulkMove, BulkMoveLine
from volunteers.bulk.rules import Act, Judged, LineState, Reason, as_refusals, can_be_undone, reasons_of
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.queries import visible_to
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand

PAGE = 50


@dataclass(frozen=True)
class MoveLine:
    """One line of the list of what someone did with many at once."""

    id: int
    what: str
    done_at: datetime
    done: int
    refused: int
    is_undone: bool
    undo_until: datetime | None


@dataclass(frozen=True)
class DoneLine:
    """One application of a bulk move, and what became of it."""

    reference: str
    name: str
    here: str
    there: str
    state: LineState

    @property
    def now(self) -> str:
        return self.state.label


@dataclass(frozen=True)
class MovePage:
    """What became of a bulk move."""

    move: BulkMove
    what: str
    done: tuple[DoneLine, ...]
    refused: tuple[Reason, ...]
    left: tuple[Reason, ...]
    refused_count: int
    left_count: int
    may_undo: bool
    minutes_left: int

    @property
    def undone(self) -> tuple[DoneLine, ...]:
        return tuple(line for line in self.done if line.state is LineState.UNDONE)


def get_move(move_id: int, viewer: Viewer, *, lock: bool = False) -> BulkMove:
    """One's own bulk move; raises ``NotFound`` for any other."""
    wanted = select(BulkMove).where(BulkMove.id == move_id, BulkMove.by_id == viewer.account_id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no bulk move {move_id} of this viewer")
    return found


def list_moves(viewer: Viewer) -> list[MoveLine]:
    """What the viewer did with many at once, the newest first; two statements."""
    moves = db.session.scalars(
        select(BulkMove)
        .where(BulkMove.by_id == viewer.account_id, BulkMove.done_at.is_not(None))
        .order_by(BulkMove.id.desc())
        .limit(PAGE)
    ).all()
    counts = _counts([move.id for move in moves])
    now = clock.now()
    return [
        MoveLine(
            id=move.id,
            what=what_in_words(move),
            done_at=move.done_at or now,
            done=sum(counts.get((move.id, state), 0) for state in LineState if state is not LineState.REFUSED),
            refused=counts.get((move.id, LineState.REFUSED), 0),
            is_undone=move.is_undone,
            undo_until=move.undo_until if _may_undo(move, now) else None,
        )
        for move in moves
    ]


def get_move_page(move_id: int, viewer: Viewer) -> MovePage:
    """What became of each: by name where the viewer still sees it. Three statements."""
    move, now = get_move(move_id, viewer), clock.now()
    lines = db.session.execute(
        select(BulkMoveLine, Application)
        .outerjoin(Application, (Application.id == BulkMoveLine.application_id) & visible_to(viewer))
        .where(BulkMoveLine.move_id == move.id)
        .order_by(Application.last_name, Application.first_name, BulkMoveLine.application_id)
    ).all()
    owners = _names([move.owner_id, *(line.from_owner_id for line, _ in lines)]) if move.act is Act.OWNER else {}
    done = tuple(_done(move, line, found, owners) for line, found in lines if line.state is not LineState.REFUSED)
    refused = [_judged(line, found) for line, found in lines if line.state is LineState.REFUSED]
    left = [_judged(line, found) for line, found in lines if line.state is LineState.LEFT]
    remaining = (move.undo_until - now) if move.undo_until else timedelta()
    return MovePage(
        move=move,
        what=what_in_words(move),
        done=done,
        refused=reasons_of(refused),
        left=reasons_of(left),
        refused_count=len(refused),
        left_count=len(left),
        may_undo=_may_undo(move, now),
        minutes_left=max(0, -int(-remaining.total_seconds() // 60)),
    )


def what_in_words(move: BulkMove) -> str:
    """What was done with all of them."""
    if move.act is Act.NEXT:
        return "Move to the next stage"
    if move.act is Act.STAGE and move.to_strand and move.to_stage:
        return f"Move to {_stage(move.to_strand, move.to_stage)}"
    owner = db.session.get(Account, move.owner_id) if move.owner_id else None
    return f"Give to {owner.full_name}" if owner else "Make nobody’s case"


def _counts(ids: Sequence[int]) -> dict[tuple[int, LineState], int]:
    counted = (
        select(BulkMoveLine.move_id, BulkMoveLine.state, func.count())
        .where(BulkMoveLine.move_id.in_(ids))
        .group_by(BulkMoveLine.move_id, BulkMoveLine.state)
    )
    return {(move_id, state): count for move_id, state, count in db.session.execute(counted)}


def _may_undo(move: BulkMove, now: datetime) -> bool:
    return can_be_undone(done_at=move.done_at, undo_until=move.undo_until, undone_at=move.undone_at, now=now)


def _done(move: BulkMove, line: BulkMoveLine, found: Application | None, owners: Mapping[int, str]) -> DoneLine:
    if found is None:
        return DoneLine("", "No longer in your strands and areas", "", "", line.state)
    here, there = _stage(found.strand, line.from_stage), _stage(found.strand, line.to_stage or "")
    if move.act is Act.OWNER:
        here, there = (owners.get(each or 0, "Nobody") for each in (line.from_owner_id, move.owner_id))
    return DoneLine(found.reference, found.name or "No name given", here, there, line.state)


def _names(ids: Sequence[int | None]) -> dict[int, str]:
    rows = db.session.execute(select(Account.id, Account.full_name).where(Account.id.in_([i for i in ids if i])))
    return {row.id: row.full_name for row in rows}


def _judged(line: BulkMoveLine, found: Application | None) -> Judged:
    name = (found.name or "No name given") if found else "No longer in your strands and areas"
    return Judged(line.application_id, found.reference if found else "", name, "", "", as_refusals(line.why))


def _stage(strand: str, stage: str) -> str:
    known = get_strand(strand).pipeline.find(stage)
    return known.name if known else stage
