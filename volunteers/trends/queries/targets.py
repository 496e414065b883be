"""Reading the targets that were entered, and grading them on the figures."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.trends.models import Target, TargetQuarter
from volunteers.trends.queries import figures
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.plans import Shape
from volunteers.trends.rules.standing import graded
from volunteers.trends.rules.targets import Baseline, GradedTarget, Quarter, StoredTarget, live_targets

MOST = 50
MONTHS_GRADED = 37


def list_targets(strand: str, area: str | None) -> list[StoredTarget]:
    """The targets with a number by a date, of a strand in one area or, without an area, of the whole force: those that
    were not withdrawn, the latest entered first, at most 50.
    """
    here = (Target.strand == strand, Target.area.is_not_distinct_from(area))
    return read_targets(*here, Target.withdrawn_at.is_(None), Target.shape == Shape.NUMBER)


def targets_of(chosen: Chosen, *, until: date | None = None) -> list[GradedTarget]:
    """The targets that stand for exactly what is chosen, of every shape, graded on the current figures or on those to
    the month ``until``. The soonest due first; empty where a target cannot be for this, or nothing is counted yet.
    """
    run = figures.find_last_run()
    if run is None or not chosen.bears_targets:
        return []
    live = live_targets(
        read_targets(
            Target.strand == chosen.strand.code, Target.area.is_not_distinct_from(chosen.area),
            Target.withdrawn_at.is_(None),
        )
    )  # fmt: skip
    if not live:
        return []
    month = until or clock.add_months(run.running_month, -1)
    series = figures.get_series(chosen.scope, until=month, months=MONTHS_GRADED, running=None)
    return [graded(target, series, chosen.counting) for target in live]


def read_targets(*conditions: ColumnElement[bool]) -> list[StoredTarget]:
    """Targets of any shape, the latest entered first, at most 50."""
    rows = db.session.execute(
        select(Target, Account.full_name)
        .join(Account, Account.id == Target.entered_by_id)
        .where(*conditions)
        .order_by(Target.entered_at.desc(), Target.id.desc())
        .limit(MOST)
    ).all()
    quarters = _quarters_of([target.id for target, _ in rows if target.shape is Shape.QUARTERS])
    return [_stored(target, quarters[target.id], name) for target, name in rows]


def _quarters_of(target_ids: Sequence[int]) -> defaultdict[int, list[Quarter]]:
    found: defaultdict[int, list[Quarter]] = defaultdict(list)
    if target_ids:
        rows = select(TargetQuarter).where(TargetQuarter.target_id.in_(target_ids)).order_by(TargetQuarter.starts_on)
        for row in db.session.scalars(rows):
            found[row.target_id].append(Quarter(row.starts_on, Range(row.low, row.high)))
    return found


def _stored(target: Target, quarters: Sequence[Quarter], entered_by: str) -> StoredTarget:
    baseline: dict[str, Any] = {}
    asked = quarters[-1].range if quarters else Range(target.low or 0, target.high)
    if target.direction is not None and target.baseline is not None and target.baseline_on is not None:
        asked = Range(target.baseline)
        baseline["baseline"] = Baseline(target.direction, target.baseline, target.baseline_on, target.is_our_baseline)
    return StoredTarget(
        measure=target.measure, range=asked, due_on=target.due_on, is_published=target.is_published,
        source=target.source, source_url=target.source_url, source_on=target.source_on, entered_by=entered_by,
        entered_at=target.entered_at, shape=target.shape, quarters=tuple(quarters), id=target.id,
        plan_id=target.plan_id, strand=target.strand, area=target.area, withdrawn=target.withdrawn_reason, **baseline,
    )  # fmt: skip
