"""Sessions: those of a volunteer's own scheme, and those in a viewer's scope; never with a registration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.queries import serves_in
from volunteers.people.queries.standings import find_volunteer_of, get_standings
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Site, Unit
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.speedwatch.models import RoadsideSession
from volunteers.speedwatch.queries.schemes import OPERATOR, STRAND, runs
from volunteers.speedwatch.rules.stages import SessionStage, stage_of

MOST_SHOWN = 200


class Wanted(StrEnum):
    """Which sessions a list shows."""

    WAITING = "waiting"
    PLANNED = "planned"
    NO_RETURN = "no_return"
    HANDED_OVER = "handed_over"
    ERASED = "erased"

    @property
    def label(self) -> str:
        return {
            "waiting": "To hand over", "planned": "Planned", "no_return": "Run without a return",
            "handed_over": "Handed over", "erased": "Erased",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class SessionLine:
    """A session as lists and pages show it: counts, and never a registration."""

    session: RoadsideSession
    duty: Duty
    site: Site
    unit: Unit
    stage: SessionStage

    @property
    def site_name(self) -> str:
        return f"{self.site.road}, {self.site.place}"


@dataclass(frozen=True)
class Member:
    """Someone on the team: their place on the duty, and whether they may hold the device that day."""

    sign_up_id: int
    volunteer_id: int
    name: str
    post: str
    is_operator: bool


def get_staff_session(session_id: int, viewer: Viewer, permission: Permission = Permission.SESSION_READ) -> SessionLine:
    """A session in the viewer's scope; raises ``NotFound``."""
    within = viewer.within(permission, Duty.strand, Duty.area)
    return _one(_all().where(RoadsideSession.id == session_id, within), session_id)


def get_own_session(session_id: int, viewer: Viewer) -> SessionLine:
    """A session the viewer is on, or of a scheme they run; raises ``NotFound``."""
    line = _one(_all().where(RoadsideSession.id == session_id), session_id)
    if not is_on(line.duty.id, viewer) and not runs(line.unit.id, viewer):
        raise NotFound(f"session {session_id} is not this viewer's")
    return line


def may_return(line: SessionLine, viewer: Viewer) -> bool:
    """Whether the viewer writes the return: who runs the scheme, or leads this session."""
    volunteer = find_volunteer_of(viewer.account_id)
    leads = volunteer is not None and line.duty.leader_id == volunteer.id and is_on(line.duty.id, viewer)
    leads = leads and serves_in(viewer, STRAND)
    return leads or runs(line.unit.id, viewer)


def is_on(duty_id: int, viewer: Viewer) -> bool:
    """Whether the viewer has a place on the duty."""
    place = (
        select(SignUp.id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(
            SignUp.duty_id == duty_id, SignUp.state == SignUpState.CONFIRMED, Volunteer.account_id == viewer.account_id
        )
    )
    return db.session.scalar(place) is not None


def list_team(line: SessionLine) -> list[Member]:
    """Who has a place on it, in the order of joining."""
    day = clock.on(line.duty.starts_at)
    places = db.session.scalars(
        select(SignUp).where(SignUp.duty_id == line.duty.id, SignUp.state == SignUpState.CONFIRMED).order_by(SignUp.id)
    ).all()
    standings = get_standings([each.volunteer_id for each in places], STRAND) if places else {}
    return [
        Member(
            each.id, each.volunteer_id, standings[each.volunteer_id].name, each.post.name,
            standings[each.volunteer_id].is_qualified_throughout(OPERATOR, day, day),
        )
        for each in places
    ]  # fmt: skip


def list_of_scheme(unit_id: int, *, past: bool) -> list[SessionLine]:
    """Sessions of a scheme to come, soonest first, or those begun, newest first. The caller has judged the viewer."""
    now = clock.now()
    when = Duty.starts_at <= now if past else Duty.starts_at > now
    order = (Duty.starts_at.desc(), RoadsideSession.id.desc()) if past else (Duty.starts_at, RoadsideSession.id)
    return _lines(_all().where(RoadsideSession.unit_id == unit_id, when).order_by(*order).limit(20))


def list_staff_sessions(
    viewer: Viewer, wanted: Wanted, *, unit_id: int | None = None, permission: Permission = Permission.SESSION_READ
) -> list[SessionLine]:
    """Sessions in scope of one kind, the most urgent first; of one scheme when it is named."""
    rows = _all().where(viewer.within(permission, Duty.strand, Duty.area), _condition(wanted, clock.now()))
    if unit_id is not None:
        rows = rows.where(RoadsideSession.unit_id == unit_id)
    newest = wanted in (Wanted.HANDED_OVER, Wanted.ERASED)
    order = (Duty.starts_at.desc(), RoadsideSession.id.desc()) if newest else (Duty.starts_at, RoadsideSession.id)
    return _lines(rows.order_by(*order).limit(MOST_SHOWN))


def _condition(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    is_live = RoadsideSession.not_run_at.is_(None) & (Duty.state != DutyState.CANCELLED)
    return {
        Wanted.WAITING: RoadsideSession.returned_at.is_not(None)
        & RoadsideSession.handed_over_at.is_(None)
        & RoadsideSession.erased_at.is_(None),
        Wanted.PLANNED: is_live & (Duty.ends_at > now) & RoadsideSession.returned_at.is_(None),
        Wanted.NO_RETURN: is_live & (Duty.ends_at <= now) & RoadsideSession.returned_at.is_(None),
        Wanted.HANDED_OVER: RoadsideSession.handed_over_at.is_not(None) & RoadsideSession.erased_at.is_(None),
        Wanted.ERASED: RoadsideSession.erased_at.is_not(None),
    }[wanted]


def _all() -> Select[RoadsideSession, Duty, Site, Unit]:
    return (
        select(RoadsideSession, Duty, Site, Unit)
        .join(Duty, Duty.id == RoadsideSession.duty_id)
        .join(Site, Site.id == RoadsideSession.site_id)
        .join(Unit, Unit.id == RoadsideSession.unit_id)
    )


def _one(wanted: Select[RoadsideSession, Duty, Site, Unit], session_id: int) -> SessionLine:
    lines = _lines(wanted)
    if not lines:
        raise NotFound(f"no session {session_id} for this viewer")
    return lines[0]


def _lines(wanted: Select[RoadsideSession, Duty, Site, Unit]) -> list[SessionLine]:
    now = clock.now()
    rows: Sequence[Any] = db.session.execute(wanted.execution_options(populate_existing=True)).all()
    return [
        SessionLine(session, duty, site, unit, stage_of(
            now=now, ends_at=duty.ends_at, is_called_off=duty.state is DutyState.CANCELLED,
            not_run_at=session.not_run_at, returned_at=session.returned_at, handed_over_at=session.handed_over_at,
            erased_at=session.erased_at,
        ))
        for session, duty, site, unit in rows
    ]  # fmt: skip
