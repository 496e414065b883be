"""Entering a target: always with the document it comes from, and never to be taken for more than it is."""

from datetime import date

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.trends.models import Plan, Target, TargetQuarter
from volunteers.trends.queries.figures import Scope, find_last_run, get_series
from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import Shape
from volunteers.trends.rules.standing import baseline_at
from volunteers.trends.rules.target_drafts import TargetDraft, refusals_of_target

NOT_COUNTED = Refusal(
    "baseline", "Our figures do not reach back to the date of the baseline. Enter the number the document gives."
)
TOO_FEW = Refusal("baseline", "There are too few people on that date to measure from. Choose another date.")
NO_PLAN = Refusal("plan", "Choose a plan from the list.")
GONE = Refusal("withdrawn", "This target was withdrawn already.")
NO_REASON = Refusal("reason", "Say why the target is withdrawn.")


def enter_target(draft: TargetDraft, *, by: Viewer) -> Target:
    """Keep a target. One of the same shape for the same measure, area and date replaces the one before on the pages;
    both stay on record.

    Raises ``NotFound`` outside the viewer's strands and areas, ``Refused`` where range, dates or source will not do.
    """
    if not by.may_in(Permission.TARGET_SET, draft.strand, draft.area):
        raise NotFound("no such strand and area for this viewer")
    now = clock.now()
    if refusals := refusals_of_target(draft, today=clock.on(now)):
        raise Refused(refusals)
    if draft.plan_id is not None and db.session.get(Plan, draft.plan_id) is None:
        raise Refused(NO_PLAN)
    target = Target(
        strand=draft.strand, measure=draft.measure, area=draft.area, shape=draft.shape, due_on=draft.ends_on,
        plan_id=draft.plan_id, is_published=draft.is_published, source=draft.source, source_url=draft.source_url,
        source_on=draft.source_on, entered_by_id=by.account_id, entered_at=now, **_asked(draft),
    )  # fmt: skip
    db.session.add(target)
    db.session.flush()
    for quarter in draft.quarters if draft.shape is Shape.QUARTERS else ():
        low, high = quarter.range.low, quarter.range.high
        db.session.add(TargetQuarter(target_id=target.id, starts_on=quarter.starts_on, low=low, high=high))
    record(
        "target_entered", subject="target", subject_id=target.id, by=by.account_id,
        strand=draft.strand, measure=draft.measure.value, area=draft.area,
    )  # fmt: skip
    return target


def withdraw_target(target_id: int, *, reason: str, by: Viewer) -> Target:
    """Let a target stand no longer; it stays on record with the reason. ``Conflict`` when it was withdrawn already."""
    target = db.session.get(Target, target_id, with_for_update=True)
    if target is None or not by.may_in(Permission.TARGET_SET, target.strand, target.area):
        raise NotFound("no such target for this viewer")
    if target.withdrawn_at is not None:
        raise Conflict(GONE)
    if not reason.strip():
        raise Refused(NO_REASON)
    target.withdrawn_at, target.withdrawn_by_id, target.withdrawn_reason = clock.now(), by.account_id, reason
    record(
        "target_withdrawn", subject="target", subject_id=target.id, by=by.account_id,
        strand=target.strand, measure=target.measure.value, area=target.area,
    )  # fmt: skip
    return target


def _asked(draft: TargetDraft) -> dict[str, object]:
    """What its shape asks, as it is kept; the parts of other shapes are left out."""
    if draft.shape is Shape.NUMBER:
        return {"low": draft.low, "high": draft.high}
    if draft.shape is Shape.QUARTERS or draft.baseline_on is None:
        return {}
    is_ours = draft.baseline is None
    value = _baseline(draft, draft.baseline_on) if is_ours else draft.baseline
    return {
        "direction": draft.wanted, "baseline": value, "baseline_on": draft.baseline_on, "is_our_baseline": is_ours,
    }  # fmt: skip


def _baseline(draft: TargetDraft, on: date) -> int:
    """Where our own figures stood on a date; refused where they do not say, or would say too much of few people."""
    run = find_last_run()
    if run is None:
        raise Refused(NOT_COUNTED)
    scope = Scope(draft.strand, None if draft.area is None else (draft.area,))
    until = min(clock.month_of(on), clock.add_months(run.running_month, -1))
    series = get_series(scope, until=until, months=13, running=None)
    value = baseline_at(draft.measure, series, on)
    if value is None:
        raise Refused(NOT_COUNTED)
    if draft.measure is not Measure.HOURS and value < current_force().numbers.disclosure_threshold:
        raise Refused(TOO_FEW)
    return value
