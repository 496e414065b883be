"""Keeping plans, and what they want, on record."""

from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.trends.models import Milestone, Objective, Plan
from volunteers.trends.queries.plans import keeps_plans
from volunteers.trends.rules.plans import (
    DAY,
    MilestoneDraft,
    ObjectiveDraft,
    PlanDraft,
    Span,
    refusals_of_milestone,
    refusals_of_objective,
    refusals_of_plan,
)

STALE = Refusal("stale", "Someone else has just changed this plan. What you typed is still here: look at theirs first.")
BEFORE_PLAN = Refusal("reached_on", "The day it was reached must not be before its plan is in force.")
NOT_YET = Refusal("reached_on", "The day it was reached must not lie in the future.")
REACHED = Refusal("reached", "This milestone is marked as reached already.")


def enter_plan(draft: PlanDraft, *, by: Viewer) -> Plan:
    """Keep a plan. The one it replaces ends on the day before it begins. Raises ``Refused``."""
    _for_the_whole_force(by)
    kept = list(db.session.scalars(select(Plan).order_by(Plan.id).with_for_update()))
    _judge(draft, kept)
    replaced = next((plan for plan in kept if plan.id == draft.replaces), None)
    if replaced is not None and replaced.until_on >= draft.from_on:
        replaced.until_on = draft.from_on - DAY
        replaced.version += 1
        record("plan_replaced", subject="plan", subject_id=replaced.id, by=by.account_id)
        db.session.flush()
    plan = Plan(entered_by_id=by.account_id, entered_at=clock.now(), version=1, **_values(draft))
    db.session.add(plan)
    db.session.flush()
    record("plan_entered", subject="plan", subject_id=plan.id, by=by.account_id)
    return plan


def change_plan(plan_id: int, draft: PlanDraft, *, seen: int, by: Viewer) -> None:
    """Put a plan right, by someone who saw its version ``seen``: ``Conflict`` when it has changed since."""
    _for_the_whole_force(by)
    kept = list(db.session.scalars(select(Plan).order_by(Plan.id).with_for_update()))
    plan = next((one for one in kept if one.id == plan_id), None)
    if plan is None:
        raise NotFound("no such plan")
    if plan.version != seen:
        raise Conflict(STALE)
    _judge(draft, [one for one in kept if one is not plan])
    changed = sorted(name for name, value in _values(draft).items() if getattr(plan, name) != value)
    for name in changed:
        setattr(plan, name, getattr(draft, name))
    plan.source_on_words = None
    plan.version += 1
    record("plan_changed", subject="plan", subject_id=plan.id, by=by.account_id, changed=changed)


def _values(draft: PlanDraft) -> dict[str, object]:
    names = ("name", "commissioner", "from_on", "until_on", "url", "source_on", "dates_note")
    return {name: getattr(draft, name) for name in names}


def _judge(draft: PlanDraft, others: list[Plan]) -> None:
    spans = [_span(plan) for plan in others]
    if refusals := refusals_of_plan(draft, spans, today=clock.today()):
        raise Refused(refusals)


def _span(plan: Plan) -> Span:
    return Span(plan.id, plan.name, plan.from_on, plan.until_on)


def add_objective(plan_id: int, draft: ObjectiveDraft, *, by: Viewer) -> Objective:
    """Add what a plan wants, as it says it. Raises ``Refused``."""
    plan = _plan(plan_id, by)
    if refusals := refusals_of_objective(draft):
        raise Refused(refusals)
    objective = Objective(
        plan_id=plan.id, words=draft.words, direction=draft.direction, strand=draft.strand, measure=draft.measure,
        said_in=draft.said_in, source_url=draft.source_url, entered_by_id=by.account_id, entered_at=clock.now(),
    )  # fmt: skip
    db.session.add(objective)
    db.session.flush()
    record("objective_added", subject="objective", subject_id=objective.id, by=by.account_id, plan=plan.id)
    return objective


def add_milestone(plan_id: int, draft: MilestoneDraft, *, by: Viewer) -> Milestone:
    """Add something to be done by a day while the plan is in force. Raises ``Refused``."""
    plan = _plan(plan_id, by)
    if refusals := refusals_of_milestone(draft, _span(plan)):
        raise Refused(refusals)
    if draft.objective_id is not None:
        objective = db.session.get(Objective, draft.objective_id)
        if objective is None or objective.plan_id != plan.id:
            raise NotFound("no such objective in this plan")
    milestone = Milestone(
        plan_id=plan.id, objective_id=draft.objective_id, words=draft.words, due_on=draft.due_on,
        said_in=draft.said_in, note=draft.note, entered_by_id=by.account_id, entered_at=clock.now(),
    )  # fmt: skip
    db.session.add(milestone)
    db.session.flush()
    record("milestone_added", subject="milestone", subject_id=milestone.id, by=by.account_id, plan=plan.id)
    return milestone


def reach_milestone(milestone_id: int, *, on: date, note: str | None, by: Viewer) -> Milestone:
    """Mark a milestone as reached on a day that is past. Raises ``Refused``; ``Conflict`` when it is marked already."""
    _for_the_whole_force(by)
    milestone = db.session.get(Milestone, milestone_id, with_for_update=True)
    if milestone is None:
        raise NotFound("no such milestone")
    if milestone.reached_on is not None:
        raise Conflict(REACHED)
    if on > clock.today():
        raise Refused(NOT_YET)
    if on < db.session.get_one(Plan, milestone.plan_id).from_on:
        raise Refused(BEFORE_PLAN)
    milestone.reached_on, milestone.reached_by_id = on, by.account_id
    milestone.note = note or milestone.note
    record("milestone_reached", subject="milestone", subject_id=milestone.id, by=by.account_id)
    return milestone


def _plan(plan_id: int, by: Viewer) -> Plan:
    _for_the_whole_force(by)
    plan = db.session.get(Plan, plan_id, with_for_update={"read": True})
    if plan is None:
        raise NotFound("no such plan")
    return plan


def _for_the_whole_force(by: Viewer) -> None:
    """A plan is of the whole force, so those who keep it must have all of it."""
    if not keeps_plans(by):
        raise NotFound("plans are of the whole force")
