"""Faults in Neighbourhood Watch schemes."""

from sqlalchemy import select

from tests.integrity.planted.planting import plants
from tests.watch_schemes.builders import a_household, a_scheme, a_sent_message
from volunteers import clock
from volunteers.extensions import db
from volunteers.watch_schemes.models import WatchPassing, WatchReached
from volunteers.watch_schemes.rules import SchemeState, Way


@plants("closed_watch_with_contacts")
def closed_past_the_service() -> list[int]:
    closed = {"state": SchemeState.CLOSED, "closed_at": clock.now()}
    a_household(a_scheme("Open"))
    a_scheme("Empty", **closed)
    scheme = a_scheme("Kept", **closed)
    a_household(scheme)
    return [scheme.id]


@plants("watch_message_reached_unpassed")
def reached_before_it_was_passed_on() -> list[int]:
    scheme = a_scheme()
    a_sent_message(scheme)
    passing = db.session.scalars(select(WatchPassing)).one()
    db.session.add(WatchReached(passing_id=passing.id, household_id=a_household(scheme).id, way=Way.HAND))
    return [passing.id]
