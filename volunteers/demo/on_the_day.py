"""A duty of the demonstration that runs now, with a leader, and one that ended with someone not booked off."""

from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.attendance.models import Absence, BookingOutcome, BookingSource, BookingWhat, DutyBooking, WelfareCheck
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import span
from volunteers.extensions import db
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import DutyDemands, StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
CREW = 5
ALONE = ("directed", "qualified")
LASTS = timedelta(hours=8)


def add_on_the_day(scene: Scene) -> None:
    """Grace leads a patrol that began two hours ago; on last night's, one Special was never booked off."""
    grace = db.session.scalars(
        select(Volunteer).join(Account).where(Account.email == BY_KEY["qualified"].email)
    ).one_or_none()
    if grace is None:
        return
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    here = _free(now, grace)
    if len(here) < CREW or here[0] is not grace:
        return
    running = _duty(scene, "Town centre patrol", now - timedelta(hours=2), grace, here[: CREW - 1])
    ended = _duty(scene, "Night-time economy patrol", now - timedelta(hours=10), None, here[CREW - 1 : CREW])
    _come(running[1:], minutes=(-6, 3))
    away = running[-1]
    db.session.add(
        Absence(
            sign_up_id=away.id, reason_code="no_contact", reason="No word from them", note="",
            noted_at=now - timedelta(hours=1), noted_by_id=grace.account_id,
        )
    )  # fmt: skip
    _come(ended, minutes=(-4,))
    for place in ended:
        db.session.add(
            WelfareCheck(sign_up_id=place.id, told_at=now - timedelta(hours=1), told_leader=False, safe_words="")
        )
    db.session.flush()


def _duty(
    scene: Scene, title: str, starts_at: datetime, leader: Volunteer | None, crew: list[Volunteer]
) -> list[SignUp]:
    post = Post(name="Patrol", places=6, taken=len(crew), needs=[], grades=[])
    duty = Duty(
        strand=SPECIALS, area="bristol", title=title, meeting_place="Bridewell police station, Bristol",
        briefing="Meet in the parade room.", starts_at=starts_at, ends_at=starts_at + LASTS,
        state=DutyState.PUBLISHED, leader_id=leader.id if leader else None, created_by_id=scene.staff["supervisor"],
        created_at=starts_at - timedelta(days=9), posts=[post],
    )  # fmt: skip
    db.session.add(duty)
    db.session.flush()
    places = [
        SignUp(
            duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=who.id, state=SignUpState.CONFIRMED,
            during=span(duty.starts_at, duty.ends_at), signed_up_at=duty.created_at, signed_up_by_id=who.account_id,
        )
        for who in crew
    ]  # fmt: skip
    db.session.add_all(places)
    db.session.flush()
    return places


def _come(places: list[SignUp], *, minutes: tuple[int, ...]) -> None:
    """The first so many book on from their telephones, so many minutes after the beginning."""
    for place, late in zip(places, minutes, strict=False):
        duty, who = db.session.get_one(Duty, place.duty_id), db.session.get_one(Volunteer, place.volunteer_id)
        at = duty.starts_at + timedelta(minutes=late)
        db.session.add(
            DutyBooking(
                sign_up_id=place.id, what=BookingWhat.ON, at=at, source=BookingSource.PHONE, device_at=at, sent_at=at,
                skew_seconds=0, received_at=at, key=f"demo-{place.id}", recorded_by_id=who.account_id,
                outcome=BookingOutcome.TAKEN,
            )
        )  # fmt: skip
        db.session.add(
            Attendance(
                sign_up_id=place.id, volunteer_id=who.id, strand=duty.strand, area=duty.area, booked_on_at=at,
                booked_off_at=None, minutes=None, recorded_by_id=who.account_id,
            )
        )  # fmt: skip


def _free(now: datetime, grace: Volunteer) -> list[Volunteer]:
    """Some who serve in Bristol and have nothing else on around now, Grace first if she is one."""
    near = Range(now - timedelta(days=1), now + timedelta(days=1))
    busy = select(SignUp.volunteer_id).where(SignUp.state == SignUpState.CONFIRMED, SignUp.during.op("&&")(near))
    serving = select(ServicePeriod.volunteer_id).where(
        ServicePeriod.strand == SPECIALS, ServicePeriod.area == "bristol", ServicePeriod.ended_on.is_(None)
    )
    wanted = select(Volunteer).where(Volunteer.id.in_(serving), Volunteer.id.not_in(busy))
    found = db.session.scalars(wanted.order_by((Volunteer.id == grace.id).desc(), Volunteer.id)).all()
    first, last = clock.on(now) - timedelta(days=1), clock.on(now) + timedelta(days=1)
    standings, demands = get_standings([one.id for one in found], SPECIALS), get_strand(SPECIALS).duty
    able = (one for one in found if _is_able(standings[one.id], demands, first, last))
    return list(islice(able, CREW))


def _is_able(standing: Standing, demands: DutyDemands, first: date, last: date) -> bool:
    """Whether someone is cleared, at large, and may be on duty alone on all of these days."""
    cleared = all(standing.is_cleared_throughout(code, first, last) for code in demands.clearances)
    return cleared and not standing.statuses and all(standing.grade_on(day) in ALONE for day in (first, last))
