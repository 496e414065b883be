"""Doing it: everyone judged anew and moved in one go, with the same rule, dated change, history and message as one.

``onboarding.service.move`` takes some 15 milliseconds and thirty statements for each application. Five hundred of them
read what they are judged by together here, and are written together; a test holds both ways against each other.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from volunteers import clock
from volunteers.bulk import queries
from volunteers.bulk.models import BulkMove
from volunteers.bulk.queries import Chosen
from volunteers.bulk.rules import Act, LineState, as_stored
from volunteers.bulk.service.judging import Verdict, judge_all
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record, record_each
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.onboarding.rules import references_are_to_be_judged
from volunteers.onboarding.service.checks import guardian_waits, stand_by
from volunteers.onboarding.service.moves import tell
from volunteers.people.models import Account
from volunteers.permissions import Viewer

DONE_ALREADY = Refusal("done_already", "This was done already.")
REASON_NEEDED = Refusal("reason_needed", "Give a reason: some of these are sent back.")
NOBODY_LEFT = Refusal("nobody_left", "None of them can be moved any more. Look at why not.")


def carry_out(move_id: int, *, reason: str | None, by: Viewer) -> BulkMove:
    """Do to each what was planned, judged anew; those that cannot be are kept with the reasons and stop nobody.

    It can be undone for as long as the force says, and until then its messages are held. ``NotFound`` for someone
    else's; ``Conflict`` when it was done already. Refused when a reason is needed and none is given, and when nothing
    of it can be done.
    """
    move = queries.get_move(move_id, by, lock=True)
    if move.is_done:
        raise Conflict(DONE_ALREADY)
    now = clock.now()
    lines = list(move.lines)
    chosen = queries.load_chosen([line.application_id for line in lines], by, lock=True)
    verdicts = judge_all(move, lines, chosen, reason=reason, by=by, on=clock.on(now))
    _refuse_all_or_none(verdicts)
    move.done_at, move.reason = now, reason or None
    move.undo_until = now + timedelta(minutes=current_force().numbers.bulk_undo_minutes)
    for verdict in verdicts:
        if not verdict.is_open:
            verdict.line.state, verdict.line.why = LineState.REFUSED, as_stored(verdict.refusals)
    ready = [verdict for verdict in verdicts if verdict.is_open]
    if move.act is Act.OWNER:
        _give(move, ready, by)
    else:
        _move(move, ready, by, now)
    record(
        "bulk_move_made", subject="bulk_move", subject_id=move.id, by=by.account_id, what=move.act.value,
        done=len(ready), refused=len(verdicts) - len(ready),
    )  # fmt: skip
    return move


def put_at(chosen: Chosen, stage: str, *, by: Viewer, at: datetime, reason: str | None) -> None:
    """Set one application to a stage and keep who has to act there, by what is known of it already."""
    application, strand, on = chosen.application, chosen.strand, clock.on(at)
    application.move_to(strand.pipeline.stage(stage), by=by.account_id, at=at, reason=reason)

    def is_with_us() -> bool:
        judges = references_are_to_be_judged(strand, stage, chosen.facts, on)
        return (judges and chosen.references_are_in) or guardian_waits(application, strand, chosen.facts)

    stand_by(application, strand, chosen.facts, on=on, is_with_us=is_with_us)


def _refuse_all_or_none(verdicts: list[Verdict]) -> None:
    """A missing reason is for the person at the page to put right; and where nobody can be moved nothing is done."""
    if any("reason_needed" in (refusal.code for refusal in verdict.refusals) for verdict in verdicts):
        raise Refused(REASON_NEEDED)
    if not any(verdict.is_open for verdict in verdicts):
        raise Refused(NOBODY_LEFT)


def _move(move: BulkMove, ready: list[Verdict], by: Viewer, now: datetime) -> None:
    taken = [(verdict.line, verdict.chosen, verdict.stage) for verdict in ready]
    for line, chosen, stage in taken:
        if chosen is None or stage is None:
            raise AssertionError("what may be moved is there, and goes somewhere")
        put_at(chosen, stage.code, by=by, at=now, reason=move.reason)
        line.state, line.to_stage = LineState.DONE, stage.code
    db.session.flush()
    for line, chosen, _ in taken:
        assert chosen is not None  # noqa: S101 - said above
        application = chosen.application
        line.change_id = application.changes[-1].id
        tell(application, MessageKind.APPLICATION_MOVED, chosen.strand, not_before=move.undo_until)
    ways: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for line, _, _ in taken:
        ways[line.from_stage, line.to_stage].append(line.application_id)
    for (from_stage, to_stage), ids in ways.items():
        record_each(
            "application_moved", subject="application", subject_ids=ids, by=by.account_id, from_stage=from_stage,
            to_stage=to_stage,
        )  # fmt: skip
    db.session.flush()


def _give(move: BulkMove, ready: list[Verdict], by: Viewer) -> None:
    """Every case with its own act in the history; the new owner is told once, of all of them."""
    act = _act_of(move, by)
    given_to = {"owner_id": move.owner_id} if act == "case_given" else {}
    for verdict in ready:
        assert verdict.chosen is not None  # noqa: S101 - what may be given is there
        application = verdict.chosen.application
        application.owner_id = move.owner_id
        verdict.line.state = LineState.DONE
    ids = [verdict.line.application_id for verdict in ready]
    record_each(act, subject="application", subject_ids=ids, by=by.account_id, **given_to)
    db.session.flush()
    if act == "case_given":
        owner = db.session.get_one(Account, move.owner_id)
        notify(
            MessageKind.CASES_GIVEN, to=owner.email, account_id=owner.id, to_adult=True,
            subject=("bulk_move", move.id), not_before=move.undo_until, name=owner.full_name, given_by=by.name,
            count=len(ready),
        )  # fmt: skip


def _act_of(move: BulkMove, by: Viewer) -> str:
    if move.owner_id is None:
        return "case_given_up"
    return "case_taken" if move.owner_id == by.account_id else "case_given"
