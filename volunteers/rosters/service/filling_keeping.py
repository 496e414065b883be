"""Writing down what came of a filling: whom it proposes with their hours and way, and which places stay empty."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.rosters.models import Filling, FillingGap, FillingPlace
from volunteers.rosters.queries.filling_found import Found, kilometres_between
from volunteers.rosters.queries.filling_people import hours_of
from volunteers.rosters.queries.filling_world import World
from volunteers.rosters.queries.judging import UNSAID
from volunteers.rosters.rules.filling import FillingState, PlaceState
from volunteers.rosters.service.filling_running import Turn, own


def keep_proposal(turn: Turn, world: World, found: Found) -> bool:
    """Store a proposal to be looked at; False when nobody wants it any more, or another is at it."""
    wanted = select(Filling).where(*own(turn)).with_for_update(of=Filling)
    filling = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if filling is None:
        return False
    filling.state, filling.finished_at, filling.claimed_at, filling.phase = FillingState.READY, clock.now(), None, None
    filling.status, filling.weight, filling.bound = found.status, found.score.weight, found.bound
    filling.shortfall_hours, filling.kilometres = found.score.shortfall_hours, found.score.kilometres
    filling.weight_before, filling.seconds_run = found.weight_before, found.seconds
    filling.filled, filling.places, filling.volunteers = len(found.placed), found.places, len(world.serving)
    for model, rows in ((FillingPlace, _places(world, found)), (FillingGap, _gaps(found))):
        if values := [{"filling_id": filling.id, **row} for row in rows]:
            db.session.execute(insert(model), values)
    record("proposed_filling", subject="filling", subject_id=filling.id, by=None, places=len(found.placed))
    return True


def _places(world: World, found: Found) -> Iterator[dict[str, Any]]:
    minutes: dict[int, int] = defaultdict(int)
    for one in found.placed:
        minutes[one.volunteer_id] += world.duties[one.duty_id].minutes
    for one in found.placed:
        standing, duty, hours = (
            world.standings[one.volunteer_id],
            world.duties[one.duty_id],
            hours_of(world, one.volunteer_id),
        )
        yield {
            "duty_id": one.duty_id, "post_id": one.post_id, "volunteer_id": one.volunteer_id,
            "state": PlaceState.PROPOSED, "grade": standing.grade_on(duty.first_on), "hours_before": hours.before,
            "hours_after": hours.before + minutes[one.volunteer_id] / 60, "commitment_hours": hours.asked,
            "kilometres": kilometres_between(world, one.volunteer_id, one.duty_id),
            "is_unsaid": not world.said.get(one.volunteer_id, UNSAID).usual, "refusal": "",
        }  # fmt: skip


def _gaps(found: Found) -> Iterator[dict[str, Any]]:
    for one in found.gaps:
        yield {
            "duty_id": one.duty_id, "post_id": one.post_id, "places": one.places, "promised": one.promised,
            "reasons": [asdict(reason) for reason in one.reasons],
        }  # fmt: skip
