"""Reading plans with what they want, how things stand against it, and the indicators beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands, get_strand
from volunteers.trends.models import Indicator, Milestone, Objective, Plan, Target
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.targets import MONTHS_GRADED, read_targets
from volunteers.trends.rules.plans import IndicatorUnit, Wanted, day_words
from volunteers.trends.rules.standing import graded
from volunteers.trends.rules.targets import GradedTarget, StoredTarget, is_level

WHO = "Brought in as published"


@dataclass(frozen=True)
class ObjectiveLine:
    """What a plan wants, and how the measure that shows it stands, in one line."""

    objective: Objective
    where: str
    stands: str
    slug: str | None


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone with whether it was reached, is due, or is overdue."""

    milestone: Milestone
    state: str
    tone: str
    when: str


@dataclass(frozen=True)
class TargetLine:
    """A graded target with whose it is."""

    graded: GradedTarget
    where: str
    may_withdraw: bool


@dataclass(frozen=True)
class PlanPage:
    """One plan with everything that belongs to it."""

    plan: Plan
    state: str
    tone: str
    entered_by: str
    objectives: Sequence[ObjectiveLine]
    targets: Sequence[TargetLine]
    milestones: Sequence[MilestoneLine]
    withdrawn: Sequence[TargetLine]


@dataclass(frozen=True)
class IndicatorValue:
    """One value as it was published."""

    value: str
    when: str
    source: str
    source_url: str
    note: str | None
    entered_by: str


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator: its latest value, and those before."""

    code: str
    name: str
    latest: IndicatorValue
    earlier: Sequence[IndicatorValue]


def keeps_plans(viewer: Viewer) -> bool:
    """Whether the viewer may keep what is of the whole force: plans, milestones, indicators."""
    return any(grant.strand is None and grant.area is None for grant in viewer.granting(Permission.PLAN_EDIT))


def list_plans(viewer: Viewer) -> list[PlanPage]:
    """Every plan: the one in force first, then those to come, then the ones before, the latest first."""
    today = clock.today()
    rows = db.session.execute(
        select(Plan, Account.full_name).outerjoin(Account, Account.id == Plan.entered_by_id)
    ).all()
    ordered = sorted(rows, key=lambda row: (_rank(row.Plan, today), -row.Plan.from_on.toordinal()))
    return [_page(viewer, plan, name, today) for plan, name in ordered]


def get_plan(plan_id: int, viewer: Viewer) -> PlanPage:
    """One plan; raises ``NotFound``."""
    found = next((page for page in list_plans(viewer) if page.plan.id == plan_id), None)
    if found is None:
        raise NotFound("no such plan")
    return found


def list_indicators() -> list[IndicatorLine]:
    """The numbers that others measure, each with its latest value and its history."""
    rows = db.session.execute(
        select(Indicator, Account.full_name)
        .outerjoin(Account, Account.id == Indicator.entered_by_id)
        .order_by(Indicator.name, Indicator.as_at.desc())
    ).all()
    values: dict[str, list[IndicatorValue]] = {}
    names = {row.Indicator.code: row.Indicator.name for row in rows}
    for indicator, entered_by in rows:
        values.setdefault(indicator.code, []).append(_value(indicator, entered_by))
    return [IndicatorLine(code, names[code], found[0], found[1:]) for code, found in values.items()]


def plan_options() -> list[tuple[str, str]]:
    """The plans as choices of a form, the latest first."""
    rows = db.session.execute(select(Plan.id, Plan.name).order_by(Plan.from_on.desc())).all()
    return [(str(row.id), row.name) for row in rows]


def targets_without_plan(viewer: Viewer) -> list[TargetLine]:
    """The targets that belong to no plan, as far as the viewer may see them."""
    return list(_targets(viewer, None, is_live=True))


def get_milestone(milestone_id: int) -> Milestone:
    """One milestone; raises ``NotFound``."""
    found = db.session.get(Milestone, milestone_id)
    if found is None:
        raise NotFound("no such milestone")
    return found


def get_target(target_id: int, viewer: Viewer) -> StoredTarget:
    """One target that the viewer may set; raises ``NotFound``."""
    found = next(iter(read_targets(Target.id == target_id)), None)
    if found is None or not viewer.may_in(Permission.TARGET_SET, found.strand, found.area):
        raise NotFound("no such target for this viewer")
    return found


def _rank(plan: Plan, today: date) -> int:
    return 0 if plan.from_on <= today <= plan.until_on else 1 if plan.from_on > today else 2


def _page(viewer: Viewer, plan: Plan, entered_by: str | None, today: date) -> PlanPage:
    state, tone = (("In force", "good"), ("To come", "waiting"), ("Earlier plan", "waiting"))[_rank(plan, today)]
    objectives = db.session.scalars(select(Objective).where(Objective.plan_id == plan.id).order_by(Objective.id))
    milestones = db.session.scalars(
        select(Milestone).where(Milestone.plan_id == plan.id).order_by(Milestone.due_on, Milestone.id)
    )
    return PlanPage(
        plan=plan, state=state, tone=tone, entered_by=entered_by or WHO,
        objectives=[_objective(viewer, one, today) for one in objectives],
        targets=list(_targets(viewer, plan.id, is_live=True)),
        milestones=[_milestone(one, today) for one in milestones],
        withdrawn=list(_targets(viewer, plan.id, is_live=False)),
    )  # fmt: skip


def _targets(viewer: Viewer, plan_id: int | None, *, is_live: bool) -> Iterator[TargetLine]:
    """Each target within the viewer's strands and areas, graded on exactly its own figures."""
    run = figures.find_last_run()
    left = Target.withdrawn_at.is_(None) if is_live else Target.withdrawn_at.is_not(None)
    for target in sorted(read_targets(Target.plan_id.is_not_distinct_from(plan_id), left), key=lambda one: one.due_on):
        if run is None or not viewer.may_in(Permission.TRENDS_READ, target.strand, target.area):
            continue
        strand = get_strand(target.strand)
        chosen = choices.choose(viewer, slug=strand.slug, area=target.area)
        month = clock.add_months(run.running_month, -1)
        series = figures.get_series(chosen.scope, until=month, months=MONTHS_GRADED, running=None)
        yield TargetLine(
            graded(target, series, chosen.counting), f"{strand.name}, {chosen.place}",
            viewer.may_in(Permission.TARGET_SET, target.strand, target.area),
        )  # fmt: skip


