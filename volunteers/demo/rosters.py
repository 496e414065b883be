"""Who waits and who asks for duties of the demonstration, a change to confirm, and someone who looks for a stand-in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.rosters.models import (
    Duty,
    DutyChange,
    DutyState,
    Handover,
    HandoverKind,
    SignUp,
    SignUpState,
    Wait,
    WaitState,
)
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
MOST_WAITING, MOST_ASKING = 3, 4


def add_rosters(scene: Scene) -> None:
    """The duties and who is on them are written, and what else belongs to rosters."""
    chance = scene.chance("rosters")
    coming = _coming(scene)
    for duty in coming:
        if duty.giving.is_asked_for:
            _ask(scene, duty, chance)
        elif all(post.free == 0 for post in duty.posts):
            _wait(scene, duty, chance)
    _look_for_stand_in(scene, coming)
    _change(scene, coming)
    db.session.flush()


def _coming(scene: Scene) -> Sequence[Duty]:
    from_now = clock.start_of_day(scene.today + timedelta(days=2))
    wanted = select(Duty).where(Duty.state == DutyState.PUBLISHED, Duty.starts_at > from_now, Duty.strand == SPECIALS)
    return db.session.scalars(wanted.order_by(Duty.starts_at, Duty.id)).all()


def _others(duty: Duty, chance: Random, most: int) -> list[Volunteer]:
    """Some who serve in the duty's area and have nothing else on these days."""
    near = Range(duty.starts_at - timedelta(days=1), duty.ends_at + timedelta(days=1))
    busy = exists().where(
        SignUp.volunteer_id == Volunteer.id, SignUp.state == SignUpState.CONFIRMED, SignUp.during.op("&&")(near)
    )
    serving = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id, ServicePeriod.strand == duty.strand,
        ServicePeriod.area == duty.area, ServicePeriod.ended_on.is_(None),
    )  # fmt: skip
    found = list(db.session.scalars(select(Volunteer).where(serving, ~busy).order_by(Volunteer.id).limit(40)))
    return chance.sample(found, min(len(found), most))


def _moment(scene: Scene, chance: Random, days: int = 4) -> datetime:
    return clock.start_of_day(scene.today - timedelta(days=chance.randrange(days))) - timedelta(
        minutes=chance.randrange(900)
    )


def _ask(scene: Scene, duty: Duty, chance: Random) -> None:
    for one in _others(duty, chance, chance.randrange(1, MOST_ASKING + 1)):
        db.session.add(
            SignUp(
                duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=one.id, state=SignUpState.REQUESTED,
                during=Range(duty.starts_at, duty.ends_at), signed_up_at=_moment(scene, chance),
                signed_up_by_id=one.account_id, accepted_version=1 if duty.must_accept else None,
            )
        )  # fmt: skip
    db.session.flush()


def _wait(scene: Scene, duty: Duty, chance: Random) -> None:
    joined = sorted(_moment(scene, chance) for _ in range(MOST_WAITING))
    for one, at in zip(_others(duty, chance, chance.randrange(MOST_WAITING + 1)), joined, strict=False):
        db.session.add(
            Wait(
                duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=one.id, state=WaitState.WAITING, joined_at=at,
                offered_at=None, offer_until=None, ended_at=None, token_digest=None,
            )
        )  # fmt: skip
    db.session.flush()


def _look_for_stand_in(scene: Scene, coming: Sequence[Duty]) -> None:
    """A colleague near a persona cannot come the day after tomorrow or soon after."""
    grace = _persona("qualified")
    for duty in coming:
        on = [each for each in duty.sign_ups if each.state is SignUpState.CONFIRMED]
        if on and duty.area == _area_of(grace) and all(each.volunteer_id != grace.id for each in on):
            db.session.add(
                Handover(
                    kind=HandoverKind.STAND_IN, sign_up_id=on[0].id, to_volunteer_id=None, other_sign_up_id=None,
                    reason="My daughter is ill", asked_at=clock.start_of_day(scene.today) - timedelta(hours=6),
                    ended_at=None, taken_by_id=None,
                )
            )  # fmt: skip
            return


def _change(scene: Scene, coming: Sequence[Duty]) -> None:
    """One of a persona's duties was changed, and they have not said yet whether they still can."""
    grace = _persona("qualified")
    mine = [duty for duty in coming if any(each.volunteer_id == grace.id for each in duty.sign_ups)]
    if mine:
        duty = mine[-1]
        duty.version, duty.meeting_place = 2, f"{duty.meeting_place}, rear yard"
        db.session.add(
            DutyChange(
                duty_id=duty.id, version=2, sentences=[f"You now meet at {duty.meeting_place}."],
                changed_at=clock.start_of_day(scene.today) - timedelta(hours=9),
                changed_by_id=scene.staff["supervisor"],
            )
        )  # fmt: skip


def _persona(key: str) -> Volunteer:
    wanted = select(Volunteer).join(Account, Account.id == Volunteer.account_id)
    return db.session.scalars(wanted.where(Account.email == BY_KEY[key].email)).one()


def _area_of(volunteer: Volunteer) -> str | None:
    return db.session.scalar(
        select(ServicePeriod.area).where(
            ServicePeriod.volunteer_id == volunteer.id, ServicePeriod.ended_on.is_(None)
        ).limit(1)
    )  # fmt: skip
