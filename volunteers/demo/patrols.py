"""Tutors of the learners of the demonstration, and reports of their patrols: agreed, waiting, and still to write."""

from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.patrols.models import PatrolReport, Tutorship
from volunteers.patrols.rules import LEARNING, TUTORS
from volunteers.people.models import GradePeriod, ServicePeriod
from volunteers.people.queries import get_standings
from volunteers.rosters.models import Attendance, Duty, SignUp
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY.value
BACK, LEARNERS = timedelta(days=70), 12
WENT = (
    "I took a first account at a shop theft and searched the suspect with my tutor. My notes were too short.",
    "We spoke with people outside a pub at closing time. Talking early kept it calm.",
    "I directed traffic at a collision and took two statements. I would ask for the registrations sooner.",
)
SAID = ("Good notes, and calm with people. Next time lead the briefing.", "Well done. Work on radio messages.")


def add_patrols(scene: Scene) -> None:
    """The attendances are written: who was with whom can be read."""
    learners = _of_grades(LEARNING, scene)[:LEARNERS]
    free = {number: scene.force.patrols.learners_a_tutor for number, _ in _of_grades((TUTORS,), scene)}
    areas = dict(_of_grades((TUTORS,), scene))
    for place, (learner_id, area) in enumerate(learners):
        with_them = _companions(learner_id, scene)
        near = [number for _, number in with_them if free.get(number)] or [
            number for number, left in free.items() if left and areas[number] == area
        ]
        # Every fourth learner has no tutor yet.
        if near and place % 4 != 3:
            free[near[0]] -= 1
            _tutor(scene, learner_id, near[0])
        _reports(scene, learner_id, with_them)
    db.session.flush()


def _tutor(scene: Scene, learner_id: int, tutor_id: int) -> None:
    from_on = scene.today - timedelta(days=60)
    db.session.add(
        Tutorship(
            learner_id=learner_id, tutor_id=tutor_id, from_on=from_on, until_on=None,
            set_by_id=scene.staff["coordinator"], set_at=clock.start_of_day(from_on) + timedelta(hours=10),
        )
    )  # fmt: skip


def _reports(scene: Scene, learner_id: int, with_them: list[tuple[int, int]]) -> None:
    """The last patrol is still to be reported, the one before waits, and those before are agreed."""
    by_duty = dict(with_them)
    places = db.session.execute(
        select(SignUp.id, SignUp.duty_id, Duty.ends_at)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(SignUp.volunteer_id == learner_id, SignUp.duty_id.in_(by_duty))
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .order_by(Duty.starts_at.desc())
        .limit(4)
    ).all()
    for number, (sign_up_id, duty_id, ends_at) in enumerate(places[1:]):
        grade = get_standings([learner_id], SPECIALS)[learner_id].grade_on(clock.on(ends_at))
        if grade not in LEARNING:
            continue
        is_agreed = number > 0
        db.session.add(
            PatrolReport(
                sign_up_id=sign_up_id, learner_id=learner_id, companion_id=by_duty[duty_id], grade=grade,
                reflection=WENT[sign_up_id % len(WENT)], written_at=ends_at + timedelta(hours=10),
                comment=SAID[sign_up_id % len(SAID)] if is_agreed else None,
                agreed_at=ends_at + timedelta(hours=30) if is_agreed else None,
            )
        )  # fmt: skip


def _companions(learner_id: int, scene: Scene) -> list[tuple[int, int]]:
    """The duties a learner was on of late, each with someone qualified who was on it."""
    theirs = (
        select(SignUp.duty_id)
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(SignUp.volunteer_id == learner_id, Duty.starts_at >= clock.start_of_day(scene.today) - BACK)
    )
    rows = db.session.execute(
        select(SignUp.duty_id, SignUp.volunteer_id, Duty.starts_at)
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(SignUp.duty_id.in_(theirs), SignUp.volunteer_id != learner_id)
        .order_by(Duty.starts_at.desc(), SignUp.volunteer_id)
    ).all()
    standings = get_standings({row.volunteer_id for row in rows}, SPECIALS)
    found: dict[int, int] = {}
    for row in rows:
        if standings[row.volunteer_id].grade_on(clock.on(row.starts_at)) == TUTORS:
            found.setdefault(row.duty_id, row.volunteer_id)
    return list(found.items())


def _of_grades(grades: tuple[str, ...], scene: Scene) -> list[tuple[int, str]]:
    """Those who serve today with one of these patrol statuses, and their areas."""
    now = (
        select(GradePeriod.grade)
        .where(
            GradePeriod.volunteer_id == ServicePeriod.volunteer_id, GradePeriod.strand == SPECIALS,
            GradePeriod.from_on <= scene.today,
        )
        .order_by(GradePeriod.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    rows = db.session.execute(
        select(ServicePeriod.volunteer_id, ServicePeriod.area)
        .where(ServicePeriod.strand == SPECIALS, ServicePeriod.ended_on.is_(None), now.in_(grades))
        .order_by(ServicePeriod.volunteer_id)
    )
    return [(number, area) for number, area in rows]
