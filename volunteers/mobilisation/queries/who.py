"""Who would be asked to come, and who would not and why: everybody judged in a fixed number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.mobilisation.rules import Asked, LeftOut, Reach, left_out, why_not
from volunteers.mobilisation.rules.asking import FAR
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.places.models import Unit
from volunteers.places.rules.distance import Position, miles_between
from volunteers.rosters.models import Duty, DutyState, Post
from volunteers.rosters.queries import post_facts
from volunteers.rosters.queries.judging import cases_for
from volunteers.rosters.rules import THEY, PostPlan, refusals_by_post

NOT_STORED = 0


@dataclass(frozen=True)
class Person:
    """Someone who serves where it is asked, and how they are told."""

    volunteer_id: int
    account_id: int
    name: str
    address: str
    mobile: str | None
    miles: float | None


@dataclass(frozen=True)
class Found:
    """Those who are asked, and the others by what stands in their way."""

    people: tuple[Person, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def texted(self) -> int:
        return sum(1 for one in self.people if one.mobile)

    @property
    def others(self) -> int:
        return sum(len(one.people) for one in self.left_out)


def look(asked: Asked) -> Found:
    """Who would be asked if this call went out now. Nothing is stored."""
    return find_people(_as_if_stored(asked), asked.reach)


def find_people(duty: Duty, reach: Reach, *, but: Collection[int] = ()) -> Found:
    """Who may be asked to come to a duty: those of its strand in these areas, judged as of its own date.

    ``but`` are volunteers who are asked already. Seven statements, however many people there are.
    """
    rows = [one for one in _serving(duty, reach.areas) if one.volunteer_id not in but]
    cases = cases_for(duty, [one.volunteer_id for one in rows], to=THEY)
    posts = [post_facts(post) for post in duty.posts]
    may, others = [], []
    for one in rows:
        refusals = why_not(refusals_by_post(cases[one.volunteer_id], posts), reach)
        if not refusals and _is_far(one, reach):
            refusals = (FAR,)
        if refusals:
            others.append((one.name, refusals))
        else:
            may.append(one)
    return Found(tuple(may), left_out(others))


def _as_if_stored(asked: Asked) -> Duty:
    """The duty as it would be: never added to the session."""
    content = asked.content
    starts_at, ends_at, until = content.moments
    return Duty(
        id=NOT_STORED, strand=asked.strand, starts_at=starts_at, ends_at=ends_at, sign_up_until=until,
        state=DutyState.PUBLISHED, version=1, posts=[_post(one) for one in content.posts], **vars(content.said),
    )  # fmt: skip


def _post(plan: PostPlan) -> Post:
    return Post(name=plan.name, places=plan.places, taken=0, needs=list(plan.needs), grades=list(plan.grades))


def _serving(duty: Duty, areas: Sequence[str]) -> list[Person]:
    on = clock.on(duty.starts_at)
    rows = db.session.execute(
        select(
            Volunteer.id, Volunteer.first_name, Volunteer.last_name, Account.id.label("account_id"), Account.email,
            Account.mobile, Unit.latitude, Unit.longitude,
        )
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .join(Account, Account.id == Volunteer.account_id)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .where(
            ServicePeriod.strand == duty.strand, ServicePeriod.area.in_(list(areas)), ServicePeriod.started_on <= on,
            or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on), Account.disabled_at.is_(None),
        )
        .order_by(Volunteer.id)
    ).all()  # fmt: skip
    here = _position(duty.unit_id)
    return [
        Person(
            row.id, row.account_id, f"{row.first_name} {row.last_name}", row.email, row.mobile, _miles(here, row)
        )
        for row in rows
    ]  # fmt: skip


def _position(unit_id: int | None) -> Position | None:
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    return unit.position if unit else None


def _miles(here: Position | None, row: Any) -> float | None:
    if here is None or row.latitude is None or row.longitude is None:
        return None
    return miles_between(here, Position(row.latitude, row.longitude))


def _is_far(one: Person, reach: Reach) -> bool:
    """Only where both places are known: nobody is left out for what we do not know."""
    return reach.furthest_miles is not None and one.miles is not None and one.miles > reach.furthest_miles
