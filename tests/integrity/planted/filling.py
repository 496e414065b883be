"""Proposals for duties that say what is not so, or are kept too long."""

from tests.integrity.planted.kept import ago
from tests.integrity.planted.planting import plants
from tests.people.builders import a_volunteer
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.filling_builders import a_filling, places_of, proposed
from volunteers import clock
from volunteers.extensions import db
from volunteers.rosters.models import Filling, SignUpState
from volunteers.rosters.rules.filling import FillingState, PlaceState


@plants("proposed_and_never_on_duty")
def accepted_by_the_proposal_alone() -> list[int]:
    duty = a_duty(posts=[a_post(places=5)])
    on, was_on, asks, never = (a_volunteer() for _ in range(4))
    filling = a_filling()
    ids = proposed(filling, *((duty, who) for who in (on, was_on, asks, never)))
    for place in places_of(filling.id):
        place.state, place.accepted_at = PlaceState.ACCEPTED, clock.now()
    a_sign_up(duty, on)
    a_sign_up(duty, was_on, state=SignUpState.WITHDRAWN)
    a_sign_up(duty, asks, state=SignUpState.REQUESTED)
    return ids[2:]


@plants("proposal_kept")
def proposals_nobody_came_back_to() -> list[int]:
    duty, who = a_duty(posts=[a_post(places=5)]), a_volunteer()
    old, ready, closed, _young = (_a_proposal(days) for days in (93, 10, 1, 8))
    old.state = FillingState.CANCELLED
    proposed(closed, (duty, who))
    closed.state = FillingState.CLOSED
    db.session.flush()
    return [old.id, ready.id, closed.id]


def _a_proposal(days: int) -> Filling:
    filling = a_filling()
    proposed(filling)
    filling.asked_at = filling.finished_at = ago(days)
    db.session.flush()
    return filling
