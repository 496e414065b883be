"""Making an opening, changing it, and closing it early."""

from typing import NoReturn

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.openings.models import Opening
from volunteers.openings.queries import role_choices, unit_choices
from volunteers.openings.rules import OpeningPlan, in_words, refusals_to_past, refusals_to_plan
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit

CHANGEABLE = ("title", "words", "opens_on", "closes_on", "places", "orientation_on", "starts_on")
STALE = Refusal(
    "stale",
    "Someone else changed this opening while you had it open. Nothing you typed is lost: compare and save again.",
)
CLOSED = Refusal("closed", "This opening was closed early, so it cannot be changed. Create a new one.")


def create_opening(plan: OpeningPlan, *, by: Viewer) -> Opening:
    """Store a new opening; those who wait are told by a job once it is open.

    Refused outside the actor's strands and areas, for a unit or role the strand does not have, with dates or places
    that cannot be, and while another opening for the same is there.
    """
    refusals = [*_places_unknown(plan), *refusals_to_plan(plan), *refusals_to_past(plan, today=clock.today())]
    if refusals:
        raise Refused(refusals)
    area = db.session.scalar(select(Unit.area).where(Unit.id == plan.unit_id)) if plan.unit_id else None
    if not by.may_in(Permission.OPENING_EDIT, plan.strand, area):
        _refuse("out_of_scope", "You cannot make openings here. Your administrator can change that.")
    _refuse_overlap(plan)
    opening = Opening(
        strand=plan.strand, unit_id=plan.unit_id, role=plan.role, taken=0, version=1, created_by_id=by.account_id,
        created_at=clock.now(), **{name: getattr(plan, name) for name in CHANGEABLE},
    )  # fmt: skip
    db.session.add(opening)
    db.session.flush()  # the history and the address of the new page need its id
    record("created_opening", subject="opening", subject_id=opening.id, by=by.account_id)
    return opening


def edit_opening(opening_id: int, plan: OpeningPlan, *, version: int, by: Viewer) -> Opening:
    """Change an opening that still stands as it was seen at ``version``; its strand, unit and role stay.

    Refused when someone changed it since, when it was closed early, and on the grounds of a new one.
    """
    opening = _lock(opening_id, by)
    if opening.ended_at is not None:
        raise Conflict(CLOSED)
    if opening.version != version:
        raise Conflict(STALE)
    refusals = refusals_to_plan(plan, taken=opening.taken)
    if plan.closes_on != opening.closes_on:
        refusals += refusals_to_past(plan, today=clock.today())
    if refusals:
        raise Refused(refusals)
    _refuse_overlap(plan, but=opening.id)
    changed = [name for name in CHANGEABLE if getattr(opening, name) != getattr(plan, name)]
    for name in changed:
        setattr(opening, name, getattr(plan, name))
    if changed:
        opening.version += 1
        record("changed_opening", subject="opening", subject_id=opening.id, by=by.account_id, fields=changed)
    return opening


def close_opening(opening_id: int, *, by: Viewer) -> Opening:
    """Take no more applications from now on. Refused once it is closed; places that were taken stay taken."""
    opening = _lock(opening_id, by)
    if opening.ended_at is not None or opening.closes_on < clock.today():
        raise Conflict(Refusal("closed", "This opening has already closed."))
    opening.ended_at = clock.now()
    opening.version += 1
    record("closed_opening", subject="opening", subject_id=opening.id, by=by.account_id)
    return opening


def _lock(opening_id: int, by: Viewer) -> Opening:
    """The opening, held until the end of the transaction; not found when it is out of the actor's scope."""
    area = select(Unit.area).where(Unit.id == Opening.unit_id).scalar_subquery()
    within = by.within(Permission.OPENING_EDIT, Opening.strand, area)
    wanted = select(Opening).where(Opening.id == opening_id, within).with_for_update()
    opening = db.session.scalars(wanted.execution_options(populate_existing=True)).first()
    if opening is None:
        raise NotFound(f"no opening {opening_id}")
    return opening


def _places_unknown(plan: OpeningPlan) -> list[Refusal]:
    found = []
    if plan.unit_id is not None and str(plan.unit_id) not in dict(unit_choices(plan.strand)):
        found.append(Refusal("unknown_unit", "Choose a unit from the list."))
    if plan.role is not None and plan.role not in dict(role_choices(plan.strand)):
        found.append(Refusal("unknown_role", "Choose a role from the list."))
    return found


def _refuse_overlap(plan: OpeningPlan, *, but: int | None = None) -> None:
    """Two at once would leave open which one an application counts against; a constraint stands behind this."""
    other = db.session.scalars(
        select(Opening)
        .where(Opening.strand == plan.strand, Opening.ended_at.is_(None), Opening.id.is_distinct_from(but))
        .where(Opening.unit_id.is_not_distinct_from(plan.unit_id), Opening.role.is_not_distinct_from(plan.role))
        .where(Opening.opens_on <= plan.closes_on, Opening.closes_on >= plan.opens_on)
        .limit(1)
    ).first()
    if other is not None:
        dates = f"{in_words(other.opens_on)} to {in_words(other.closes_on)}"
        _refuse("overlaps", f"There is already an opening for this from {dates}: “{other.title}”. Choose other dates.")


def _refuse(code: str, message: str) -> NoReturn:
    raise Refused(Refusal(code, message))
