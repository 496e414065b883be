"""A session whose duty staff change on the general page of duties is judged again for what its own page looked at."""

from collections.abc import Iterable

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.places.models import Unit
from volunteers.places.queries import daylight_of
from volunteers.rosters.rules import DutyContent
from volunteers.speedwatch.models import RoadsideSession
from volunteers.speedwatch.queries.schemes import get_site_state
from volunteers.speedwatch.rules.sessions import Stand, refusals_to_stand

FIXED = Refusal(
    "session_fixed",
    "This duty is a SpeedWatch session at a site of its scheme. Its scheme, area and kind stay as they are: call it "
    "off, and plan another on the page of the other scheme.",
)


def refusals_to_change(duty_id: int, was: DutyContent, asked: DutyContent) -> Iterable[Refusal]:
    """What speaks against the change of a duty that is a session: nothing for any other duty, or the same hours."""
    session = db.session.scalar(select(RoadsideSession).where(RoadsideSession.duty_id == duty_id))
    if session is None:
        return []
    if any(getattr(was.said, name) != getattr(asked.said, name) for name in ("unit_id", "area", "kind")):
        return [FIXED]
    starts_at, ends_at, _ = asked.moments
    if (starts_at, ends_at) == was.moments[:2]:
        return []
    unit, force = db.session.get_one(Unit, session.unit_id), current_force()
    light = daylight_of(unit.id, unit.area, clock.on(starts_at))
    stand = Stand(get_site_state(unit.id, session.site_id), starts_at, ends_at, light)
    return refusals_to_stand(stand, rules=force.speedwatch, longest_hours=force.numbers.speedwatch_session_hours)
