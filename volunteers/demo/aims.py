"""Working aims of the demonstration: invented, marked as not published, so that the figures have a range to be in."""

from datetime import date, timedelta

from sqlalchemy import func, select

from volunteers import clock
from volunteers.demo.headcount import LEAVING
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.strands.rules import StrandCode
from volunteers.trends.models import Milestone, Plan, Target, TargetQuarter
from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.plans import Shape, Wanted

SOURCE = "Working aim of the demonstration: invented, not published by anyone"


def add_aims(scene: Scene, *, volunteers: int, hours_a_month: int) -> None:
    """Aims for Specials by the end of the next financial year: headcount, joiners and hours (of twelve months)."""
    due_on = date(scene.today.year + (1 if scene.today.month <= 3 else 2), 3, 31)
    joiners = max(1, round(12 * volunteers * LEAVING))
    for measure, low, high in (
        (Measure.HEADCOUNT, round(volunteers * 0.98), round(volunteers * 1.1)),
        (Measure.JOINERS, joiners, round(joiners * 1.25)),
        (Measure.HOURS, 12 * hours_a_month * volunteers, round(15 * hours_a_month * volunteers)),
    ):
        scene.sheets.add(
            Target, strand=StrandCode.SPECIAL_CONSTABULARY, measure=measure, area=None, low=low, high=high,
            due_on=due_on, is_published=False, source=SOURCE, source_url=None,
            source_on=clock.add_months(scene.today, -6), entered_by_id=scene.staff["analyst"],
            entered_at=clock.start_of_day(clock.add_months(scene.today, -6)),
        )  # fmt: skip


def add_plan_aims(scene: Scene) -> None:
    """Beside the plans as they were published: an aim by quarter, two by direction, milestones; all of them invented.

    They belong to the plan in force on the day, and to none where there is none.
    """
    today = scene.today
    plan_id = db.session.scalar(select(Plan.id).where(Plan.from_on <= today, Plan.until_on >= today))
    begun_on = clock.add_months(clock.month_of(today), -12)
    joined = _serving(StrandCode.SPECIAL_CONSTABULARY, today) - _serving(StrandCode.SPECIAL_CONSTABULARY, begun_on)
    each = max(2, round(_serving(StrandCode.SPECIAL_CONSTABULARY, today) * LEAVING * 3) + max(0, joined) // 4)
    first = date(begun_on.year, (begun_on.month - 1) // 3 * 3 + 1, 1)
    quarters = [clock.add_months(first, 3 * step) for step in range(8)]
    target = _aim(scene, plan_id, StrandCode.SPECIAL_CONSTABULARY, Measure.JOINERS, Shape.QUARTERS)
    target.due_on = clock.add_months(quarters[-1], 3) - timedelta(days=1)
    db.session.add(target)
    db.session.flush()
    for starts_on in quarters:
        low, high = round(each * 0.6), round(each * 1.4)
        db.session.add(TargetQuarter(target_id=target.id, starts_on=starts_on, low=low, high=high))
    for strand, measure in (
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, Measure.HEADCOUNT),
        (StrandCode.SPECIAL_CONSTABULARY, Measure.LEAVERS),
    ):
        _add_direction(scene, plan_id, strand, measure)
    if plan_id is not None:
        _add_milestones(scene, plan_id)


def _aim(scene: Scene, plan_id: int | None, strand: StrandCode, measure: Measure, shape: Shape) -> Target:
    entered_on = clock.add_months(scene.today, -6)
    return Target(
        strand=strand, measure=measure, area=None, shape=shape, is_our_baseline=False, plan_id=plan_id,
        is_published=False, source=SOURCE, source_url=None, source_on=entered_on,
        due_on=date(scene.today.year + (1 if scene.today.month <= 3 else 2), 3, 31),
        entered_by_id=scene.staff["analyst"], entered_at=clock.start_of_day(entered_on),
    )  # fmt: skip


def _add_direction(scene: Scene, plan_id: int | None, strand: StrandCode, measure: Measure) -> None:
    """More than there were two years ago; of leavers, fewer than left in the year to then."""
    on = clock.add_months(clock.month_of(scene.today), -24) - timedelta(days=1)
    target = _aim(scene, plan_id, strand, measure, Shape.DIRECTION)
    target.direction = Wanted.FEWER if measure is Measure.LEAVERS else Wanted.MORE
    target.baseline_on, target.is_our_baseline = on, True
    target.baseline = _left(strand, on) if measure is Measure.LEAVERS else _serving(strand, on)
    db.session.add(target)


def _serving(strand: StrandCode, on: date) -> int:
    """How many serve at the end of a day."""
    ended_on = ServicePeriod.ended_on
    return db.session.scalars(
        select(func.count(ServicePeriod.volunteer_id.distinct())).where(
            ServicePeriod.strand == strand, ServicePeriod.started_on <= on, (ended_on > on) | ended_on.is_(None)
        )
    ).one()


def _left(strand: StrandCode, on: date) -> int:
    """How many left in the twelve months to a day."""
    since = clock.add_months(on, -12)
    return db.session.scalars(
        select(func.count()).where(
            ServicePeriod.strand == strand, ServicePeriod.ended_on > since, ServicePeriod.ended_on <= on
        )
    ).one()


def _add_milestones(scene: Scene, plan_id: int) -> None:
    """One reached, one overdue, one to come."""
    for words, months, reached in (
        ("Open the application form for Specials all year round", -8, True),
        ("Tell every applicant within five working days that their application has come", -1, False),
        ("Hold an open evening for volunteers in every area", 7, False),
    ):
        due_on = clock.add_months(scene.today, months)
        milestone = Milestone(
            plan_id=plan_id, words=words, due_on=due_on, said_in=SOURCE, entered_by_id=scene.staff["analyst"],
            entered_at=clock.start_of_day(clock.add_months(scene.today, -10)),
        )  # fmt: skip
        if reached:
            milestone.reached_on, milestone.reached_by_id = due_on - timedelta(days=9), scene.staff["analyst"]
        db.session.add(milestone)
