"""Appointments of the demonstration: interviews, fitness tests, an intake and orientation evenings.

Who is in them follows from where the applications stand: a past fitness test is one whose results are on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import (
    Booking,
    BookingState,
    Invitation,
    InvitationState,
    Session,
    SessionKind,
    SessionState,
)
from volunteers.demo.scene import Scene
from volunteers.demo.stations import towns_of
from volunteers.extensions import db
from volunteers.onboarding.models import Check
from volunteers.strands.rules import StrandCode

SPECIALS, CADETS = StrandCode.SPECIAL_CONSTABULARY, StrandCode.CADETS
PAST_TESTS = 3
LATELY = timedelta(days=90)
SATURDAY = 5


@dataclass(frozen=True)
class Planned:
    """A session as it is made: what for, when in days from the day of the making, and for how many."""

    kind: SessionKind
    title: str
    days: int
    at: time
    minutes: int
    capacity: int
    check_code: str | None
    strand: StrandCode = SPECIALS
    notes: str = ""


EVENING, MORNING = time(18), time(10)
INTERVIEW = Planned(
    SessionKind.INTERVIEW, "Panel interview", 6, EVENING, 45, 1, "interview", notes="Bring photo identification."
)
FITNESS = Planned(
    SessionKind.FITNESS, "Fitness test", 9, MORNING, 90, 8, "fitness", notes="Bring trainers, a towel and water."
)
INTAKE = Planned(
    SessionKind.COURSE, "Initial learning: the next intake", 45, time(9), 480, 20, "training",
    notes="Saturdays for thirteen weeks, beginning on this day. Bring a notebook.",
)  # fmt: skip
ORIENTATION = Planned(
    SessionKind.ORIENTATION, "Orientation evening", 12, time(19), 120, 12, "orientation", CADETS,
    "Come with a parent or guardian. There is parking at the back.",
)  # fmt: skip


def add_appointments(scene: Scene) -> None:
    """Sessions in every area with applicants who need one; the intake for all of the force in its first area."""
    for area in scene.force.areas:
        _interviews(scene, area.code)
        _tests(scene, area.code)
        _orientation(scene, area.code)
    _intake(scene)
    db.session.flush()


def _interviews(scene: Scene, area: str) -> None:
    """An evening of three in a row, the first full with people waiting, and one a week later that some may choose."""
    people = _people(SPECIALS, area, "interview")
    if not people:
        return
    first, second, third = (_session(scene, area, INTERVIEW, after=timedelta(minutes=55 * n)) for n in range(3))
    later = _session(scene, area, INTERVIEW, after=timedelta(days=7))
    _book(first, people[:1])
    _book(first, people[1:2], BookingState.WAITING)
    _book(second, people[2:3])
    for application in people[3:6]:
        _invite(scene, application, [second, third, later])


def _tests(scene: Scene, area: str) -> None:
    """A fitness test to come, and those of the last weeks whose results are on record, with who missed one."""
    people = [each for each in _people(SPECIALS, area, "pre_employment_checks") if not _has(each, "fitness")]
    if people:
        coming = _session(scene, area, FITNESS)
        half = (len(people) + 1) // 2
        _book(coming, people[:half])
        for application in people[half : half + 3]:
            _invite(scene, application, [coming])
    for place, (on, tested) in enumerate(_tested(scene, area)):
        held = _session(scene, area, FITNESS, on=on, capacity=len(tested) + 1)
        held.state = SessionState.HELD
        _book(held, tested, BookingState.ATTENDED)
        if place == 0:
            _book(held, [each for each in people if each.stage_since < held.starts_at][-1:], BookingState.MISSED)


def _orientation(scene: Scene, area: str) -> None:
    people = _people(CADETS, area, "orientation")
    if people:
        evening = _session(scene, area, ORIENTATION, capacity=max(1, len(people) - 1))
        _book(evening, people[: evening.capacity])
        _book(evening, people[evening.capacity :], BookingState.WAITING)


def _intake(scene: Scene) -> None:
    """The next course, with the first of those who wait for one."""
    people = [each for area in scene.force.areas for each in _people(SPECIALS, area.code, "intake")]
    session = _session(scene, scene.force.areas[0].code, INTAKE)
    _book(session, people[: min(12, len(people) // 2)])


def _people(strand: StrandCode, area: str, stage: str) -> Sequence[Application]:
    """The applications at a stage, in the order in which they came to it."""
    wanted = (Application.strand == strand.value, Application.area == area, Application.stage == stage)
    return db.session.scalars(
        select(Application).where(*wanted).order_by(Application.stage_since, Application.id)
    ).all()  # fmt: skip


def _has(application: Application, code: str) -> bool:
    found = select(Check.id).where(Check.application_id == application.id, Check.code == code)
    return db.session.scalar(found) is not None


def _tested(scene: Scene, area: str) -> list[tuple[date, list[Application]]]:
    """Whoever was tested of late, by the day of the result, the latest days first."""
    rows = db.session.execute(
        select(Check.result_on, Application)
        .join(Application, Application.id == Check.application_id)
        .where(
            Application.strand == SPECIALS.value, Application.area == area, Check.code == "fitness",
            Check.result_on > scene.today - LATELY, Check.result_on < scene.today,
        )
        .order_by(Check.result_on.desc(), Application.id)
    )  # fmt: skip
    found: dict[date, list[Application]] = {}
    for on, application in rows:
        if on is not None:
            found.setdefault(on, []).append(application)
    return list(found.items())[:PAST_TESTS]


def _session(
    scene: Scene, area: str, planned: Planned, *, after: timedelta = timedelta(), on: date | None = None,
    capacity: int | None = None,
) -> Session:  # fmt: skip
    day = on or _day(scene.today + timedelta(days=planned.days), planned.kind)
    starts_at = clock.from_london(datetime.combine(day, planned.at)) + after
    town = towns_of(area, scene.force.area(area).name)[0]
    made_on = min(day - timedelta(days=28), scene.today - timedelta(days=3))
    session = Session(
        kind=planned.kind, strand=planned.strand.value, area=area, check_code=planned.check_code,
        purpose=planned.check_code or planned.kind.value, title=planned.title, place=f"{town} police station",
        address="", starts_at=starts_at, ends_at=starts_at + timedelta(minutes=planned.minutes),
        capacity=capacity or planned.capacity, taken=0, cut_off_hours=scene.force.numbers.appointment_cut_off_hours,
        state=SessionState.OPEN, notes_for_applicants=planned.notes, created_by_id=scene.staff["coordinator"],
        created_at=clock.start_of_day(made_on) + timedelta(hours=11), revision=1,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    return session


def _day(day: date, kind: SessionKind) -> date:
    """A course begins on the next Saturday; anything else is on a weekday."""
    if kind is SessionKind.COURSE:
        return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _book(session: Session, people: Sequence[Application], state: BookingState = BookingState.BOOKED) -> None:
    """These in a session, each an hour after the one before."""
    for number, application in enumerate(people, 1):
        at = session.created_at + timedelta(hours=number)
        is_marked = state in (BookingState.ATTENDED, BookingState.MISSED)
        db.session.add(
            Booking(
                session_id=session.id, application_id=application.id, purpose=session.purpose, state=state,
                during=Range(session.starts_at, session.ends_at), booked_at=at, booked_by_id=application.account_id,
                placed_at=None if state is BookingState.WAITING else at,
                cancelled_at=at if state is BookingState.CANCELLED else None,
                marked_at=session.ends_at if is_marked else None,
                marked_by_id=session.created_by_id if is_marked else None,
            )
        )  # fmt: skip
        session.taken += state.takes_a_place
    db.session.flush()


def _invite(scene: Scene, application: Application, sessions: Sequence[Session]) -> None:
    """Asked yesterday to choose by the fourth day from now."""
    first = sessions[0]
    db.session.add(
        Invitation(
            application_id=application.id, kind=first.kind, strand=first.strand, purpose=first.purpose,
            invited_by_id=scene.staff["coordinator"],
            invited_at=clock.start_of_day(scene.today - timedelta(days=1)) + timedelta(hours=14),
            reply_by=scene.today + timedelta(days=4), state=InvitationState.OPEN, sessions=list(sessions),
        )
    )  # fmt: skip
