"""Proposals for tests of their pages, as the job would have left them. Builders flush, never commit."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.people.builders import SOMERSET, SPECIALS, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Role
from volunteers.rosters.models import Duty, Filling, FillingGap, FillingPlace
from volunteers.rosters.rules.filling import FillingState

UNAVAILABLE = ({"code": "no_one_available", "volunteers": 41, "volunteers_only": 38},)


def a_filling(
    *, area: str = SOMERSET, state: FillingState = FillingState.READY, first_on: date | None = None, **more: Any
) -> Filling:
    """A proposal for the next two weeks, as good as can be, of which no place is written yet."""
    first = first_on or clock.today()
    told = {"seconds": 60, "takes_unsaid": False, "weight": 8, "bound": 8, "filled": 2, "places": 2, "volunteers": 5}
    filling = Filling(
        strand=SPECIALS, area=area, state=state, first_on=first, last_on=first + timedelta(days=13),
        asked_by_id=an_account(Role.SUPERVISOR).id, asked_at=clock.now(),
        finished_at=None if state.is_working else clock.now(), **{**told, **more},
    )  # fmt: skip
    db.session.add(filling)
    db.session.flush()
    return filling


def a_proposed_place(filling: Filling, duty: Duty, volunteer: Volunteer, **more: Any) -> int:
    """The number of a place of the first post that someone qualified is proposed for: 4 hours, then 9, of 16 asked."""
    told = {"hours_before": 4.0, "hours_after": 9.0, "commitment_hours": 16.0, "kilometres": None, "is_unsaid": False}
    place = FillingPlace(
        filling_id=filling.id, duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id,
        grade="qualified", **{**told, **more},
    )  # fmt: skip
    db.session.add(place)
    db.session.flush()
    return place.id


def a_gap(
    filling: Filling, duty: Duty, *, places: int = 1, promised: int = 0,
    reasons: Sequence[dict[str, Any]] = UNAVAILABLE,
) -> None:  # fmt: skip
    """Places of the first post that stay empty: 41 have not said that they can, and nothing else stops 38 of them."""
    db.session.add(
        FillingGap(
            filling_id=filling.id, duty_id=duty.id, post_id=duty.posts[0].id, places=places, promised=promised,
            reasons=list(reasons),
        )
    )  # fmt: skip
    db.session.flush()
