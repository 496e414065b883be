"""Choosing many from a list, and saying what is to be done with them: nothing has happened to them yet."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk import queries
from volunteers.bulk.models import BulkChoice, BulkMove, BulkMoveLine
from volunteers.bulk.rules import MOST, Act, LineState, Target
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.onboarding.queries import Wanted, narrow, visible_to
from volunteers.onboarding.queries.caseload import rows_of
from volunteers.onboarding.rules import Tab
from volunteers.permissions import Viewer

NOTHING_CHOSEN = Refusal("nothing_chosen", "Tick the applications first, or choose everything in the list.")
NO_STAGE = Refusal("no_stage", "Choose a stage.")
NO_OWNER = Refusal("no_owner", "Choose someone from the list.")
KEPT_FOR = timedelta(days=7)


def choose(references: Sequence[str], *, by: Viewer) -> BulkChoice:
    """Keep which applications were ticked; what the viewer does not see is left out. Refused when none is left."""
    ids = db.session.scalars(
        select(Application.id)
        .where(Application.reference.in_(references[:MOST]), visible_to(by))
        .order_by(Application.id)
    ).all()
    return _keep(list(ids), by, is_cut=len(references) > MOST)


def choose_all(wanted: Wanted, *, by: Viewer) -> BulkChoice:
    """Keep every application of a list as it is filtered, in its order, at most ``MOST``."""
    narrowed = narrow(wanted.filters, by)
    tab = Tab.ENDED if narrowed.stage is not None and narrowed.stage.is_final else wanted.tab
    rows = rows_of(narrowed, tab, None, clock.today(), limit=MOST + 1)
    return _keep([row.id for row in rows[:MOST]], by, is_cut=len(rows) > MOST)


def plan(choice_id: int, target: Target, *, by: Viewer) -> BulkMove:
    """What is to be done with those chosen, each from where it stands now. Refused for a stage or owner not offered."""
    page = queries.get_choice_page(choice_id, by)
    if target.act is Act.STAGE and target.word not in dict(page.stages):
        raise Refused(NO_STAGE)
    owners = {owner.account_id for owner in page.owners}
    if target.act is Act.OWNER and target.owner_id is not None and target.owner_id not in owners:
        raise Refused(NO_OWNER)
    move = BulkMove(
        act=target.act, to_strand=target.strand, to_stage=target.stage, owner_id=target.owner_id,
        by_id=by.account_id, planned_at=clock.now(),
    )  # fmt: skip
    db.session.add(move)
    db.session.flush()
    _add_lines(move, queries.get_choice(choice_id, by).application_ids, by)
    return move


def forget_old_choices() -> None:
    """Erase choices that nobody comes back to, and plans that were never carried out."""
    before = clock.now() - KEPT_FOR
    old = select(BulkMove.id).where(BulkMove.done_at.is_(None), BulkMove.planned_at < before)
    db.session.execute(delete(BulkMoveLine).where(BulkMoveLine.move_id.in_(old)))
    db.session.execute(delete(BulkMove).where(BulkMove.id.in_(old)))
    db.session.execute(delete(BulkChoice).where(BulkChoice.made_at < before))


def _keep(ids: list[int], by: Viewer, *, is_cut: bool) -> BulkChoice:
    if not ids:
        raise Refused(NOTHING_CHOSEN)
    choice = BulkChoice(by_id=by.account_id, made_at=clock.now(), application_ids=ids, is_cut=is_cut)
    db.session.add(choice)
    db.session.flush()
    return choice


def _add_lines(move: BulkMove, ids: Sequence[int], by: Viewer) -> None:
    rows = db.session.execute(
        select(Application.id, Application.stage, Application.owner_id).where(Application.id.in_(ids), visible_to(by))
    )
    db.session.add_all(
        BulkMoveLine(
            move_id=move.id, application_id=number, state=LineState.PLANNED, from_stage=stage, from_owner_id=owner_id
        )
        for number, stage, owner_id in rows
    )
    db.session.flush()
