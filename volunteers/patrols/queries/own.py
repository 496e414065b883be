"""A Special's own patrols: what a learner has to report, and what waits for who was with them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, exists, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.patrols.models import PatrolReport, Tutorship
from volunteers.patrols.queries.learners import SPECIALS
from volunteers.patrols.rules import LEARNING, TUTORS, way_words
from volunteers.people.models import GradePeriod, Volunteer
from volunteers.people.queries import find_volunteer_of, get_standings
from volunteers.permissions import Viewer
from volunteers.rosters.models import Attendance, Duty, SignUp, SignUpState
from volunteers.rosters.queries import DutyWords, words_of

BACK = timedelta(days=60)


@dataclass(frozen=True)
class Patrol:
    """A duty someone was on as a learner, and its report where there is one."""

    sign_up_id: int
    learner_id: int
    learner: str
    words: DutyWords
    grade: str | None
    report: PatrolReport | None

    @property
    def way(self) -> str:
        return way_words(self.grade)

    @property
    def state(self) -> str:
        if self.report is None:
            return "To report"
        return "Agreed" if self.report.agreed_at else "Waits for an answer"


@dataclass(frozen=True)
class OwnPatrols:
    """What the page of one's own patrols shows: as a learner, and as a tutor."""

    volunteer_id: int
    tutor: str | None
    learners: tuple[str, ...]
    patrols: tuple[Patrol, ...]
    to_agree: tuple[Patrol, ...]

    @property
    def to_report(self) -> list[Patrol]:
        return [each for each in self.patrols if each.report is None]

    @property
    def is_empty(self) -> bool:
        return not (self.tutor or self.learners or self.patrols or self.to_agree)


def has_patrols(viewer: Viewer) -> bool:
    """Whether the viewer learns on patrol now, has a learner, or was asked to agree to a report: one statement."""
    mine = select(Volunteer.id).where(Volunteer.account_id == viewer.account_id).scalar_subquery()
    newest = (
        select(GradePeriod.grade)
        .where(
            GradePeriod.volunteer_id == mine, GradePeriod.strand == SPECIALS, GradePeriod.from_on <= clock.today()
        )
        .order_by(GradePeriod.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    has_learner = exists().where(Tutorship.tutor_id == mine, Tutorship.until_on.is_(None))
    is_asked = exists().where(PatrolReport.companion_id == mine, PatrolReport.agreed_at.is_(None))
    return bool(db.session.scalar(select(newest.in_(LEARNING) | has_learner | is_asked)))


def find_own(viewer: Viewer) -> OwnPatrols | None:
    """The viewer's own patrols and learners; None for who is no volunteer."""
    me = find_volunteer_of(viewer.account_id)
    if me is None:
        return None
    since = clock.now() - BACK
    mine = _patrols(_attended().where(SignUp.volunteer_id == me.id, Duty.starts_at >= since))
    waiting = _patrols(_attended().where(PatrolReport.companion_id == me.id, PatrolReport.agreed_at.is_(None)))
    tutor = _names(select(Tutorship.tutor_id).where(Tutorship.learner_id == me.id, Tutorship.until_on.is_(None)))
    learners = _names(select(Tutorship.learner_id).where(Tutorship.tutor_id == me.id, Tutorship.until_on.is_(None)))
    learning = tuple(each for each in mine if each.grade in LEARNING)
    return OwnPatrols(me.id, tutor[0] if tutor else None, tuple(learners), learning, tuple(waiting))


def get_patrol(sign_up_id: int, viewer: Viewer) -> Patrol:
    """A patrol of the viewer's own, or one they were asked to agree to; raises ``NotFound``."""
    me, found = find_volunteer_of(viewer.account_id), _patrols(_attended().where(SignUp.id == sign_up_id))
    for each in found:
        if me is None:
            break
        is_own = each.learner_id == me.id and each.grade in LEARNING
        if is_own or (each.report is not None and each.report.companion_id == me.id):
            return each
    raise NotFound(f"no patrol {sign_up_id} for this viewer")


def list_companions(patrol: Patrol) -> list[tuple[int, str]]:
    """Who of independent status was on the same duty, the tutor first."""
    duty = db.session.get_one(Duty, patrol.words.id)
    rows = db.session.execute(
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name)
        .join(SignUp, SignUp.volunteer_id == Volunteer.id)
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(SignUp.duty_id == duty.id, SignUp.state == SignUpState.CONFIRMED, Volunteer.id != patrol.learner_id)
        .order_by(Volunteer.first_name, Volunteer.last_name)
    ).all()
    standings, on = get_standings([row.id for row in rows], SPECIALS), clock.on(duty.starts_at)
    tutor = db.session.scalar(
        select(Tutorship.tutor_id).where(Tutorship.learner_id == patrol.learner_id, Tutorship.until_on.is_(None))
    )
    there = [row for row in rows if row.id in standings and standings[row.id].grade_on(on) == TUTORS]
    there.sort(key=lambda row: row.id != tutor)
    return [(row.id, f"{row.first_name} {row.last_name}{' (your tutor)' if row.id == tutor else ''}") for row in there]


def _attended() -> Select[*tuple[Any, ...]]:
    return (
        select(SignUp.id, Volunteer, Duty, PatrolReport)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Attendance, Attendance.sign_up_id == SignUp.id)
        .outerjoin(PatrolReport, PatrolReport.sign_up_id == SignUp.id)
        .where(Duty.strand == SPECIALS, Attendance.booked_off_at.is_not(None))
        .order_by(Duty.starts_at.desc())
    )


def _patrols(which: Select[*tuple[Any, ...]]) -> list[Patrol]:
    rows = db.session.execute(which).all()
    standings = get_standings({person.id for _, person, _, _ in rows}, SPECIALS)
    return [_patrol(row, standings[row[1].id].grade_on(clock.on(row[2].starts_at))) for row in rows]


def _patrol(row: Row[*tuple[Any, ...]], grade: str | None) -> Patrol:
    sign_up_id, person, duty, report = row
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    return Patrol(sign_up_id, person.id, f"{person.first_name} {person.last_name}", words, grade, report)


def _names(ids: Select[Any]) -> list[str]:
    rows = db.session.scalars(select(Volunteer).where(Volunteer.id.in_(ids)).order_by(Volunteer.first_name))
    return [f"{each.first_name} {each.last_name}" for each in rows]
