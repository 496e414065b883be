"""Patrol nights of Farm Watch: those a member can join, those they were on, and what was said of them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Row, Select, exists, literal, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.farms.models import FarmNight
from volunteers.farms.queries.people import STRAND, get_membership
from volunteers.permissions import Permission, Viewer
from volunteers.rosters import queries as rosters
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.open_duties import OpenDuty, Wanted

KIND = "patrol_night"
ASKED_FOR = timedelta(days=28)  # a night that is longer ago is no longer asked about
MOST = 5
PAGE = 100


def list_coming_nights(viewer: Viewer) -> Sequence[OpenDuty]:
    """The next nights in the member's area that they are on or may join, the soonest first."""
    area = get_membership(viewer).area
    return rosters.list_open_duties(rosters.get_self(viewer), Wanted(area=area, kind=KIND)).can_do[:MOST]


def list_nights_to_tell_of(viewer: Viewer) -> Sequence[Duty]:
    """The nights that the member was on, and has not told us of yet; the latest first."""
    member = get_membership(viewer)
    told = exists().where(FarmNight.duty_id == Duty.id, FarmNight.volunteer_id == member.volunteer_id)
    wanted = _was_on(member.volunteer_id).where(~told, Duty.starts_at > clock.now() - ASKED_FOR)
    return db.session.scalars(wanted.order_by(Duty.starts_at.desc()).limit(MOST)).all()


def get_night_of(duty_id: int, viewer: Viewer) -> Duty:
    """A night that has begun and that the member was on; raises ``NotFound``."""
    member = get_membership(viewer)
    found = db.session.scalars(_was_on(member.volunteer_id).where(Duty.id == duty_id)).one_or_none()
    if found is None:
        raise NotFound(f"account {viewer.account_id} was not on patrol night {duty_id}")
    return found


def list_own_nights(viewer: Viewer) -> Sequence[FarmNight]:
    """What the member said of their nights, the latest first."""
    member = get_membership(viewer)
    wanted = select(FarmNight).where(FarmNight.volunteer_id == member.volunteer_id)
    return db.session.scalars(wanted.order_by(FarmNight.id.desc()).limit(MOST)).all()


def find_own_night(night_id: int, viewer: Viewer) -> FarmNight | None:
    """What the member said of one of their nights; None for another's."""
    member = get_membership(viewer)
    wanted = select(FarmNight).where(FarmNight.id == night_id, FarmNight.volunteer_id == member.volunteer_id)
    return db.session.scalars(wanted).one_or_none()


def list_nights(viewer: Viewer) -> Sequence[Row[FarmNight, Duty]]:
    """What members said of their nights in scope, the latest night first: each with its duty."""
    return db.session.execute(
        select(FarmNight, Duty)
        .join(Duty, Duty.id == FarmNight.duty_id)
        .where(viewer.within(Permission.FARM_EDIT, literal(STRAND.value), FarmNight.area))
        .order_by(Duty.starts_at.desc(), FarmNight.id)
        .limit(PAGE)
    ).all()


def _was_on(volunteer_id: int) -> Select[Duty]:
    on = exists().where(
        SignUp.duty_id == Duty.id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED
    )
    return select(Duty).where(
        Duty.strand == STRAND.value, Duty.kind == KIND, Duty.state == DutyState.PUBLISHED,
        Duty.starts_at <= clock.now(), on,
    )  # fmt: skip
