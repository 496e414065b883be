"""Planning a session, and calling it off for the weather."""

from dataclasses import dataclass
from datetime import datetime

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.places.queries import daylight_of
from volunteers.places.rules.sites import SiteState
from volunteers.rosters.queries.contents import content
from volunteers.rosters.rules import Particulars, PostPlan
from volunteers.rosters.service.for_schemes import add_duty_for_scheme, call_off_for_scheme
from volunteers.speedwatch.models import RoadsideSession
from volunteers.speedwatch.queries.schemes import (
    OPERATOR,
    STRAND,
    get_scheme_to_plan,
    get_site_state,
    threshold_of,
)
from volunteers.speedwatch.rules.sessions import Direction, Stand, Weather, counted, refusals_to_stand

KIND = "roadside"


@dataclass(frozen=True)
class PlannedStand:
    """A session as it is asked for. ``places`` counts everyone on the team, the one who holds the device among them."""

    unit_id: int
    site_id: int
    direction: Direction
    starts_at: datetime
    ends_at: datetime
    places: int


def plan_session(asked: PlannedStand, *, by: Viewer) -> RoadsideSession:
    """Open a session at a site to the scheme's team. Refused with the name of each rule it breaks."""
    unit = get_scheme_to_plan(asked.unit_id, by)
    site, force = get_site_state(unit.id, asked.site_id), current_force()
    light = daylight_of(unit.id, unit.area, clock.on(asked.starts_at))
    stand = Stand(site, asked.starts_at, asked.ends_at, light)
    refusals = refusals_to_stand(
        stand, rules=force.speedwatch, longest_hours=force.numbers.speedwatch_session_hours
    )  # fmt: skip
    least = force.numbers.speedwatch_minimum_team
    if asked.places < least:
        refusals.append(Refusal("team", f"Team: at least {counted(least)} are at the roadside. Ask for more places."))
    if refusals:
        raise Refused(refusals)
    said = Particulars(
        title=f"SpeedWatch at {site.name}", area=unit.area, meeting_place=site.name, unit_id=unit.id, is_unit_only=True,
        kind=KIND, risk_assessment=site.findings, briefing=_briefing(site, asked.direction), minimum_to_run=least,
    )  # fmt: skip
    posts = [PostPlan("Device operator", 1, (OPERATOR,)), PostPlan("Roadside volunteer", asked.places - 1)]
    duty = add_duty_for_scheme(content(said, (asked.starts_at, asked.ends_at), None, posts), strand=STRAND, by=by)
    session = RoadsideSession(
        duty_id=duty.id, unit_id=unit.id, site_id=site.id, direction=asked.direction, speed_limit=site.speed_limit,
        threshold=threshold_of(unit.id, site.speed_limit), planned_by_id=by.account_id, planned_at=clock.now(),
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    record("speedwatch_planned", subject="duty", subject_id=duty.id, by=by.account_id, site=site.id)
    return session


def call_off(session_id: int, *, weather: Weather, by: Viewer) -> RoadsideSession:
    """Call a session off for the weather: the duty is cancelled and everyone on it told at once."""
    session = db.session.get(RoadsideSession, session_id, with_for_update=True, populate_existing=True)
    if session is None:
        raise NotFound(f"no session {session_id}")
    call_off_for_scheme(session.duty_id, reason=f"The weather: {weather.label.lower()}", by=by)
    session.called_off_for = weather
    return session


def _briefing(site: SiteState, direction: Direction) -> str:
    return f"{site.speed_limit} mph, {direction.label.lower()}. Wear your hi-vis. Check the device before you start."
