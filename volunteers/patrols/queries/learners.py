"""Specials who learn on patrol: their tutors, their patrols, and what is missing for the next status."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.patrols.models import PatrolReport, Tutorship
from volunteers.patrols.rules import LEARNING, TUTORS, Person
from volunteers.people.models import Volunteer
from volunteers.people.queries import get_standings
from volunteers.permissions import Permission, Viewer
from volunteers.records.queries import Member, get_member, get_progress
from volunteers.records.queries.members import list_members
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries import DutyWords, words_of
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

EDIT = Permission.TUTOR_EDIT
SPECIALS = StrandCode.SPECIAL_CONSTABULARY.value
SHOWN = 5


@dataclass(frozen=True)
class Patrols:
    """How often someone was on patrol as they are now, for how long, and when last."""

    count: int = 0
    minutes: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class LearnerLine:
    """A learner: their tutor if they have one, and their patrols."""

    member: Member
    tutor_id: int | None
    tutor: str | None
    patrols: Patrols
    waiting: int


@dataclass(frozen=True)
class Chance:
    """A duty to come on which the tutor is, with a place free."""

    words: DutyWords
    free: int


@dataclass(frozen=True)
class LearnerPage:
    """One learner for staff: what is missing, who could be their tutor, and duties to be on together."""

    line: LearnerLine
    missing: str
    tutors: tuple[tuple[int, str], ...]
    chances: tuple[Chance, ...]
    reports: tuple[PatrolReport, ...]


def list_learners(viewer: Viewer) -> list[LearnerLine]:
    """Every learner in scope: who has no tutor first, then whose last patrol is longest ago. Four queries for all."""
    members = [one for one in list_members(viewer, EDIT, [SPECIALS], clock.today()) if one.grade in LEARNING]
    lines = _lines(members)
    longest_ago = datetime.min.replace(tzinfo=clock.LONDON)
    return sorted(lines, key=lambda line: (line.tutor is not None, line.patrols.last_at or longest_ago))


def get_learner(volunteer_id: int, viewer: Viewer) -> LearnerPage:
    """One learner in scope; raises ``NotFound``, also for who does not learn any more."""
    member = get_member(volunteer_id, viewer, EDIT, strands=[SPECIALS])
    if member.grade not in LEARNING or not member.serves_on(clock.today()):
        raise NotFound(f"{volunteer_id} is no learner")
    (line,) = _lines([member])
    others = [one for one in list_members(viewer, EDIT, [SPECIALS], clock.today()) if one.area == member.area]
    tutors = [(one.volunteer_id, one.name) for one in others if one.grade == TUTORS]
    reports = db.session.scalars(
        select(PatrolReport)
        .where(PatrolReport.learner_id == volunteer_id)
        .order_by(PatrolReport.written_at.desc())
        .limit(SHOWN)
    ).all()
    return LearnerPage(
        line, get_progress(member).words, tuple(sorted(tutors, key=lambda each: each[1])),
        tuple(_together(volunteer_id, line.tutor_id)), tuple(reports),
    )  # fmt: skip


def person_of(volunteer_id: int, name: str) -> Person:
    """A Special as the rules see them today."""
    today, standing = clock.today(), get_standings([volunteer_id], SPECIALS).get(volunteer_id)
    if standing is None:
        return Person(volunteer_id, name, None, serves=False, is_cleared=False)
    wanted = get_strand(SPECIALS).duty.clearances
    return Person(
        volunteer_id, name, standing.grade_on(today), serves=standing.serves_throughout(today, today),
        is_cleared=all(standing.is_cleared_throughout(code, today, today) for code in wanted),
    )  # fmt: skip


def count_learners(tutor_id: int, *, but: int | None = None) -> int:
    """How many learners someone is the tutor of now."""
    theirs = select(func.count()).where(
        Tutorship.tutor_id == tutor_id, Tutorship.until_on.is_(None), Tutorship.learner_id != (but or 0)
    )
    return db.session.scalar(theirs) or 0


def patrols_of(volunteer_ids: Collection[int], since: dict[int, date]) -> dict[int, Patrols]:
    """The duties each was on since a day, the day they got the patrol status they have now."""
    rows = db.session.execute(
        select(Attendance.volunteer_id, Attendance.booked_on_at, Attendance.minutes).where(
            Attendance.volunteer_id.in_(volunteer_ids), Attendance.strand == SPECIALS
        )
    )
    count, minutes, last = Counter[int](), Counter[int](), dict[int, datetime]()
    for volunteer_id, at, lasted in rows:
        if clock.on(at) >= since.get(volunteer_id, date.min):
            count[volunteer_id] += 1
            minutes[volunteer_id] += lasted or 0
            last[volunteer_id] = max(at, last.get(volunteer_id, at))
    return {each: Patrols(count[each], minutes[each], last.get(each)) for each in volunteer_ids}


def _lines(members: Sequence[Member]) -> list[LearnerLine]:
    ids = [member.volunteer_id for member in members]
    tutor = aliased(Volunteer)
    tutors = {
        learner_id: (tutor_id, f"{first} {last}")
        for learner_id, tutor_id, first, last in db.session.execute(
            select(Tutorship.learner_id, tutor.id, tutor.first_name, tutor.last_name)
            .join(tutor, tutor.id == Tutorship.tutor_id)
            .where(Tutorship.learner_id.in_(ids), Tutorship.until_on.is_(None))
        )
    }
    waiting = Counter(
        db.session.scalars(
            select(PatrolReport.learner_id).where(PatrolReport.learner_id.in_(ids), PatrolReport.agreed_at.is_(None))
        )
    )
    standings = get_standings(ids, SPECIALS)
    since = {
        member.volunteer_id: max(
            (on for on, grade in standings[member.volunteer_id].grades if grade == member.grade), default=date.min
        )
        for member in members
        if member.volunteer_id in standings
    }
    patrols = patrols_of(ids, since)
    found = []
    for one in members:
        tutor_id, name = tutors.get(one.volunteer_id, (None, None))
        found.append(LearnerLine(one, tutor_id, name, patrols[one.volunteer_id], waiting[one.volunteer_id]))
    return found


def _together(learner_id: int, tutor_id: int | None) -> list[Chance]:
    """Duties of the next weeks on which the tutor is and the learner is not, with a place free."""
    if tutor_id is None:
        return []
    tutor_on = select(SignUp.duty_id).where(SignUp.volunteer_id == tutor_id, SignUp.state == SignUpState.CONFIRMED)
    learner_on = select(SignUp.duty_id).where(
        SignUp.volunteer_id == learner_id, SignUp.state.in_((SignUpState.CONFIRMED, SignUpState.REQUESTED))
    )
    free = func.sum(Post.places - Post.taken)
    now = clock.now()
    rows = db.session.execute(
        select(Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, free)
        .join(Post, Post.duty_id == Duty.id)
        .where(
            Duty.id.in_(tutor_on), Duty.id.not_in(learner_on), Duty.state == DutyState.PUBLISHED,
            Duty.starts_at > now, Duty.starts_at < now + timedelta(weeks=8), Duty.strand == SPECIALS,
        )
        .group_by(Duty.id)
        .having(free > 0)
        .order_by(Duty.starts_at)
        .limit(SHOWN)
    )  # fmt: skip
    return [Chance(words_of(*row[:6]), int(row[6])) for row in rows]
