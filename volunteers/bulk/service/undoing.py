"""Undoing it within the set time, and what is done once that time is over."""

from sqlalchemy import select

from volunteers import clock
from volunteers.bulk import queries
from volunteers.bulk.models import BulkMove, BulkMoveLine
from volunteers.bulk.queries import Chosen
from volunteers.bulk.rules import (
    GONE,
    UNDONE,
    Act,
    LineState,
    Since,
    as_stored,
    refusals_to_put_back,
    refusals_to_undo,
)
from volunteers.bulk.service.moving import put_at
from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import Message
from volunteers.notifications.service import stop
from volunteers.onboarding.models import Check
from volunteers.onboarding.service.taking import OWN, RELATED
from volunteers.permissions import Viewer
from volunteers.references.service import ask

FOLLOWED_UP_AT_ONCE = 20


def undo(move_id: int, *, by: Viewer) -> BulkMove:
    """Put every application back where it was, unless something happened to it since, and stop its held message.

    Putting back is a dated change of its own, so nothing is wiped out. ``NotFound`` for someone else's; ``Conflict``
    when it was undone already or its time is over.
    """
    move = queries.get_move(move_id, by, lock=True)
    now = clock.now()
    against = refusals_to_undo(done_at=move.done_at, undo_until=move.undo_until, undone_at=move.undone_at, now=now)
    if against:
        raise Conflict(against)
    lines = [line for line in move.lines if line.state is LineState.DONE]
    chosen = queries.load_chosen([line.application_id for line in lines], by, lock=True)
    checked = _checked_since(move, list(chosen))
    back = []
    for line in lines:
        each = chosen.get(line.application_id)
        if refusals := _against(move, line, each, checked):
            line.state, line.why = LineState.LEFT, as_stored(refusals)
        elif each is not None:
            _put_back(move, line, each, by)
            back.append(line.application_id)
    move.undone_at = now
    db.session.flush()
    stop(_held(move, back))
    record(
        "bulk_move_undone", subject="bulk_move", subject_id=move.id, by=by.account_id, back=len(back),
        left=len(lines) - len(back),
    )  # fmt: skip
    return move


def follow_up() -> int:
    """Ask the referees of those who came to the stage that asks them, once it can no longer be undone.

    How many bulk moves were seen to; run it until that is 0. Running it twice asks nobody twice.
    """
    due = (
        select(BulkMove)
        .where(BulkMove.followed_up_at.is_(None), BulkMove.undo_until <= clock.now())
        .order_by(BulkMove.undo_until)
        .limit(FOLLOWED_UP_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    moves = db.session.scalars(due).all()
    for move in moves:
        move.followed_up_at = clock.now()
        for line in move.lines:
            if move.act is not Act.OWNER and line.state in (LineState.DONE, LineState.LEFT):
                ask(line.application_id)
    return len(moves)


def _against(move: BulkMove, line: BulkMoveLine, chosen: Chosen | None, checked: set[int]) -> list[Refusal]:
    if chosen is None:
        return [GONE]
    if chosen.is_own or chosen.is_related:
        return [OWN if chosen.is_own else RELATED]
    application = chosen.application
    if move.act is Act.OWNER:
        is_theirs = application.owner_id == move.owner_id
        return [] if is_theirs else [Refusal("given_on", "Someone said whose case it is since.")]
    since = Since(
        is_there=application.stage == line.to_stage,
        is_last_move=chosen.last_change_id == line.change_id,
        check_recorded=application.id in checked,
        is_proposed=chosen.waiting is not None,
    )
    return refusals_to_put_back(since)


def _put_back(move: BulkMove, line: BulkMoveLine, chosen: Chosen, by: Viewer) -> None:
    application = chosen.application
    line.state = LineState.UNDONE
    if move.act is Act.OWNER:
        application.owner_id = line.from_owner_id
        record(
            "case_given_back", subject="application", subject_id=application.id, by=by.account_id,
            owner_id=line.from_owner_id,
        )  # fmt: skip
        return
    put_at(chosen, line.from_stage, by=by, at=clock.now(), reason=UNDONE)
    record(
        "application_put_back", subject="application", subject_id=application.id, by=by.account_id,
        from_stage=line.to_stage, to_stage=line.from_stage,
    )  # fmt: skip


def _checked_since(move: BulkMove, ids: list[int]) -> set[int]:
    since = select(Check.application_id).where(Check.application_id.in_(ids), Check.recorded_at > move.done_at)
    return set(db.session.scalars(since))


def _held(move: BulkMove, back: list[int]) -> list[int]:
    """The messages that wait for the end of the undo time: of those put back, copies and texts too.

    The one to a new owner is stopped with all of it: what is left of their cases they find in their list.
    """
    is_of_move = (Message.subject == "bulk_move") & (Message.subject_id == move.id)
    is_of_those = (Message.subject == "application") & Message.subject_id.in_(back)
    held = select(Message.id).where(is_of_move | is_of_those, Message.due_at == move.undo_until)
    return list(db.session.scalars(held))