def _objective(viewer: Viewer, objective: Objective, today: date) -> ObjectiveLine:
    strand = next((one for one in all_strands() if one.code == objective.strand), None)
    where = strand.name if strand else "All volunteering"
    if objective.measure is None or strand is None:
        words = "It names no measure, so nothing is held against it."
        return ObjectiveLine(objective, where, words, strand.slug if strand else None)
    if strand not in choices.strands_of(viewer):
        return ObjectiveLine(objective, where, "Its figures are outside what you may see.", None)
    return ObjectiveLine(objective, where, _stands(viewer, objective, strand.slug), strand.slug)


def _stands(viewer: Viewer, objective: Objective, slug: str) -> str:
    """The measure now, and the tested trend: never a grade, since the plan gives no number."""
    run, measure = figures.find_last_run(), objective.measure
    chosen = choices.choose(viewer, slug=slug, area=None)
    if run is None or measure is None:
        return "Nothing has been counted yet."
    month = clock.add_months(run.running_month, -1)
    series = figures.get_series(chosen.scope, until=month, months=MONTHS_GRADED, running=None)
    if not series.months:
        return "Nothing has been counted yet."
    value = series.standing(measure)
    shown = f"{value:,}" if measure.value == "hours" else chosen.counting.people(value).words
    when = "at the end of" if is_level(measure) else "in the twelve months to"
    wanted = {Wanted.MORE: "More are wanted", Wanted.FEWER: "Fewer are wanted"}.get(objective.direction, "No direction")
    words = series.trend(measure).words
    return f"{wanted}, without a number. {measure.label}, {chosen.place}: {shown} {when} {month:%B %Y}. {words}"


def _milestone(milestone: Milestone, today: date) -> MilestoneLine:
    if milestone.reached_on is not None:
        late = (milestone.reached_on - milestone.due_on).days
        words = f"on {day_words(milestone.reached_on)}" + (f", {late} days late" if late > 0 else "")
        return MilestoneLine(milestone, "Reached", "good", words)
    if milestone.due_on < today:
        return MilestoneLine(milestone, "Overdue", "poor", f"by {(today - milestone.due_on).days} days")
    return MilestoneLine(milestone, "To come", "waiting", f"in {(milestone.due_on - today).days} days")


def _value(indicator: Indicator, entered_by: str | None) -> IndicatorValue:
    number = f"{indicator.value:,f}".rstrip("0").rstrip(".") if "." in f"{indicator.value}" else f"{indicator.value:,}"
    return IndicatorValue(
        value=f"{number}%" if indicator.unit is IndicatorUnit.PERCENT else number,
        when=indicator.as_at_words or day_words(indicator.as_at), source=indicator.source,
        source_url=indicator.source_url, note=indicator.note, entered_by=entered_by or WHO,
    )  # fmt: skip
