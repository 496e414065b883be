"""Who could take a place, without typing a name: those who may, the fairest and nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, cast, func, or_, select, true

from volunteers import clock
from volunteers.availability.queries import get_availabilities
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.rules.distance import distance_in_words, miles_between
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.judging import UNSAID, ids_who_may
from volunteers.rosters.rules import in_words, lasting
from volunteers.rosters.rules.suggesting import LOOKED_AT_DAYS, Helper, in_turn

SHOWN = 15
OUTSIDE = "Outside their usual times"


@dataclass(frozen=True)
class Suggestion:
    """Someone to suggest, and why they stand where they do."""

    helper: Helper
    unit: str | None

    @property
    def why(self) -> tuple[str, ...]:
        """6 hours in the last 90 days; Last duty 3 November 2026; Taunton, about 4 miles."""
        hours = f"{lasting(self.helper.minutes)} in the last {LOOKED_AT_DAYS} days" if self.helper.minutes else ""
        last = f"last duty {in_words(self.helper.last_on)}" if self.helper.last_on else "no duty yet"
        return tuple(part for part in (hours or f"No hours in the last {LOOKED_AT_DAYS} days", last, self.way) if part)

    @property
    def way(self) -> str:
        """The unit they belong to and how far it is; their own unit is no way at all."""
        if self.unit is None:
            return ""
        if self.helper.miles is None:
            return self.unit
        return f"{self.unit}, {distance_in_words(self.helper.miles)}" if self.helper.miles else f"{self.unit}, own unit"

    @property
    def note(self) -> str | None:
        return OUTSIDE if self.helper.is_usual is False else None


@dataclass(frozen=True)
class Suggestions:
    """The first of those who may take the place, and how many may in all."""

    people: tuple[Suggestion, ...]
    total: int


def suggest(duty_id: int, post_id: int, viewer: Viewer) -> Suggestions:
    """Those who may take a place of a post now; a fixed number of statements. Nobody for a duty out of scope."""
    duty, post = db.session.get(Duty, duty_id), db.session.get(Post, post_id)
    if duty is None or post is None or not viewer.may_in(Permission.VOLUNTEER_READ, duty.strand, duty.area):
        return Suggestions((), 0)
    ids = ids_who_may(duty, post)
    rows = _facts(ids, duty) if ids else ()
    said = get_availabilities(ids) if ids else {}
    starts, ends = clock.in_london(duty.starts_at), clock.in_london(duty.ends_at)
    found = {row.id: _suggestion(row, duty, said.get(row.id, UNSAID).is_usual(starts, ends)) for row in rows}
    order = in_turn((one.helper for one in found.values()), today=clock.today())
    return Suggestions(tuple(found[helper.volunteer_id] for helper in order[:SHOWN]), len(found))


def _facts(ids: Sequence[int], duty: Duty) -> Sequence[Any]:
    """What their turn depends on, in one statement."""
    now = clock.now()
    lately = (
        select(func.coalesce(func.sum(Attendance.minutes), 0).label("minutes"))
        .where(Attendance.volunteer_id == Volunteer.id, Attendance.booked_on_at >= now - timedelta(days=LOOKED_AT_DAYS))
        .lateral("lately")
    )
    begun: Any = cast(func.timezone("Europe/London", func.max(Duty.starts_at)), Date)
    last = (
        select(begun.label("last_on"))
        .join(SignUp, SignUp.duty_id == Duty.id)
        .where(
            SignUp.volunteer_id == Volunteer.id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.starts_at <= now,
        )
        .lateral("last_duty")
    )  # fmt: skip
    first_on = clock.on(duty.starts_at)
    serves = and_(
        ServicePeriod.volunteer_id == Volunteer.id, ServicePeriod.strand == duty.strand,
        ServicePeriod.started_on <= first_on,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > first_on),
    )  # fmt: skip
    return db.session.execute(
        select(
            Volunteer.id, Volunteer.first_name, Volunteer.last_name, lately.c.minutes, last.c.last_on, Unit,
        )
        .select_from(Volunteer)
        .join(lately, true()).join(last, true())
        .outerjoin(ServicePeriod, serves)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .where(Volunteer.id.in_(ids))
    ).all()  # fmt: skip


def _suggestion(row: Any, duty: Duty, is_usual: bool | None) -> Suggestion:
    unit: Unit | None = row.Unit
    last_on: date | None = row.last_on
    name = f"{row.first_name} {row.last_name}"
    helper = Helper(row.id, name, int(row.minutes), last_on, _miles(unit, duty.unit), is_usual)
    return Suggestion(helper, unit.name if unit else None)


def _miles(theirs: Unit | None, ours: Unit | None) -> float | None:
    if theirs is None or ours is None:
        return None
    if theirs.id == ours.id:
        return 0.0
    if theirs.position is None or ours.position is None:
        return None
    return miles_between(theirs.position, ours.position)
